package atelier.proof;

import static atelier.proof.LackRow.FILE;
import static atelier.proof.LackRow.LOOPBACK;
import static atelier.proof.LackRow.NEVER;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How programs tell that another program, the network, a service or a device is missing. */
final class MachineLacks {
  private static final String NETWORK = "set runner.network to true";
  private static final String INSTALL =
      "install %s where the sandbox finds it, in /usr/bin or /usr/local/bin";

  /** No assertion: a test may compare such words. */
  private static final String SAID = "(?m)^(?!.*(?:[Aa]ssert|[Ee]xpected|^E  )).{0,120}";

  /** The name of an environment variable: of several words, or a well-known one. */
  private static final String VARIABLE = "[`'\"]?\\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\\b[`'\"]?";

  private static final String SECRET =
      "[`'\"]?\\b([A-Z][A-Z0-9_]*_(?:TOKEN|KEY|SECRET|PASSWORD|URL|URI|DSN))\\b";

  private static final List<LackRow> PROGRAMS = List.of(
      LackRow.of(
          "(?m)^(?:[\\w./-]*sh: (?:\\d+: |line \\d+: )?)([\\w.+-]+): (?:command )?not found"
              + "|^(?:[\\w./-]*(?:sh|configure|gradlew|mvnw): )(?:line )?\\d+: (?:exec: )?"
              + "([\\w.+-]+): (?:command )?not found"
              + "|^([\\w.+-]+): command not found$"
              + "|^(?:zsh|bash|bun): command not found: ([\\w.+-]+)"
              + "|^fish: Unknown command: ([\\w.+-]+)"
              + "|^'([\\w.+-]+)' is not recognized as an internal"
              + "|^(?:make(?:\\[\\d+\\])?|xargs): ([\\w.+-]+): No such file or directory"
              + "|^(?:nohup|timeout|nice|setsid): failed to run command [\u2018'`]([\\w.+-]+)"
              + "|linker `([\\w.+-]+)` not found"
              + "|exec: \"?([\\w.+-]+)\"?: (?:not found|executable file not found)"
              + "|^(?:/usr/bin/)?env: \u2018?'?([\\w.+-]+)\u2019?'?: No such file or directory"
              + "|spawn ([\\w.+-]+) ENOENT"
              + "|Cannot run program \"([\\w.+-]+)\""
              + "|No such file or directory - ([\\w+-]+) \\(Errno::ENOENT\\)"
              + "|subprocess\\.py[\\s\\S]{0,2000}No such file or directory: '([\\w.+-]+)'",
          FILE,
          "the program %s",
          INSTALL),
      LackRow.of(
          "(?i)Executable doesn't exist at \\S*(chrom|firefox|webkit)|Could not find (Chrome)"
              + "|Failed to launch the (browser) process|the (Cypress) binary is missing",
          NEVER,
          "the browser for tests (%s)",
          "install it, for example with npx playwright install"));

  private static final List<LackRow> NETWORKS = List.of(
      LackRow.of(
          "getaddrinfo (?:ENOTFOUND|EAI_AGAIN) ([\\w.-]+)"
              + "|(?i:could not resolve host(?:name)?:?"
              + "|unable to resolve host address|unknown host)"
              + " ['\u2018]?([\\w.-]+)"
              + "|dial tcp: lookup ([\\w.-]+)|UnknownHostException: ([\\w.-]+)"
              + "|Failed to resolve '([\\w.-]+)'|could not translate host name \"([\\w.-]+)\"",
          LOOPBACK,
          "the network to reach %s",
          NETWORK),
      LackRow.of(
          "Temporary failure in name resolution|Name or service not known"
              + "|nodename nor servname provided|Network is unreachable|ENETUNREACH"
              + "|No route to host"
              + "|error sending request for url \\(https?://(?!localhost|127\\.|0\\.0|\\[)",
          NEVER,
          "the network",
          NETWORK),
      // Without namespaces there are no sockets at all.
      LackRow.of(
          "(?:listen|connect|bind) EPERM|SocketException: Operation not permitted"
              + "|socket: operation not permitted"
              + "|socket\\.py[\\s\\S]{0,400}PermissionError: \\[Errno 1\\]",
          NEVER,
          "a network of the program's own",
          "let bubblewrap make namespaces, as atelier doctor says"));

  /** Where databases and queues listen by default. */
  private static final String PORT =
      "(5432|3306|6379|27017|5672|9092|9200|11211|1433|4222|2181)\\b";

  private static final List<LackRow> SERVICES = List.of(
      LackRow.of(
          "(?i)Cannot connect to the (Docker) daemon"
              + "|(docker)\\S{0,80}: Error while fetching server API"
              + "|connect to the (Docker) (?:daemon socket|API)",
          NEVER,
          "the service Docker",
          "run the project where Docker runs"),
      LackRow.of(
          "(psycopg2?|asyncpg|redis|pymongo|pymysql|MySQLdb|sqlalchemy|Mongo|AMQP|kafka"
              + "|elasticsearch|memcache)\\S{0,80}(?:Error|Exception|Refused)\\b[^\\n]{0,300}"
              + "(?:\\R[^\\n]{0,200})?(?i:connection refused|ECONNREFUSED|can't connect)"
              + "|(?i:refused)[^\\n]{0,60}:" + PORT + "|:" + PORT + "\\b[^\\n]{0,60}(?i:refused)"
              + "|Can't connect to local (MySQL) server|(NoBrokersAvailable)|(AMQPConnectionError)",
          NEVER,
          "a service that the program connects to (%s)",
          "start it, and run the project there"));

  private static final List<LackRow> DEVICES = List.of(
      LackRow.of(
          "no display name and no \\$DISPLAY|cannot open display|couldn't connect to display"
              + "|HeadlessException|could not connect to display|No available video device"
              + "|NoSuchDisplayException|DISPLAY environment variable is missing",
          NEVER,
          "a display",
          "run the project on a desktop"),
      LackRow.of(
          "ALSA lib .{0,80}cannot find card|ALSA: Couldn't open audio|PortAudio library not found",
          NEVER,
          "a sound card",
          "run the project on a desktop"),
      LackRow.of(
          "setupterm: could not find terminal|Error opening terminal|_curses\\.error"
              + "|TERM environment variable not set|No value for \\$TERM"
              + "|No such device or address: '/dev/tty'|setRawMode is not a function"
              + "|[Ii]nappropriate ioctl for device|(?:is not|is|must be|requires?)"
              + " a(?:n interactive)? (?:tty|TTY|terminal)",
          NEVER,
          "a terminal",
          "run the project in a terminal"));

  private static final List<LackRow> VARIABLES = List.of(
      LackRow.of(
          "\\benviron\\[[\\s\\S]{0,300}KeyError: '([A-Z][A-Z0-9_]+)'"
              + "|<frozen os>[\\s\\S]{0,100}KeyError: '([A-Z][A-Z0-9_]+)'"
              + "|\\bin [`'](?:ENV#)?fetch': key not found: \"([A-Z][A-Z0-9_]+)\""
              + "|UndefinedValueError: ([A-Z][A-Z0-9_]+) not found"
              + "|" + SAID + VARIABLE + ":? (?:(?:is|was) )?not set\\b"
              + "|" + SAID + VARIABLE + ":? (?:is (?:not (?:defined|provided)|required|missing"
              + "|undefined)|must be (?:set|provided|defined))\\b"
              + "|" + SAID + VARIABLE
              + " environment variable (?:is |was )?(?:not |missing|required"
              + "|undefined)"
              + "|(?i:missing|required|undefined|unset|no)(?: required)? (?i:environment variable"
              + "|env var)s?[: ]+" + VARIABLE
              + "|(?i:environment variable|env var) " + VARIABLE
              + " (?:is |was )?(?:not |must be |missing|required|undefined)"
              + "|" + SAID + "\\b(?i:set|setting|missing|requires?|no|needs|export) (?:the |an? )?"
              + "(?:environment variable )?" + SECRET,
          NEVER,
          "the environment variable %s",
          "run the project with %s set"),
      LackRow.of(
          "validation errors? for \\w*(?:Settings|Config|Environment)\\R"
              + "(\\w+)\\R\\s+(?i:field required)",
          NEVER,
          name -> name.toUpperCase(Locale.ROOT),
          "the environment variable %s",
          "run the project with %s set"),
      LackRow.of(
          "Err` value: NotPresent",
          NEVER,
          "an environment variable",
          "run the project with it set"),
      LackRow.of(
          "Unable to locate credentials|default credentials were not found",
          NEVER,
          "a credential for a service",
          "run the project where they are configured"));

  /** Only at the end of an output: a test may provoke such words. */
  private static final List<LackRow> INPUTS = List.of(
      LackRow.of(
          "(?:EOFError: EOF when reading a line"
              + "|NoSuchElementException: No line found[^\\n]*(?:\\n\\s+at [^\\n]*){0,30})\\s*\\z",
          NEVER,
          "input for the program",
          "run the project by hand, or give the command its input from a file"),
      LackRow.of(
          "error: the following arguments are required: ([\\w, -]{1,80})\\s*\\z",
          NEVER,
          "an argument of the command (%s)",
          "give it with the command of the check"));

  static final List<LackRow> ROWS = Stream.of(
          PROGRAMS, NETWORKS, SERVICES, DEVICES, VARIABLES, INPUTS)
      .flatMap(List::stream)
      .toList();

  private MachineLacks() {}
}

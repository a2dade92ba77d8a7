package atelier.proof;

import atelier.event.FailedTest;
import atelier.project.FailureExcerpt;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the machine is missing, as the output of a failed command shows: then no file of the project
 * is at fault.
 *
 * @param what the missing thing, to follow "is missing here: "
 * @param remedy what a person can do, as a command where there is one
 */
public record EnvironmentLack(String what, String remedy) {
  /** Whether a name found in the output is one of the project's own files. */
  private interface OwnName {
    boolean test(String name, Collection<String> paths, String output);
  }

  private record Row(
      Pattern pattern,
      OwnName isOwn,
      Function<String, String> what,
      Function<String, String> remedy) {
    Row(
        String pattern,
        OwnName isOwn,
        Function<String, String> what,
        Function<String, String> remedy) {
      this(Pattern.compile(pattern), isOwn, what, remedy);
    }

    Optional<EnvironmentLack> find(String output, Collection<String> paths) {
      Matcher found = pattern.matcher(output);
      while (found.find()) {
        String name = found.groupCount() == 0 ? "" : group(found);
        if (!isOwn.test(name, paths, output)) {
          return Optional.of(new EnvironmentLack(what.apply(name), remedy.apply(name)));
        }
      }
      return Optional.empty();
    }

    /** The group of the alternative that matched. */
    private static String group(Matcher found) {
      for (int i = 1; i <= found.groupCount(); i++) {
        if (found.group(i) != null) {
          return found.group(i);
        }
      }
      return "";
    }
  }

  private static final OwnName NEVER = (name, paths, output) -> false;

  /** A module of the project: its first part is a file or folder there. */
  private static final OwnName MODULE = (name, paths, output) -> {
    String first = name.split("[./]", 2)[0];
    return WrongImports.isOwnByMistake(name, paths, output)
        || paths.stream()
            .anyMatch(path -> path.matches("(.*/)?" + Pattern.quote(first) + "(\\.\\w+|/.*)"));
  };

  private static final OwnName FILE = (name, paths, output) -> {
    String plain = name.replaceFirst("^(\\./|/work/)", "");
    return name.startsWith(".") || name.startsWith("/work/") || paths.contains(plain);
  };

  /** The loopback names work in the sandbox. */
  private static final OwnName LOOPBACK =
      (name, paths, output) -> name.matches("localhost|127\\..*|::1|sandbox");

  private static final List<Row> ROWS = List.of(
      new Row(
          "No module named '?([\\w.]+)'?",
          MODULE,
          name -> "the Python package " + name.split("\\.", 2)[0],
          name -> "pip install " + name.split("\\.", 2)[0]),
      new Row(
          "Cannot find package '([^'./][^']*)'|Cannot find module '([^'./][^']*)'",
          MODULE,
          name -> "the npm package " + packageName(name),
          name -> "npm install " + packageName(name)),
      new Row(
          "cannot load such file -- ([\\w-]+)(?![\\w./-])",
          MODULE,
          name -> "the Ruby gem " + name,
          name -> "gem install " + name),
      new Row(
          "(?m)^(?:[\\w./-]*sh: (?:\\d+: |line \\d+: )?)([\\w.+-]+): (?:command )?not found"
              + "|^make(?:\\[\\d+\\])?: ([\\w.+-]+): No such file or directory"
              + "|exec: \"?([\\w.+-]+)\"?: (?:not found|executable file not found)"
              + "|^(?:/usr/bin/)?env: \u2018?'?([\\w.+-]+)\u2019?'?: No such file or directory"
              + "|spawn ([\\w.+-]+) ENOENT"
              + "|subprocess\\.py[\\s\\S]{0,2000}No such file or directory: '([\\w.+-]+)'",
          FILE,
          name -> "the program " + name,
          name -> "install " + name + " where the sandbox finds it, in /usr/bin or /usr/local/bin"),
      new Row(
          "getaddrinfo (?:ENOTFOUND|EAI_AGAIN) ([\\w.-]+)|Could not resolve host: ([\\w.-]+)"
              + "|dial tcp: lookup ([\\w.-]+)|UnknownHostException: ([\\w.-]+)"
              + "|Failed to resolve '([\\w.-]+)'",
          LOOPBACK,
          name -> "the network: " + name + " cannot be reached from the sandbox",
          name -> "set runner.network to true"),
      new Row(
          "Temporary failure in name resolution|Name or service not known|Network is unreachable"
              + "|ENETUNREACH"
              + "|No route to host",
          NEVER,
          name -> "the network",
          name -> "set runner.network to true"),
      new Row(
          "no display name and no \\$DISPLAY|cannot open display|couldn't connect to display"
              + "|HeadlessException|could not connect to display",
          NEVER,
          name -> "a display",
          name -> "run the project on a desktop"),
      new Row(
          "setupterm: could not find terminal|Error opening terminal|_curses\\.error"
              + "|[Ii]nappropriate ioctl for device|(?:is|must be|requires?) a(?:n interactive)?"
              + " (?:tty|TTY|terminal)",
          NEVER,
          name -> "a terminal",
          name -> "run the project in a terminal"),
      new Row(
          "os\\.environ\\[[\\s\\S]{0,300}KeyError: '([A-Z][A-Z0-9_]+)'"
              + "|(?m:^.{0,80}\\b([A-Z][A-Z0-9]*_[A-Z0-9_]+) (?:environment variable )?(?:is|must"
              + " be) (?:not set|required|set|missing).*$)"
              + "|(?i:(?:set|missing|requires?|no)) (?:the )?(?:environment variable )?"
              + "([A-Z][A-Z0-9]*_(?:TOKEN|KEY|SECRET|PASSWORD|URL|DSN))\\b",
          NEVER,
          name -> "the environment variable " + name,
          name -> "run the project with " + name + " set"),
      new Row(
          "npm ci. can only install|package-lock\\.json .*(?:missing|not found)"
              + "|the lock file .* needs to be updated but --locked",
          NEVER,
          name -> "a lock file",
          name -> "install the packages once without the lock, and commit the lock file"));

  /**
   * Finds what is missing; empty if the output shows nothing of the kind. If a test tool reports
   * failed tests, each of them must fail for such a reason.
   *
   * @param paths the project's own files
   */
  public static Optional<EnvironmentLack> find(
      String output, List<FailedTest> failures, Collection<String> paths) {
    boolean othersFail = failures.stream()
        .map(failure ->
            failure.message() + "\n" + failure.actual() + "\n" + FailureExcerpt.of(output, failure))
        .anyMatch(text -> first(text, paths).isEmpty());
    return othersFail ? Optional.empty() : first(output, paths);
  }

  private static Optional<EnvironmentLack> first(String output, Collection<String> paths) {
    return ROWS.stream()
        .map(row -> row.find(output, paths))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String packageName(String name) {
    String[] parts = name.split("/", -1);
    return name.startsWith("@") && parts.length > 1 ? parts[0] + "/" + parts[1] : parts[0];
  }

  /** The reason why a run says nothing about the project. */
  public String reason() {
    return what + " is missing here; " + remedy;
  }
}

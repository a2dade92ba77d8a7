package atelier.proof;

import atelier.event.ReachedLimit;
import atelier.pattern.Pattern;
import atelier.sandbox.ProbeReport;
import atelier.sandbox.ProbeReport.ServerReport;
import atelier.sandbox.TimeLimit;
import java.util.Optional;

/**
 * Decides what running a start command by itself shows.
 *
 * @param end how it ended
 * @param note a description, to follow the name of the command
 */
public record StartJudge(End end, String note) {
  /** How the start command ended. */
  public enum End {
    /** It listens, exits with 0, or explains its usage: the program works as far as this shows. */
    WORKS,
    /** It crashed, or a file of its own is missing: the code is at fault. */
    CRASHED,
    /** It says nothing about the program. */
    UNKNOWN
  }

  /** What an unhandled exception or a missing file looks like, in the usual languages. */
  private static final Pattern CRASH = Pattern.compile("(?m)^Traceback \\(most recent call last\\)"
      + "|^panic: |panicked at |^Exception in thread|^\\s+at .+\\(.+:\\d+(:\\d+)?\\)$"
      + "|^\\s+at (file://|/).+:\\d+:\\d+$|^Uncaught |UnhandledPromiseRejection|^Segmentation fault"
      + "|^Aborted|\\(core dumped\\)"
      + "|: can't open file '|^Error: Cannot find module|ERR_MODULE_NOT_FOUND|: No module named "
      + "|Could not find or load main class|Unable to access jarfile|\\(LoadError\\)"
      + "|\\.\\w+:\\d+:in [`']|File \".+\", line \\d+[\\s\\S]{0,500}^SyntaxError: "
      + "|^SyntaxError: .*\\R(?:.*\\R)?\\s+at ");

  /** A program that reads its standard input meets its end at once: that is no fault. */
  private static final Pattern WAITS_FOR_INPUT =
      Pattern.compile("EOFError|NoSuchElementException: No line found|inappropriate ioctl"
          + "|not a terminal|not a tty|Inappropriate ioctl");

  private static final Pattern USAGE =
      Pattern.compile("(?i)\\b(usage|aufruf|verwendung|benutzung|utilisation|uso)\\b|\\brequired\\b"
          + "|\\bmissing (required )?(argument|operand|option|file|command)"
          + "|\\bexpected (at least |exactly )?\\w+ argument"
          + "|\\bno (\\w+ ){1,3}(given|specified|provided)\\b");

  private static final int COMMAND_NOT_FOUND = 127;
  private static final int SIGNAL_BASE = 128;
  private static final int SIGNALS = 32;

  /** Whether a program printed an unhandled exception, or that a file of its own is missing. */
  public static boolean isCrash(String output) {
    return CRASH.matcher(output).find();
  }

  /** The limit that a program reached which neither listened nor ended; empty for others. */
  public static Optional<ReachedLimit> reachedLimit(ProbeReport report, TimeLimit allowed) {
    return report
        .server()
        .filter(server -> !server.started() && server.exit().isEmpty())
        .flatMap(server -> allowed.reached(server.listenedMs(), server.cpuMs().orElse(0L)));
  }

  /** Judges what the prober reports of a start command. */
  public static StartJudge of(ServerReport report) {
    String output = report.stdout() + "\n" + report.stderr();
    int exit = report.exit().orElse(0);
    if (exit > SIGNAL_BASE && exit < SIGNAL_BASE + SIGNALS) {
      return new StartJudge(End.CRASHED, "was ended by signal " + (exit - SIGNAL_BASE));
    }
    if (report.started() && exit != 0) {
      return new StartJudge(End.CRASHED, "listened and then exited with " + exit);
    }
    if (report.started()) {
      return new StartJudge(End.WORKS, "listens after " + report.listenedMs() + " ms");
    }
    if (report.exit().isEmpty()) {
      return new StartJudge(
          End.UNKNOWN, "neither listened on a port nor ended within the time limit");
    }
    if (exit == 0) {
      return new StartJudge(End.WORKS, "exited with 0");
    }
    if (WAITS_FOR_INPUT.matcher(output).find()) {
      return new StartJudge(End.UNKNOWN, "exited with " + exit + " because it waits for input");
    }
    if (isCrash(output)) {
      return new StartJudge(End.CRASHED, "crashed with exit code " + exit);
    }
    if (exit == COMMAND_NOT_FOUND) {
      return new StartJudge(End.UNKNOWN, "was not found");
    }
    return USAGE.matcher(output).find()
        ? new StartJudge(End.WORKS, "exited with " + exit + " and explains its usage")
        : new StartJudge(End.UNKNOWN, "exited with " + exit + ": " + firstLine(output));
  }

  private static String firstLine(String output) {
    return output.lines().filter(line -> !line.isBlank()).findFirst().orElse("no output");
  }
}

package atelier.cli;

import atelier.cli.command.ApproveCommand;
import atelier.cli.command.AtelierCommand;
import atelier.cli.command.CancelCommand;
import atelier.cli.command.ConfigCommand;
import atelier.cli.command.DoctorCommand;
import atelier.cli.command.EvidenceCommand;
import atelier.cli.command.HintCommand;
import atelier.cli.command.ListCommand;
import atelier.cli.command.PackagesCommand;
import atelier.cli.command.RehearseCommand;
import atelier.cli.command.RetryCommand;
import atelier.cli.command.RunCommand;
import atelier.cli.command.SbomCommand;
import atelier.cli.command.ScanCommand;
import atelier.cli.command.ServeCommand;
import atelier.cli.command.ShowCommand;
import atelier.cli.command.SubmitCommand;
import atelier.cli.command.VerifyCommand;
import atelier.cli.command.WatchCommand;
import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.context.ExitCode;
import atelier.cli.report.LogSetup;
import atelier.cli.report.TerminalText;
import atelier.config.DidYouMean;
import atelier.config.InvalidSetting;
import atelier.studio.Studio;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses a command line, runs the command and returns its exit code. */
public final class Commands {
  private static final int MAX_LINES = 50;

  private Commands() {}

  /** The root command: runs a node if no command is given. */
  @Command(
      name = "atelier",
      description = "A studio of AI agents that turns a spec into a proven Git repository.",
      footer = {
        "",
        "Exit codes: 0 succeeded, 1 failed, unverified or paused, 2 wrong usage,",
        "3 no usable model or other infrastructure, 4 node unreachable, 130 interrupted."
      })
  static final class Root extends ServeCommand {
    Root(CommandContext context) {
      super(context);
    }
  }

  /** Runs a command line; never throws, and prints a stack trace only with {@code -v}. */
  public static int run(String[] args, CommandContext context) {
    var out = new PrintWriter(
        new OutputStreamWriter(context.console().out(), StandardCharsets.UTF_8), true);
    var err = new RedactedWriter(
        new OutputStreamWriter(context.console().err(), StandardCharsets.UTF_8),
        context.redactor());
    try {
      CommandLine root = commandLine(context);
      return root.setOut(out)
          .setErr(err)
          .setExpandAtFiles(false)
          .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
          .setParameterExceptionHandler(Commands::reportUsageError)
          .setExecutionExceptionHandler(Commands::reportFailure)
          .execute(DashedText.separate(root, args));
    } catch (LinkageError | OutOfMemoryError | StackOverflowError e) {
      err.println("atelier: " + TerminalText.sanitize(e.toString(), 500));
      return ExitCode.INFRASTRUCTURE;
    }
  }

  private static CommandLine commandLine(CommandContext context) {
    var root = new CommandLine(new Root(context))
        .addSubcommand(new ServeCommand(context))
        .addSubcommand(new RunCommand(context))
        .addSubcommand(new RehearseCommand(context))
        .addSubcommand(new SubmitCommand(context))
        .addSubcommand(new ListCommand(context))
        .addSubcommand(new ShowCommand(context))
        .addSubcommand(new WatchCommand(context))
        .addSubcommand(new EvidenceCommand(context))
        .addSubcommand(new PackagesCommand(context))
        .addSubcommand(new SbomCommand(context))
        .addSubcommand(new VerifyCommand(context))
        .addSubcommand(new ApproveCommand(context))
        .addSubcommand(new HintCommand(context))
        .addSubcommand(new RetryCommand(context))
        .addSubcommand(new CancelCommand(context))
        .addSubcommand(new DoctorCommand(context))
        .addSubcommand(new ConfigCommand(context))
        .addSubcommand(new ScanCommand(context));
    addHelpAndVersion(root);
    root.getSubcommands().values().forEach(Commands::addHelpAndVersion);
    return root;
  }

  private static void addHelpAndVersion(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    var version = Commands.class.getPackage().getImplementationVersion();
    spec.version("atelier " + (version == null ? "from sources" : version));
  }

  private static int reportUsageError(ParameterException failure, String[] args) {
    var command = failure.getCommandLine();
    var message = failure instanceof UnmatchedArgumentException unmatched
        ? unexpectedArgument(command, unmatched.getUnmatched().get(0))
        : String.valueOf(failure.getMessage());
    command
        .getErr()
        .println("atelier: " + TerminalText.sanitize(message, 300) + " (see \""
            + command.getCommandSpec().qualifiedName() + " --help\")");
    return ExitCode.USAGE;
  }

  private static String unexpectedArgument(CommandLine command, String argument) {
    var spec = command.getCommandSpec();
    if (argument.startsWith("-")) {
      return "unknown option " + argument + ": did you mean "
          + DidYouMean.suggest(argument, spec.optionsMap().keySet())
          + "? (a text that begins with - goes after --)";
    } else if (!spec.subcommands().isEmpty()) {
      return "unknown command " + argument + ": did you mean "
          + DidYouMean.suggest(argument, spec.subcommands().keySet()) + "?";
    }
    return "unexpected argument \"" + argument + "\"; quote specs of several words";
  }

  private static int reportFailure(Exception failure, CommandLine command, ParseResult parsed) {
    var err = command.getErr();
    boolean verbose = command.getCommand() instanceof AtelierCommand failed && failed.isVerbose();
    if (verbose) {
      err.print(LogSetup.stackTrace(failure));
    }
    if (failure instanceof InvalidSetting) {
      return printMessage(err, failure, ExitCode.USAGE);
    } else if (failure instanceof CommandFailure known) {
      return printMessage(err, failure, known.exitCode());
    } else if (failure instanceof Studio.Refused) {
      return printMessage(err, failure, ExitCode.FAILED);
    }
    err.println("atelier: " + TerminalText.sanitize(String.valueOf(failure.getMessage()), 500)
        + (verbose ? "" : " (-v prints details)"));
    return ExitCode.FAILED;
  }

  private static int printMessage(PrintWriter err, Exception failure, int exitCode) {
    var lines =
        String.valueOf(failure.getMessage()).strip().lines().limit(MAX_LINES).toList();
    for (int i = 0; i < Math.max(1, lines.size()); i++) {
      var line = lines.isEmpty() ? "" : TerminalText.sanitize(lines.get(i), 1000);
      err.println((i == 0 ? "atelier: " : "   ") + line);
    }
    return exitCode;
  }
}

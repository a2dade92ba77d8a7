package atelier.cli;

import atelier.config.BadSetting;
import atelier.role.Studio;
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

/** All commands: reads a command line, runs it, gives the exit code. */
public final class Commands {
  private Commands() {}

  /** The command without a name: a node. */
  @Command(
      name = "atelier",
      description = "A studio of AI agents that turns a spec into a proven Git repository.",
      footer = {
        "",
        "Exit codes: 0 succeeded, 1 failed or unverified, 2 usage, 3 no usable model,",
        "4 cannot reach the node, 130 interrupted."
      })
  static final class Root extends ServeCommand {
    Root(Context context) {
      super(context);
    }
  }

  /** Runs a command line to its end; never throws, never prints a stack trace without -v. */
  public static int run(String[] args, Context context) {
    var out = new PrintWriter(
        new OutputStreamWriter(context.console().out(), StandardCharsets.UTF_8), true);
    var err = new PrintWriter(
        new OutputStreamWriter(context.console().err(), StandardCharsets.UTF_8), true);
    return commandLine(context)
        .setOut(out)
        .setErr(err)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setParameterExceptionHandler(Commands::misused)
        .setExecutionExceptionHandler(Commands::failed)
        .execute(args);
  }

  private static CommandLine commandLine(Context context) {
    var root = new CommandLine(new Root(context))
        .addSubcommand(new ServeCommand(context))
        .addSubcommand(new RunCommand(context))
        .addSubcommand(new RehearseCommand(context))
        .addSubcommand(new DoctorCommand(context))
        .addSubcommand(new ConfigCommand(context));
    helpAndVersion(root);
    root.getSubcommands().values().forEach(Commands::helpAndVersion);
    return root;
  }

  private static void helpAndVersion(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    var version = Commands.class.getPackage().getImplementationVersion();
    spec.version("atelier " + (version == null ? "from sources" : version));
  }

  private static int misused(ParameterException wrong, String[] args) {
    var command = wrong.getCommandLine();
    var meant = wrong instanceof UnmatchedArgumentException unmatched
        ? unmatched.getSuggestions().stream()
            .findFirst()
            .map(name -> ": did you mean " + name + "?")
            .orElse("")
        : "";
    var message = Plain.line(wrong.getMessage(), 300) + meant;
    var name = command.getCommandSpec().qualifiedName();
    command.getErr().println("atelier: " + message + " \"" + name + " --help\" lists what there is");
    return Exit.USAGE;
  }

  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    var err = command.getErr();
    boolean verbose = command.getCommand() instanceof AtelierCommand ours && ours.verbose();
    if (verbose) {
      err.print(Logs.trace(failure));
    }
    if (failure instanceof BadSetting) {
      return told(err, failure, Exit.USAGE);
    } else if (failure instanceof Failure known) {
      return told(err, failure, known.exitCode());
    } else if (failure instanceof Studio.Refused) {
      return told(err, failure, Exit.FAILED);
    }
    err.println("atelier: " + Plain.line(String.valueOf(failure.getMessage()), 500)
        + (verbose ? "" : " (-v tells more)"));
    return Exit.FAILED;
  }

  private static int told(PrintWriter err, Exception failure, int exitCode) {
    err.println("atelier: " + Plain.line(String.valueOf(failure.getMessage()), 1000));
    return exitCode;
  }
}

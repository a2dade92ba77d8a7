package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.report.CommandOutput;
import atelier.cli.report.LogSetup;
import atelier.config.Configuration;
import atelier.config.Configuration.OptionValue;
import atelier.config.FolderTrust;
import atelier.config.ProcessEnvironment;
import atelier.config.Settings;
import atelier.secret.LogRedaction;
import atelier.secret.NodeSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;

/** The base of all commands: the context and the common options. */
public abstract class AtelierCommand implements Callable<Integer> {
  final CommandContext context;

  @Mixin
  private CommonOptions options = new CommonOptions();

  /** The root command: common options may also precede the command's name. */
  @ParentCommand
  private @Nullable AtelierCommand parent;

  AtelierCommand(CommandContext context) {
    this.context = context;
  }

  /** Runs the command and returns its exit code. */
  abstract int run();

  @Override
  public final Integer call() {
    LogSetup.toStandardError(context.console().err(), isVerbose());
    LogRedaction.install(context.redactor());
    return run();
  }

  /** Reads the settings; the user's options override {@code defaults}, not {@code overrides}. */
  final Configuration configuration(List<OptionValue> defaults, List<OptionValue> overrides) {
    List<OptionValue> optionValues = new ArrayList<>(defaults);
    allOptions().map(CommonOptions::optionValues).forEach(optionValues::addAll);
    optionValues.addAll(overrides);
    var conf = allOptions().map(CommonOptions::conf).flatMap(Optional::stream);
    var configuration = Configuration.read(
        trustedEnvironment(), conf.reduce((ofRoot, ofCommand) -> ofCommand), optionValues);
    context.redactor().add(NodeSecrets.ofSettings(configuration.settings()));
    return configuration;
  }

  private ProcessEnvironment trustedEnvironment() {
    ProcessEnvironment environment = context.environment();
    if (allOptions().anyMatch(CommonOptions::isTrusting)) {
      return environment;
    }
    return FolderTrust.findDoubt(environment.workingDirectory(), context.isMadeByAtelier())
        .map(doubt -> {
          context.console().err().println("atelier: " + doubt);
          return environment.withoutFolderSettings();
        })
        .orElse(environment);
  }

  /** Reads the settings with the user's options. */
  final Settings settings() {
    return configuration(List.of(), List.of()).settings();
  }

  /** Prints {@code value} as indented JSON to standard output. */
  final void printJson(Object value) {
    context
        .console()
        .out()
        .println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(value));
  }

  final CommandOutput output() {
    return CommandOutput.of(context, isJson(), allOptions().anyMatch(CommonOptions::isColourOff));
  }

  final boolean isJson() {
    return allOptions().anyMatch(CommonOptions::isJson);
  }

  public final boolean isVerbose() {
    return allOptions().anyMatch(CommonOptions::isVerbose);
  }

  final boolean hasDataOption() {
    return allOptions().anyMatch(CommonOptions::hasData);
  }

  private Stream<CommonOptions> allOptions() {
    return parent == null ? Stream.of(options) : Stream.of(parent.options, options);
  }
}

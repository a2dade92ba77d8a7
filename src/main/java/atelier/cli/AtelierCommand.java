package atelier.cli;

import atelier.config.Configuration;
import atelier.config.Configuration.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** What all commands have in common: the context and the common options. */
abstract class AtelierCommand implements Callable<Integer> {
  final CommandContext context;

  @Mixin
  private CommonOptions own = new CommonOptions();

  /** Options may also stand before the command's name. */
  @ParentCommand
  private @Nullable AtelierCommand parent;

  AtelierCommand(CommandContext context) {
    this.context = context;
  }

  /** Runs it and gives the exit code. */
  abstract int run();

  @Override
  public final Integer call() {
    LogSetup.toStandardError(context.console().err(), verbose());
    return run();
  }

  /** All settings; {@code first} are weaker than the user's options, {@code last} stronger. */
  final Configuration configuration(List<Option> first, List<Option> last) {
    List<Option> options = new ArrayList<>(first);
    everyOption().map(CommonOptions::settings).forEach(options::addAll);
    options.addAll(last);
    var conf = everyOption().map(CommonOptions::conf).flatMap(Optional::stream);
    return Configuration.read(
        context.surroundings(), conf.reduce((general, special) -> special), options);
  }

  final CommandOutput screen() {
    return CommandOutput.of(context, json(), everyOption().anyMatch(CommonOptions::noColour));
  }

  final boolean json() {
    return everyOption().anyMatch(CommonOptions::json);
  }

  final boolean verbose() {
    return everyOption().anyMatch(CommonOptions::verbose);
  }

  final boolean namesData() {
    return everyOption().anyMatch(CommonOptions::namesData);
  }

  private Stream<CommonOptions> everyOption() {
    return parent == null ? Stream.of(own) : Stream.of(parent.own, own);
  }
}

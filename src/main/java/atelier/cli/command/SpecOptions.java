package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options for a spec: as an argument, from a file, or from standard input. */
final class SpecOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "SPEC",
      description = "What to build; - reads standard input.")
  private @Nullable String spec;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Read the spec from FILE.")
  private @Nullable String file;

  boolean isGiven() {
    return spec != null || file != null;
  }

  boolean readsStandardInput() {
    return "-".equals(spec) || "-".equals(file);
  }

  /** Reads the spec, without the secrets that are known. */
  Optional<String> read(CommandContext context) {
    return readText(context).map(context.redactor()::redact);
  }

  private Optional<String> readText(CommandContext context) {
    if (spec != null && file != null) {
      throw CommandFailure.usage("give the spec itself or -f FILE, not both");
    } else if (readsStandardInput()) {
      return Optional.of(SpecText.fromStream(context.console().in(), "standard input"));
    } else if (file != null) {
      return Optional.of(SpecText.fromFile(context.environment().resolve(file), file));
    }
    return Optional.ofNullable(spec).map(SpecText::fromArgument);
  }
}

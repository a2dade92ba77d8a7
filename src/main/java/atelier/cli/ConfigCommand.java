package atelier.cli;

import atelier.config.Configuration;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

/** {@code config}: every setting, its value and where it came from. */
@Command(
    name = "config",
    description = "Every setting, its value and where it came from; secrets are masked.")
final class ConfigCommand extends AtelierCommand {
  @picocli.CommandLine.Option(
      names = "--markdown",
      hidden = true,
      description = "The reference of all settings, as it stands in docs/settings.md.")
  private boolean markdown;

  ConfigCommand(CommandContext context) {
    super(context);
  }

  @Override
  int run() {
    var out = context.console().out();
    if (markdown) {
      out.print(Configuration.reference());
      return ExitCode.OK;
    }
    var shown = configuration(List.of(), List.of()).shown();
    if (json()) {
      out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(shown));
      return ExitCode.OK;
    }
    int key = widest(shown.stream().map(Configuration.Shown::key).toList());
    int value =
        Math.min(48, widest(shown.stream().map(Configuration.Shown::value).toList()));
    var row = "%-" + key + "s  %-" + value + "s  %s%n";
    shown.forEach(setting -> out.printf(row, setting.key(), setting.value(), setting.source()));
    return ExitCode.OK;
  }

  private static int widest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(1);
  }
}

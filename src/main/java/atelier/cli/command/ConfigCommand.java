package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.ExitCode;
import atelier.config.Configuration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code config}: prints every setting with its value and source. */
@Command(
    name = "config",
    description = "Print every setting with its value and source; secrets are masked.")
public final class ConfigCommand extends AtelierCommand {
  @Option(names = "--markdown", hidden = true, description = "Print docs/settings.md.")
  private boolean markdown;

  public ConfigCommand(CommandContext context) {
    super(context);
  }

  @Override
  int run() {
    if (markdown) {
      context.console().out().print(Configuration.markdownReference());
      return ExitCode.OK;
    }
    var rows = configuration(List.of(), List.of()).rows();
    if (isJson()) {
      printJson(rows);
      return ExitCode.OK;
    }
    int keyWidth = maxLength(rows.stream().map(Configuration.SettingRow::key).toList());
    int valueWidth = Math.min(
        48, maxLength(rows.stream().map(Configuration.SettingRow::value).toList()));
    var format = "%-" + keyWidth + "s  %-" + valueWidth + "s  %s%n";
    var out = context.console().out();
    rows.forEach(setting -> out.printf(format, setting.key(), setting.value(), setting.source()));
    return ExitCode.OK;
  }

  private static int maxLength(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(1);
  }
}

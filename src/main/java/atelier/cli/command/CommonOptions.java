package atelier.cli.command;

import atelier.config.Configuration.OptionValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options that every command takes. */
final class CommonOptions {
  @picocli.CommandLine.Option(
      names = {"--conf", "-conf"},
      paramLabel = "FILE",
      description = "Settings file instead of conf/atelier.yaml.")
  private @Nullable String conf;

  @picocli.CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where journal and repositories are kept.")
  private @Nullable String data;

  @picocli.CommandLine.Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address HTTP listens on.")
  private @Nullable String host;

  @picocli.CommandLine.Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port HTTP listens on (4000).")
  private @Nullable String port;

  @picocli.CommandLine.Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting, such as llm.model=NAME; repeatable.")
  private List<String> set = new ArrayList<>();

  @picocli.CommandLine.Option(
      names = "--json",
      description = "JSON on standard output, everything else on standard error.")
  private boolean json;

  @picocli.CommandLine.Option(names = "--no-color", description = "No colours.")
  private boolean noColour;

  @picocli.CommandLine.Option(
      names = {"-v", "--verbose"},
      description = "Log what happens inside to standard error.")
  private boolean verbose;

  boolean isJson() {
    return json;
  }

  boolean isColourOff() {
    return noColour;
  }

  boolean isVerbose() {
    return verbose;
  }

  Optional<String> conf() {
    return Optional.ofNullable(conf);
  }

  boolean hasData() {
    return data != null || set.stream().anyMatch(text -> text.startsWith("data="));
  }

  /** The settings among them, the general first. */
  List<OptionValue> optionValues() {
    List<OptionValue> settings = new ArrayList<>();
    set.stream().map(OptionValue::set).forEach(settings::add);
    add(settings, "data", data, "--data");
    add(settings, "http.host", host, "--host");
    add(settings, "http.port", port, "--port");
    return settings;
  }

  private static void add(
      List<OptionValue> settings, String name, @Nullable String value, String option) {
    if (value != null) {
      settings.add(new OptionValue(name, value, option));
    }
  }
}

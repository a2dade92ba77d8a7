package atelier.cli.command;

import atelier.config.Configuration.OptionValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command. */
final class CommonOptions {
  @Option(
      names = {"--conf", "-conf"},
      paramLabel = "FILE",
      description = "Settings file (default: conf/atelier.yaml).")
  private @Nullable String conf;

  @Option(
      names = "--trust",
      description = "Take settings also from a folder that Atelier or another user made.")
  private boolean trust;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the journal and the repositories.")
  private @Nullable String data;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address the HTTP server listens on.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port the HTTP server listens on (default: 4000).")
  private @Nullable String port;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a setting, such as llm.model=NAME; may be repeated.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Print JSON to standard output and messages to standard error.")
  private boolean json;

  @Option(names = "--no-color", description = "Do not use colours.")
  private boolean noColour;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print detailed logs to standard error.")
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

  boolean isTrusting() {
    return trust;
  }

  Optional<String> conf() {
    return Optional.ofNullable(conf);
  }

  boolean hasData() {
    return data != null || set.stream().anyMatch(text -> text.startsWith("data="));
  }

  /** Returns the settings among the options; later ones override earlier ones. */
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

package atelier.packages.egress;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What pip says of its indexes. */
final class PipClient {
  /** Sections of pip's configuration, the strongest first; {@code :env:} are its variables. */
  private static final List<String> SECTIONS = List.of(":env:", "install", "global");

  private static final Pattern SETTING =
      Pattern.compile("([a-z:]+)[.]([a-z-]+)=(?:'(.*)'|\"(.*)\")");
  private static final String USUAL_INDEX =
      "from pip._internal.models.index import PyPI; print(PyPI.simple_url)";

  /** A package that every index has which has packages of others. */
  private static final String KNOWN_PACKAGE = "pip";

  private static final JsonMapper JSON = new JsonMapper();

  private PipClient() {}

  static Registry ask(ClientQuestions questions) throws IOException, ClientFailure {
    String python = pythonWithPip(questions);
    Map<String, String> settings =
        settings(questions.ask(List.of(python, "-m", "pip", "config", "list")).orElse(""));
    String usual = questions.ask(List.of(python, "-c", USUAL_INDEX)).orElse("").strip();
    String index = first(settings, "index-url", usual);
    RegistryDraft draft = new RegistryDraft();
    draft.variable("PIP_CONFIG_FILE", "/dev/null");
    String url = draft.registry(index, !usual.isEmpty() && !index.equals(usual));
    draft.variable("PIP_INDEX_URL", url);
    draft.variable("UV_DEFAULT_INDEX", url);
    List<String> further = new ArrayList<>();
    for (String extra : Pattern.of("\\s+").split(first(settings, "extra-index-url", ""))) {
      if (!extra.isEmpty()) {
        further.add(draft.registry(extra, true));
      }
    }
    if (!further.isEmpty()) {
      draft.variable("PIP_EXTRA_INDEX_URL", String.join(" ", further));
    }
    addFileHosts(draft, questions, python);
    Certificates.add(draft, questions, first(settings, "cert", ""));
    return draft.registry();
  }

  /** On Debian pip may be there only for environments: one is made then. */
  private static String pythonWithPip(ClientQuestions questions) throws IOException, ClientFailure {
    if (questions.ask(List.of("python3", "-m", "pip", "--version")).isPresent()) {
      return "python3";
    }
    String environment = questions.newFolder().resolve("venv").toString();
    if (questions.ask(List.of("python3", "-m", "venv", environment)).isEmpty()) {
      throw new ClientFailure("python3 has no pip, and no environment can be made with it:"
          + " apt install python3-venv");
    }
    return environment + "/bin/python3";
  }

  /** Reads what {@code pip config list} prints: {@code global.index-url='https://…'}. */
  static Map<String, String> settings(String text) {
    Map<String, String> settings = new HashMap<>();
    text.lines().forEach(line -> {
      Matcher match = SETTING.matcher(line);
      if (match.matches()) {
        String value = match.group(3) == null ? match.group(4) : match.group(3);
        settings.put(match.group(1) + "." + match.group(2), value.replace("\\n", " "));
      }
    });
    return settings;
  }

  private static String first(Map<String, String> settings, String name, String otherwise) {
    return Stream.concat(
            SECTIONS.stream().map(section -> settings.get(section + "." + name)),
            Stream.of(otherwise))
        .filter(value -> value != null)
        .findFirst()
        .orElse("");
  }

  /** The report of an installation that is not made has the address of the file. */
  private static void addFileHosts(RegistryDraft draft, ClientQuestions questions, String python)
      throws IOException {
    String report = questions
        .ask(List.of(
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--dry-run",
            "--ignore-installed",
            "--no-deps",
            "--only-binary",
            ":all:",
            "--no-input",
            "--report",
            "-",
            KNOWN_PACKAGE))
        .orElse("{}");
    try {
      JSON.readTree(report)
          .path("install")
          .valueStream()
          .map(one -> one.path("download_info").path("url").asString(""))
          .forEach(draft::fileHost);
    } catch (JacksonException notJson) {
      // The index's own host remains.
    }
  }
}

package atelier.packages.egress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Gradle says are the addresses of the repositories that build files name by a word. */
final class GradleClient {
  private static final String MARK = "atelier-repository ";
  private static final String SCRIPT = """
      settingsEvaluated { settings ->
        settings.pluginManagement.repositories.with {
          println "%1$s" + gradlePluginPortal().url
          println "%1$s" + mavenCentral().url
        }
      }
      """.formatted(MARK);

  private GradleClient() {}

  static Registry ask(ClientQuestions questions) throws IOException, ClientFailure {
    Path folder = questions.newFolder();
    Path script = folder.resolve("question.gradle");
    Files.writeString(script, SCRIPT);
    Files.writeString(folder.resolve("settings.gradle"), "");
    Optional<String> printed = questions.ask(
        folder,
        Map.of(),
        List.of(
            "gradle",
            "--no-daemon",
            "--quiet",
            "--offline",
            "--init-script",
            script.toString(),
            "help"));
    List<String> urls = printed
        .orElse("")
        .lines()
        .filter(line -> line.startsWith(MARK))
        .map(line -> line.substring(MARK.length()))
        .toList();
    if (urls.isEmpty()) {
      throw new ClientFailure("gradle does not say which repositories it uses (gradle help)");
    }
    RegistryDraft draft = new RegistryDraft();
    for (String url : urls) {
      draft.registry(url, false);
    }
    draft.variable(
        "JAVA_TOOL_OPTIONS",
        "-Dhttps.proxyHost=" + RegistryDraft.PROXY_HOST + " -Dhttps.proxyPort="
            + RegistryDraft.PROXY_PORT);
    Certificates.add(draft, questions, "");
    return draft.registry();
  }
}

package atelier.language;

import atelier.event.Diagnostic;
import atelier.sandbox.Job;
import atelier.sandbox.Outcome;
import atelier.sandbox.Outcome.End;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The toolchains that are installed on this machine, run each time in a folder of their own. */
public final class LocalToolchains implements Toolchains {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern MODULE = Pattern.compile("(?m)^\\s*(import|export)\\b(?!\\s*\\()");

  private final Sandbox host;
  private final Map<String, String> versions;

  private LocalToolchains(Sandbox host, Map<String, String> versions) {
    this.host = host;
    this.versions = Map.copyOf(versions);
  }

  /** Looks for all that the languages know of. {@code host} runs what is trusted. */
  public static Future<Toolchains> find(Sandbox host) {
    Set<String> programs = Language.ALL.stream()
        .flatMap(language -> Optional.ofNullable(language.checker()).stream())
        .map(Checker::program)
        .collect(Collectors.toCollection(TreeSet::new));
    String script = programs.stream()
        .map(program -> "command -v " + program + " >/dev/null && echo \"" + program + "|$("
            + (program.equals("gofmt") ? "go version" : program + " --version")
            + " 2>&1 </dev/null | head -n 1)\"")
        .collect(Collectors.joining("\n", "", "\ntrue\n"));
    return host.run(new Job(List.of("sh", "-c", script), Map.of(), LIMIT))
        .map(outcome -> new LocalToolchains(host, found(outcome.output())));
  }

  /** A node without any toolchain. */
  static Toolchains none(Sandbox host) {
    return new LocalToolchains(host, Map.of());
  }

  private static Map<String, String> found(String output) {
    Map<String, String> versions = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      int bar = line.indexOf('|');
      if (bar > 0) {
        versions.put(line.substring(0, bar), line.substring(bar + 1).strip());
      }
    }
    return versions;
  }

  @Override
  public Future<Verdict> check(String path, Map<String, String> tree, List<String> planned) {
    String text = tree.getOrDefault(path, "");
    Optional<Language> language = Language.of(path);
    if (language.isEmpty()) {
      return Future.succeededFuture(new Verdict(Verdict.Level.NONE, List.of()));
    }
    if (language.get().parser() != null) {
      return Future.succeededFuture(language.get().parser().apply(text));
    }
    Checker checker = language.get().checker();
    if (checker == null || !versions.containsKey(checker.program())) {
      return Future.succeededFuture(new Verdict(
          Verdict.Level.NONE, imports(language.get().name(), "", path, text, tree, planned)));
    }
    String name = fileName(path, text, tree, language.get());
    Map<String, String> files = new LinkedHashMap<>(tree);
    files.remove(path);
    files.put(name, text);
    return host.run(new Job(checker.command(name), files, LIMIT))
        .map(
            outcome -> verdict(language.get().name(), checker, outcome, path, text, tree, planned));
  }

  /** Node takes a file for a module by its ending, or by what package.json says. */
  private static String fileName(
      String path, String text, Map<String, String> tree, Language language) {
    boolean module = language.name().equals("javascript")
        && path.endsWith(".js")
        && (MODULE.matcher(text).find()
            || tree.getOrDefault("package.json", "")
                .matches("(?s).*\"type\"\\s*:\\s*\"module\".*"));
    return module ? path.replaceAll("\\.js$", ".mjs") : path;
  }

  private static Verdict verdict(
      String language,
      Checker checker,
      Outcome outcome,
      String path,
      String text,
      Map<String, String> tree,
      List<String> planned) {
    if (outcome.end() != End.EXITED) {
      return new Verdict(
          Verdict.Level.TOOLCHAIN,
          List.of(new Diagnostic(
              0, 0, checker.program() + " did not come to an end with it: make it simpler")));
    }
    List<Diagnostic> found = new ArrayList<>(checker.diagnostics(outcome.exit(), outcome.output()));
    if (found.isEmpty()) {
      found.addAll(imports(language, outcome.output(), path, text, tree, planned));
    }
    return new Verdict(Verdict.Level.TOOLCHAIN, found);
  }

  private static List<Diagnostic> imports(
      String language,
      String output,
      String path,
      String text,
      Map<String, String> tree,
      List<String> planned) {
    return switch (language) {
      case "python" -> Imports.python(output, tree, planned);
      case "javascript", "typescript" -> Imports.javascript(path, text, tree, planned);
      default -> List.of();
    };
  }

  @Override
  public Optional<List<String>> runCommand(String path, String text) {
    return Language.of(path).flatMap(language -> language.runCommand(path, text));
  }

  @Override
  public Optional<String> languageOf(String path) {
    return Language.of(path).map(Language::name);
  }

  @Override
  public Future<List<String>> installed() {
    return Future.succeededFuture(versions.keySet().stream()
        .sorted()
        .map(program -> (program + " " + Objects.toString(versions.get(program), ""))
            .replaceFirst("^(\\S+) \\1\\b", "$1")
            .strip())
        .toList());
  }
}

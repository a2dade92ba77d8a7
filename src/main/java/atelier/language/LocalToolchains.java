package atelier.language;

import atelier.language.source.SourceTree;
import atelier.sandbox.Sandbox;
import atelier.scan.Mutant;
import atelier.scan.SyntaxAnalyzer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The toolchains of this machine, as the sandbox has them: they read what nobody trusts, and run
 * nowhere else. At most four run at the same time.
 */
public final class LocalToolchains implements Toolchains {
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_CONCURRENT =
      Math.min(4, Math.max(1, Runtime.getRuntime().availableProcessors()));

  private final WorkerExecutor workers;
  private final SyntaxAnalyzer analyzer;
  private final Sandbox sandbox;
  private final Duration timeout;
  private final Future<Map<String, String>> tools;

  LocalToolchains(Vertx vertx, SyntaxAnalyzer analyzer, Sandbox sandbox, Duration timeout) {
    this.analyzer = analyzer;
    this.sandbox = sandbox;
    // The threads wait for processes with a timeout: Vert.x need not warn about blocked threads.
    workers =
        vertx.createSharedWorkerExecutor("atelier-language", MAX_CONCURRENT, 1, TimeUnit.HOURS);
    this.timeout = timeout;
    Set<String> compilers = Languages.ALL.stream()
        .flatMap(LocalToolchains::toolNames)
        .collect(Collectors.toUnmodifiableSet());
    tools = sandbox
        .tools()
        .map(found -> found.stream()
            .filter(tool -> compilers.contains(nameOf(tool)))
            .collect(Collectors.toUnmodifiableMap(LocalToolchains::nameOf, tool -> tool)));
  }

  /**
   * Starts to discover toolchains; checks wait until all have been probed. A tool that runs
   * generated code also checks it, since both find it in a sandbox.
   *
   * @param analyzer parses every file first, and is the only check if there is no toolchain
   * @param sandbox where the tools read the files
   */
  public static LocalToolchains discover(Vertx vertx, SyntaxAnalyzer analyzer, Sandbox sandbox) {
    return new LocalToolchains(vertx, analyzer, sandbox, CHECK_TIMEOUT);
  }

  private static String nameOf(String tool) {
    return tool.split(" ", 2)[0];
  }

  private static Stream<String> toolNames(Language language) {
    return Stream.concat(language.syntaxCheck.stream(), language.projectCheck.stream())
        .flatMap(check -> check.tools().stream());
  }

  @Override
  public Future<CheckReport> check(String path, Map<String, String> tree, List<String> planned) {
    return check(path, tree, planned, Set.of());
  }

  @Override
  public Future<CheckReport> check(
      String path, Map<String, String> tree, List<String> planned, Set<String> unsettled) {
    return check(path, tree, planned, unsettled, Map.of());
  }

  @Override
  public Future<CheckReport> check(
      String path,
      Map<String, String> tree,
      List<String> planned,
      Set<String> unsettled,
      Map<String, Set<String>> installed) {
    SourceTree sources =
        new SourceTree(path, Map.copyOf(tree), List.copyOf(planned), Map.copyOf(installed));
    return Languages.of(sources)
        .map(language -> tools.compose(found -> workers.executeBlocking(
            () -> new CodeChecker(
                    language, sources, unsettled, analyzer, runner(language, sources, found))
                .check(),
            false)))
        .orElseGet(
            () -> Future.succeededFuture(new CheckReport(CheckReport.Level.NONE, List.of())));
  }

  private ToolRunner runner(Language language, SourceTree sources, Map<String, String> installed) {
    return new ToolRunner(language, sources, sandbox, installed.keySet(), timeout);
  }

  @Override
  public Future<List<Mutant>> mutants(String path, String text, List<String> literals, int most) {
    return workers.executeBlocking(() -> analyzer.mutants(path, text, literals, most), false);
  }

  @Override
  public Optional<String> languageOf(String path) {
    return Languages.of(path).map(Language::name);
  }

  @Override
  public Future<Set<String>> languages() {
    return tools.map(installed -> Languages.ALL.stream()
        .filter(language -> toolNames(language).anyMatch(installed::containsKey))
        .map(Language::name)
        .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Future<List<String>> installed() {
    return tools.map(installed -> installed.values().stream().sorted().toList());
  }
}

package atelier.language;

import atelier.language.source.SourceTree;
import atelier.scan.Mutant;
import atelier.scan.SyntaxAnalyzer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The toolchains of this machine: discovered once, at most four run at the same time. */
public final class LocalToolchains implements Toolchains {
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_CONCURRENT =
      Math.min(4, Math.max(1, Runtime.getRuntime().availableProcessors()));

  private final WorkerExecutor workers;
  private final SyntaxAnalyzer analyzer;
  private final Duration timeout;
  private final Future<Map<String, Tool>> tools;

  LocalToolchains(
      Vertx vertx,
      SyntaxAnalyzer analyzer,
      Function<String, Optional<Path>> executables,
      Duration timeout) {
    this.analyzer = analyzer;
    // The threads wait for processes with a timeout: Vert.x need not warn about blocked threads.
    workers =
        vertx.createSharedWorkerExecutor("atelier-language", MAX_CONCURRENT, 1, TimeUnit.HOURS);
    this.timeout = timeout;
    tools = probe(executables);
  }

  /**
   * Starts to discover toolchains; checks wait until all have been probed. A tool that runs
   * generated code also checks it, whatever version the user's search path has in front.
   *
   * @param analyzer parses every file first, and is the only check if there is no toolchain
   * @param runFolders the folders, as in {@code PATH}, in which generated code finds its tools
   */
  public static LocalToolchains discover(Vertx vertx, SyntaxAnalyzer analyzer, String runFolders) {
    return new LocalToolchains(
        vertx, analyzer, SearchPath.inherited().after(runFolders), CHECK_TIMEOUT);
  }

  private Future<Map<String, Tool>> probe(Function<String, Optional<Path>> executables) {
    List<Future<Optional<Tool>>> probes = Languages.ALL.stream()
        .flatMap(LocalToolchains::toolNames)
        .distinct()
        .map(name -> workers.executeBlocking(
            () -> executables.apply(name).flatMap(file -> Tool.probe(name, file)), false))
        .toList();
    return Future.all(probes).map(all -> {
      Map<String, Tool> byName = new TreeMap<>();
      all.<Optional<Tool>>list()
          .forEach(probe -> probe.ifPresent(tool -> byName.put(tool.name(), tool)));
      return Map.copyOf(byName);
    });
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
    SourceTree sources = new SourceTree(path, Map.copyOf(tree), List.copyOf(planned));
    return Languages.of(sources)
        .map(language -> tools.compose(installed -> workers.executeBlocking(
            () ->
                new CodeChecker(language, sources, unsettled, analyzer, installed, timeout).check(),
            false)))
        .orElseGet(
            () -> Future.succeededFuture(new CheckReport(CheckReport.Level.NONE, List.of())));
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
    return tools.map(installed -> installed.values().stream()
        .map(tool -> (tool.name() + " " + tool.version()).strip())
        .sorted()
        .toList());
  }
}

package atelier.language;

import atelier.language.source.SourceTree;

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

/** The toolchains of the machine this node runs on, looked for once, used a few at a time. */
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
      SyntaxAnalyzer reader,
      Function<String, Optional<Path>> executables,
      Duration limit) {
    this.analyzer = reader;
    // Its threads wait for processes, each within the limit: Vert.x need not warn of them.
    workers =
        vertx.createSharedWorkerExecutor("atelier-language", MAX_CONCURRENT, 1, TimeUnit.HOURS);
    this.timeout = limit;
    tools = probe(executables);
  }

  /**
   * Begins to look for toolchains on the search path; checks wait until all have answered.
   *
   * @param reader looks at every file first, and alone where there is no toolchain
   */
  public static LocalToolchains discover(Vertx vertx, SyntaxAnalyzer reader) {
    return new LocalToolchains(vertx, reader, SearchPath.inherited(), CHECK_TIMEOUT);
  }

  private Future<Map<String, Tool>> probe(Function<String, Optional<Path>> executables) {
    List<Future<Optional<Tool>>> probes = Languages.ALL.stream()
        .flatMap(language -> Stream.concat(language.syntaxCheck.stream(), language.projectCheck.stream()))
        .flatMap(check -> check.tools().stream())
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

  @Override
  public Future<CheckReport> check(String path, Map<String, String> tree, List<String> planned) {
    SourceTree sources = new SourceTree(path, Map.copyOf(tree), List.copyOf(planned));
    return Languages.of(sources)
        .map(language -> tools.compose(here -> workers.executeBlocking(
            () -> new CodeChecker(language, sources, analyzer, here, timeout).check(), false)))
        .orElseGet(
            () -> Future.succeededFuture(new CheckReport(CheckReport.Level.NONE, List.of())));
  }

  @Override
  public Optional<List<String>> runCommand(String path, String text) {
    return Languages.of(path)
        .flatMap(language -> language.runCommand.flatMap(it -> it.command(path, text, language.commentMask)));
  }

  @Override
  public Optional<String> languageOf(String path) {
    return Languages.of(path).map(Language::name);
  }

  @Override
  public Future<Set<String>> languages() {
    return tools.map(here -> Languages.ALL.stream()
        .filter(language -> Stream.concat(language.syntaxCheck.stream(), language.projectCheck.stream())
            .flatMap(check -> check.tools().stream())
            .anyMatch(here::containsKey))
        .map(Language::name)
        .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public Future<List<String>> installed() {
    return tools.map(here -> here.values().stream()
        .map(tool -> (tool.name() + " " + tool.version()).strip())
        .sorted()
        .toList());
  }
}

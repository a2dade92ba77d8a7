package atelier.language.imports;

import atelier.event.Diagnostic;
import atelier.language.source.ClosestName;
import atelier.language.source.SourceTree;
import atelier.scan.SyntaxAnalysis;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Resolves the imports that the scanner found, with the {@link Ecosystem} of the language. */
public final class ImportResolver {
  private static final String UNDECLARED =
      "'%s' is not part of %s, not in the project and not a declared dependency:"
          + " remove it, or declare it in %s";

  private static final String NOT_INSTALLED = "'%s' is not installed: add it to %s";

  private final Ecosystem ecosystem;

  public ImportResolver(Ecosystem ecosystem) {
    this.ecosystem = ecosystem;
  }

  /** Returns the packages of the language. */
  public Ecosystem ecosystem() {
    return ecosystem;
  }

  /** Returns a diagnostic for each import that language, project and manifests do not provide. */
  public List<Diagnostic> findUnresolved(SourceTree sources, List<SyntaxAnalysis.Import> imported) {
    if (imported.isEmpty()) {
      return List.of();
    }
    List<String> lines = sources.text().lines().toList();
    boolean manifestPending = sources.planned().stream()
        .filter(Predicate.not(sources.files()::containsKey))
        .anyMatch(ecosystem.manifest()::matches);
    return imported.stream()
        .filter(each -> !each.optional() && !each.name().isEmpty())
        .flatMap(each -> explain(toImport(each, lines), sources, manifestPending)
            .map(message -> new Diagnostic(each.line(), each.column(), message))
            .stream())
        .toList();
  }

  private static Ecosystem.Import toImport(SyntaxAnalysis.Import imported, List<String> lines) {
    String line = imported.line() <= lines.size() ? lines.get(imported.line() - 1) : "";
    return new Ecosystem.Import(
        imported.name(),
        line.substring(0, Math.min(line.length(), imported.column())),
        imported.line());
  }

  private Optional<String> explain(
      Ecosystem.Import imported, SourceTree sources, boolean manifestPending) {
    if (ecosystem.resolves(imported, sources)) {
      return Optional.empty();
    }
    if (ecosystem.belongsToProject(imported, sources)) {
      return Optional.of(
          "the project has no '" + imported.name() + "': import something that exists");
    }
    Set<String> installed = sources.installed().get(ecosystem.packages());
    if (installed != null && !manifestPending) {
      return ecosystem.isProvided(imported, installed, sources)
          ? Optional.empty()
          : Optional.of(NOT_INSTALLED.formatted(
                  ecosystem.packageOf(imported), ecosystem.manifest().file())
              + ClosestName.questionOfTypo(ecosystem.packageOf(imported), installed));
    }
    return manifestPending || ecosystem.isDeclared(imported, sources)
        ? Optional.empty()
        : Optional.of(UNDECLARED.formatted(
                ecosystem.packageOf(imported),
                ecosystem.manifest().language(),
                ecosystem.manifest().file())
            + ClosestName.questionOfTypo(
                ecosystem.packageOf(imported), ecosystem.standardModules()));
  }
}

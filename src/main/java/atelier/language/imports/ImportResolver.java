package atelier.language.imports;

import atelier.language.source.SourceTree;

import atelier.event.Diagnostic;
import atelier.scan.SyntaxAnalysis;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The imports that the scanner found, held against where those of their language come from. */
public final class ImportResolver {
  private static final String UNDECLARED =
      "'%s' does not come with %s, is not in the project and not a declared dependency:"
          + " do without it, or declare it in %s";

  private final Ecosystem ecosystem;

  public ImportResolver(Ecosystem ecosystem) {
    this.ecosystem = ecosystem;
  }

  /** The imports that nothing in the project, nor its language, nor its manifest has. */
  public List<Diagnostic> findUnresolved(SourceTree sources, List<SyntaxAnalysis.Import> imported) {
    if (imported.isEmpty()) {
      return List.of();
    }
    List<String> lines = sources.text().lines().toList();
    boolean awaited = sources.planned().stream()
        .filter(Predicate.not(sources.files()::containsKey))
        .anyMatch(ecosystem.manifest()::matches);
    return imported.stream()
        .filter(each -> !each.optional() && !each.name().isEmpty())
        .flatMap(each -> explain(toImport(each, lines), sources, awaited)
            .map(message -> new Diagnostic(each.line(), each.column(), message))
            .stream())
        .toList();
  }

  private static Ecosystem.Import toImport(SyntaxAnalysis.Import one, List<String> lines) {
    String line = one.line() <= lines.size() ? lines.get(one.line() - 1) : "";
    return new Ecosystem.Import(
        one.name(), line.substring(0, Math.min(line.length(), one.column())), one.line());
  }

  private Optional<String> explain(Ecosystem.Import one, SourceTree sources, boolean awaited) {
    if (ecosystem.resolves(one, sources)) {
      return Optional.empty();
    }
    if (ecosystem.belongsToProject(one, sources)) {
      return Optional.of("the project has no '" + one.name() + "': name something that it has");
    }
    return awaited || ecosystem.isDeclared(one, sources)
        ? Optional.empty()
        : Optional.of(UNDECLARED.formatted(
            ecosystem.packageOf(one),
            ecosystem.manifest().language(),
            ecosystem.manifest().file()));
  }
}

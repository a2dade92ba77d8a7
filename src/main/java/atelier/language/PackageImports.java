package atelier.language;

import atelier.event.Diagnostic;
import atelier.scan.Reading;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The imports that the scanner found, held against where those of their language come from. */
final class PackageImports implements Imports {
  private static final String UNDECLARED =
      "'%s' does not come with %s, is not in the project and not a declared dependency:"
          + " do without it, or declare it in %s";

  private final Ecosystem ecosystem;

  PackageImports(Ecosystem ecosystem) {
    this.ecosystem = ecosystem;
  }

  @Override
  public List<Diagnostic> undeclared(Sources sources, List<Reading.Name> imported) {
    if (imported.isEmpty()) {
      return List.of();
    }
    List<String> lines = sources.text().lines().toList();
    String manifests = sources.tree().entrySet().stream()
        .filter(file -> ecosystem.manifest().matches(file.getKey()))
        .map(file -> file.getValue().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("\n"));
    boolean awaited = sources.planned().stream()
        .filter(Predicate.not(sources.tree()::containsKey))
        .anyMatch(ecosystem.manifest()::matches);
    return imported.stream()
        .filter(name -> !name.name().isEmpty())
        .flatMap(name -> advice(read(name, lines), sources, manifests, awaited)
            .map(message -> new Diagnostic(name.line(), name.column(), message))
            .stream())
        .toList();
  }

  private static Ecosystem.Import read(Reading.Name name, List<String> lines) {
    String line = name.line() <= lines.size() ? lines.get(name.line() - 1) : "";
    return new Ecosystem.Import(
        name.name(), line.substring(0, Math.min(line.length(), name.column())), name.line());
  }

  private Optional<String> advice(
      Ecosystem.Import one, Sources sources, String manifests, boolean awaited) {
    if (ecosystem.isThere(one, sources)) {
      return Optional.empty();
    }
    if (ecosystem.isOwn(one, sources)) {
      return Optional.of("the project has no '" + one.name() + "': name something that it has");
    }
    return awaited || ecosystem.declares(manifests, one)
        ? Optional.empty()
        : Optional.of(UNDECLARED.formatted(
            one.name(), ecosystem.manifest().language(), ecosystem.manifest().file()));
  }
}

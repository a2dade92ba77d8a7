package atelier.packages;

import atelier.pattern.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A table of the ecosystems whose packages are not installed, and what people are told. */
public final class UnsupportedEcosystems {
  private static final List<Row> ROWS = List.of(
      new Row("composer", "PHP", "composer\\.json", "\"require(?:-dev)?\"\\s*:\\s*\\{[^{}]*/"),
      new Row("bundler", "Ruby", "Gemfile|.*\\.gemspec", "(?m)^\\s*(?:gem|.*dependency)\\b"),
      new Row("mix", "Elixir", "mix\\.exs", "\\{\\s*:\\w+\\s*,\\s*\""),
      new Row("rebar", "Erlang", "rebar\\.config", "\\{\\s*deps\\s*,\\s*\\[\\s*[^\\s\\]]"),
      new Row(
          "nuget",
          ".NET",
          ".*\\.(?:cs|fs|vb)proj|packages\\.config",
          "<(?:PackageReference|package)\\b"));

  /**
   * One ecosystem.
   *
   * @param language its name for people
   * @param file the names of its manifests
   * @param declares matches a part of a manifest that declares packages
   */
  private record Row(String ecosystem, String language, Pattern file, Pattern declares) {
    Row(String ecosystem, String language, String file, String declares) {
      this(ecosystem, language, Pattern.compile(file), Pattern.compile(declares));
    }
  }

  private UnsupportedEcosystems() {}

  /** Why the packages of a request are not installed; empty if there is a recipe for them. */
  public static Optional<String> reason(PackageRequest request) {
    return ROWS.stream()
        .filter(row -> row.ecosystem().equals(request.ecosystem()))
        .map(row -> row.language() + " packages (" + request.manifest()
            + ") are not installed by Atelier yet: install them on this machine, or ask for a"
            + " program without them")
        .findFirst();
  }

  /** Returns the language whose packages a file declares without a recipe; empty if none. */
  public static Optional<String> languageOf(String path) {
    return ROWS.stream()
        .filter(row -> row.file().matches(PackageRequests.nameOf(path)))
        .map(Row::language)
        .findFirst();
  }

  /** The names of the languages of all rows. */
  public static List<String> languages() {
    return ROWS.stream().map(Row::language).toList();
  }

  /** A request for each manifest that declares packages of such an ecosystem. */
  static Stream<PackageRequest> requests(Map<String, String> files) {
    return ROWS.stream()
        .flatMap(row -> files.entrySet().stream()
            .filter(file -> row.file().matches(PackageRequests.nameOf(file.getKey()))
                && row.declares().matcher(file.getValue()).find())
            .sorted(Map.Entry.comparingByKey())
            .map(file -> request(row.ecosystem(), file.getKey(), file.getValue())));
  }

  private static PackageRequest request(String ecosystem, String path, String content) {
    String folder = PackageRequests.folderOf(path);
    Map<String, String> asked = Map.of(PackageRequests.nameOf(path), content);
    return new PackageRequest(
        ecosystem, folder, path, asked, PackageRequests.key(ecosystem, 0, folder, asked));
  }
}

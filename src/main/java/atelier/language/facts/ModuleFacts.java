package atelier.language.facts;

import atelier.scan.FileFacts;
import atelier.scan.FileFacts.Arity;
import atelier.scan.FileFacts.Export;
import java.util.List;
import java.util.Optional;

/** What the files of a module offer together. */
record ModuleFacts(List<String> paths, List<FileFacts> files) {
  boolean open() {
    return files.stream().anyMatch(FileFacts::open);
  }

  /** Returns the definitions of a name in all files; one of unknown arity makes all unknown. */
  Optional<Export> find(String name) {
    List<Export> found = files.stream()
        .flatMap(file -> file.exports().stream())
        .filter(export -> export.name().equals(name))
        .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    boolean known = found.stream().noneMatch(export -> export.arities().isEmpty());
    List<Arity> arities =
        known ? found.stream().flatMap(each -> each.arities().stream()).toList() : List.of();
    return Optional.of(new Export(name, arities, true));
  }

  /** Returns all names that the module offers. */
  List<String> names() {
    return files.stream()
        .flatMap(file -> file.exports().stream())
        .map(Export::name)
        .toList();
  }

  /** Returns the public names that it defines itself. */
  List<String> definedNames() {
    return files.stream()
        .flatMap(file -> file.exports().stream())
        .filter(export -> export.defined() && !export.name().startsWith("_"))
        .map(Export::name)
        .distinct()
        .toList();
  }
}

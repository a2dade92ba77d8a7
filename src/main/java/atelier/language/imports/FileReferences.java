package atelier.language.imports;

import atelier.language.source.SourceTree;

/** References to files by path: only the project can provide them. */
@FunctionalInterface
interface FileReferences extends Ecosystem {
  @Override
  default Manifest manifest() {
    return Manifest.NONE;
  }

  @Override
  default boolean belongsToProject(Import imported, SourceTree sources) {
    return true;
  }

  @Override
  default boolean declares(String manifests, Import imported) {
    return false;
  }
}

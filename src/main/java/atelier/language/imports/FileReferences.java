package atelier.language.imports;

import atelier.language.source.SourceTree;

/** What a file takes by its path: nobody but its own project has it. */
@FunctionalInterface
interface FileReferences extends Ecosystem {
  @Override
  default Manifest manifest() {
    return Manifest.NONE;
  }

  @Override
  default boolean belongsToProject(Import one, SourceTree sources) {
    return true;
  }

  @Override
  default boolean declares(String manifests, Import one) {
    return false;
  }
}

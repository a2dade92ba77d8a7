/**
 * Resolves imports: whether the language, the project or a declared package provides each one. It
 * must never report an import as unresolved if it cannot know. Start reading at {@link
 * atelier.language.imports.ImportResolver}, then {@link atelier.language.imports.Ecosystem}.
 */
@NullMarked
package atelier.language.imports;

import org.jspecify.annotations.NullMarked;

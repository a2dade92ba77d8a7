/**
 * The texts that the language checks read: the files of a project, a text without its comments, and
 * the lists in the jar. It must never read a file of a project from disk. Start reading at {@link
 * atelier.language.source.SourceTree}.
 */
@NullMarked
package atelier.language.source;

import org.jspecify.annotations.NullMarked;

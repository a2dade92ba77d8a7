/**
 * The table of languages: how to recognise, check, run and test a file. It must never execute the
 * code of a project: a check only compiles or parses it. Start reading at {@link
 * atelier.language.Toolchains}, then {@link atelier.language.Languages}.
 */
@NullMarked
package atelier.language;

import org.jspecify.annotations.NullMarked;

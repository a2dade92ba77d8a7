/** The Git projection of a project; the only place that knows JGit. */
@NullMarked
package atelier.workspace;

import org.jspecify.annotations.NullMarked;

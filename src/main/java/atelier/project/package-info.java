/** The state of a project: a pure fold over its events, and what can be derived from it. */
@NullMarked
package atelier.project;

import org.jspecify.annotations.NullMarked;

/**
 * The state of a project: a pure fold over its events, and what follows from that state. It must
 * never do I/O, read a clock or ask a model. Start with {@link atelier.project.Project}, then
 * {@link atelier.project.Outcome}.
 */
@NullMarked
package atelier.project;

import org.jspecify.annotations.NullMarked;

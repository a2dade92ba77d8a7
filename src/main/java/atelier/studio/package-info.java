/**
 * Defines what people can do with a project: the interface, the commands, and the pure decisions
 * that turn a command into events or a refusal. It must never do I/O or know how many nodes exist.
 * Start with {@link atelier.studio.Studio}, then {@link atelier.studio.CommandHandler}.
 */
@NullMarked
package atelier.studio;

import org.jspecify.annotations.NullMarked;

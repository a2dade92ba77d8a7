/**
 * Carries the messages between schedulers, worker pools and studios, and routes requests to the
 * node that leads a project. It must never decide what a message leads to. Start with {@link
 * atelier.message.Message}, then {@link atelier.message.MessageBus}.
 */
@NullMarked
package atelier.message;

import org.jspecify.annotations.NullMarked;

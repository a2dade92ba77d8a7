/**
 * The messages between scheduler, agents and studio, and how they reach the node that leads a
 * project. It must never decide what a message leads to. Start with {@link atelier.message.Message}
 * and {@link atelier.message.MessageBus}.
 */
@NullMarked
package atelier.message;

import org.jspecify.annotations.NullMarked;

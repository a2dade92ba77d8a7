/**
 * Runs jobs on sprites: machines that the service sprites.dev rents by the minute. It must never
 * write a secret into a URL or a file of a sprite, take a lost connection for an end, or leave a
 * sprite behind. Start reading at {@link atelier.sandbox.sprites.SpritesSandbox}, then {@link
 * atelier.sandbox.sprites.Sprite}.
 */
@NullMarked
package atelier.sandbox.sprites;

import org.jspecify.annotations.NullMarked;

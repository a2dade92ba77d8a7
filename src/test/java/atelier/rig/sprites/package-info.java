/**
 * A server that speaks the protocol of sprites.dev, runs commands in folders of this machine, and
 * shows faults on demand. Start with {@link atelier.rig.sprites.SpritesStub}.
 */
package atelier.rig.sprites;

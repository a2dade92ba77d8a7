/** A server that speaks the protocol of sprites.dev, and runs commands in folders of this machine. */
package atelier.rig.sprites;

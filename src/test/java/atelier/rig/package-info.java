/**
 * Test rigs: real nodes as processes, boards on a network that can be cut, and a verdict that reads
 * their disks and clones. No assertion about a feature belongs here. Start with {@link
 * atelier.rig.AtelierProcess} for one node and {@link atelier.rig.Fleet} for several.
 */
package atelier.rig;

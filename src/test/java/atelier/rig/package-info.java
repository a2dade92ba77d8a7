/**
 * What proofs of the cluster stand on: boards on a network that can be cut, real nodes on them,
 * scripted models, and a verdict that looks at disks and clones.
 */
package atelier.rig;

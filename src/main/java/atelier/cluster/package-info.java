/**
 * Joins several nodes to one studio: membership, event bus and the owner of each project; the only
 * package that uses Hazelcast. It must never block an event loop to ask Hazelcast. Start reading at
 * {@link atelier.cluster.Cluster}, then {@link atelier.cluster.Members}.
 */
@NullMarked
package atelier.cluster;

import org.jspecify.annotations.NullMarked;

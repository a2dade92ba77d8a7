package atelier.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.partition.Partition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A snapshot of the members and of the partitions' owners, because asking Hazelcast may block.
 *
 * @param nodes the names of all members, including this one, oldest first
 * @param owners the owner of each partition; empty if it has none yet
 */
record Members(Set<String> nodes, List<String> owners) {
  static final String NODE = "atelier.node";
  static final String PROTOCOL = "atelier.protocol";
  static final String SIZE = "atelier.size";
  /** The certificate authority of a node's keys; empty without TLS. */
  static final String AUTHORITY = "atelier.authority";

  static final Members NOBODY = new Members(Set.of(), List.of());

  /** Takes a snapshot. Blocks for a short time. */
  static Members of(HazelcastInstance hazelcast) {
    try {
      Set<String> nodes = new LinkedHashSet<>();
      for (Member member : hazelcast.getCluster().getMembers()) {
        nodes.add(name(member));
      }
      List<String> owners = new ArrayList<>();
      for (Partition partition : hazelcast.getPartitionService().getPartitions()) {
        Member owner = partition.getOwner();
        owners.add(owner == null ? "" : name(owner));
      }
      return new Members(nodes, owners);
    } catch (HazelcastInstanceNotActiveException leaving) {
      return NOBODY;
    }
  }

  static String name(Member member) {
    return Objects.requireNonNullElse(
        member.getAttribute(NODE), String.valueOf(member.getAddress()));
  }

  /** Returns the owner of a project's partition; empty if it has none yet. */
  String ownerOf(String project) {
    return owners.isEmpty() ? "" : owners.get(Math.floorMod(project.hashCode(), owners.size()));
  }
}

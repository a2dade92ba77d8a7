package atelier.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.partition.Partition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A snapshot of the nodes and of the partitions' owners, because asking Hazelcast may block. Any
 * program that knows the cluster's name can become a member of Hazelcast: one without the
 * attributes of a node is not counted, and the partitions that it owns belong to nodes.
 *
 * @param nodes the names of all nodes, including this one, oldest first
 * @param owners the node that owns each partition; empty if it has none yet
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
        if (isNode(member)) {
          nodes.add(name(member));
        }
      }
      List<String> sorted = nodes.stream().sorted().toList();
      List<String> owners = new ArrayList<>();
      for (Partition partition : hazelcast.getPartitionService().getPartitions()) {
        owners.add(owner(partition, sorted));
      }
      return new Members(nodes, owners);
    } catch (HazelcastInstanceNotActiveException leaving) {
      return NOBODY;
    }
  }

  private static String owner(Partition partition, List<String> nodes) {
    Member owner = partition.getOwner();
    if (owner == null || nodes.isEmpty()) {
      return "";
    }
    return isNode(owner) ? name(owner) : nodes.get(partition.getPartitionId() % nodes.size());
  }

  /** Whether a member is a node, of whichever version, and not another program. */
  static boolean isNode(Member member) {
    return member.getAttribute(NODE) != null && member.getAttribute(PROTOCOL) != null;
  }

  /** The name of a node. */
  static String name(Member member) {
    return String.valueOf(member.getAttribute(NODE));
  }

  /** Returns the owner of a project's partition; empty if it has none yet. */
  String ownerOf(String project) {
    return owners.isEmpty() ? "" : owners.get(Math.floorMod(project.hashCode(), owners.size()));
  }
}

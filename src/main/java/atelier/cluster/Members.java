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
 * Who is here and who owns which share of the projects, at one moment; so that nobody has to ask
 * Hazelcast, which may block.
 *
 * @param nodes the names of all members, this one too, the oldest first
 * @param owners the owner of each partition; empty for none yet
 */
record Members(Set<String> nodes, List<String> owners) {
  static final String NODE = "atelier.node";
  static final String PROTOCOL = "atelier.protocol";
  static final String SIZE = "atelier.size";
  /** Which authority's keys a node speaks with; empty for none. */
  static final String AUTHORITY = "atelier.authority";

  static final Members NOBODY = new Members(Set.of(), List.of());

  /** As it is now; blocks for a moment. */
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

  /** The owner of a project's partition; empty for none yet. */
  String ownerOf(String project) {
    return owners.isEmpty() ? "" : owners.get(Math.floorMod(project.hashCode(), owners.size()));
  }
}

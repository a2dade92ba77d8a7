package atelier.message;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Which node leads a project: one at a time, possibly another after nodes join or leave. For a
 * moment two nodes may believe that they lead it; the journal accepts entries from only one of
 * them.
 */
public interface Ownership {
  /** This node's name. */
  String self();

  /** The name of the node that leads a project now. Does not block. */
  String ownerOf(String project);

  /** The names of the nodes that are online, including this one. Does not block. */
  Set<String> nodes();

  /**
   * Runs {@code changed} on any thread after leaders may have changed or a node joined or left, for
   * the life of this node.
   */
  void watch(Runnable changed);

  default boolean isOwn(String project) {
    return ownerOf(project).equals(self());
  }

  /** A standalone node, which leads every project. */
  static Ownership alone(String self) {
    return alone(self, project -> true);
  }

  /** A standalone node that leads the projects whose id {@code conducts} accepts. */
  static Ownership alone(String self, Predicate<String> conducts) {
    return new Ownership() {
      @Override
      public String self() {
        return self;
      }

      @Override
      public String ownerOf(String project) {
        return conducts.test(project) ? self : "";
      }

      @Override
      public Set<String> nodes() {
        return Set.of(self);
      }

      @Override
      public void watch(Runnable changed) {
        // Leaders never change.
      }
    };
  }
}

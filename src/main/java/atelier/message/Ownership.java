package atelier.message;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Which node conducts a project: one at a time, another when nodes come and go. For a moment two
 * may believe it is them; the journal takes the word of one.
 */
public interface Ownership {
  /** This node's name. */
  String self();

  /** The name of the node that conducts a project now. Does not block. */
  String ownerOf(String project);

  /** The names of the nodes that are here now, this one among them. Does not block. */
  Set<String> nodes();

  /**
   * Tells, on any thread, that some projects may be another's now, or that a node came or went; for
   * the life of the node.
   */
  void watch(Runnable changed);

  default boolean isOwn(String project) {
    return ownerOf(project).equals(self());
  }

  /** A node that is alone conducts everything. */
  static Ownership alone(String self) {
    return alone(self, project -> true);
  }

  /** A node that is alone and conducts the projects that {@code conducts} accepts by id. */
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
        // Nothing ever changes hands.
      }
    };
  }
}

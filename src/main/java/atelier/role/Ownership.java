package atelier.role;

/**
 * Which node conducts a project: one at a time, another when nodes come and go. For a moment two
 * may believe it is them; the journal takes the word of one.
 */
public interface Ownership {
  /** This node's name. */
  String self();

  /** The name of the node that conducts a project now. Does not block. */
  String ownerOf(String project);

  /** Tells, on any thread, that some projects may be another's now; for the life of the node. */
  void watch(Runnable changed);

  default boolean isOwn(String project) {
    return ownerOf(project).equals(self());
  }

  /** A node that is alone conducts everything. */
  static Ownership alone(String self) {
    return new Ownership() {
      @Override
      public String self() {
        return self;
      }

      @Override
      public String ownerOf(String project) {
        return self;
      }

      @Override
      public void watch(Runnable changed) {
        // Nothing ever changes hands.
      }
    };
  }
}

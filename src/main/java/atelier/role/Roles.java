package atelier.role;

import java.util.List;

/** The table of all roles. */
public final class Roles {
  /**
   * A role and the agents that a node runs for it by default.
   *
   * @param asksModel whether each task calls a model, and needs a free model slot to start
   * @param onePerModelSlot whether the number of agents is the number of the model's parallel calls
   * @param agents the number of agents otherwise
   */
  public record Staffing(Role<?> role, boolean asksModel, boolean onePerModelSlot, int agents) {}

  public static final List<Staffing> ALL = List.of(
      new Staffing(new Environment(), false, false, 3),
      new Staffing(new Architect(), true, true, 1),
      new Staffing(new Researcher(), false, false, 1),
      new Staffing(new Writer(), true, true, 1),
      new Staffing(new Validator(), false, false, 2),
      new Staffing(new Auditor(), false, false, 1),
      new Staffing(new Runner(), false, false, 2),
      new Staffing(new GitBot(), false, false, 2),
      new Staffing(new Clerk(), false, false, 1),
      new Staffing(new Analyst(), true, false, 1));

  private Roles() {}
}

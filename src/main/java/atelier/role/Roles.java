package atelier.role;

import java.util.List;

/** All roles: one row each. */
public final class Roles {
  /**
   * How a role is staffed on a node.
   *
   * @param usesWorkerThread whether its agents block and so need threads of their own
   * @param asksModel whether every task of it asks a model, so that it needs a slot to begin
   * @param onePerModelSlot whether there are as many agents as answers that the model gives at a time
   * @param agents how many otherwise
   */
  public record Staffing(Role<?> role, boolean usesWorkerThread, boolean asksModel, boolean onePerModelSlot, int agents) {}

  public static final List<Staffing> ALL = List.of(
      new Staffing(new Environment(), false, false, false, 1),
      new Staffing(new Architect(), false, true, true, 1),
      new Staffing(new Researcher(), false, false, false, 1),
      new Staffing(new Writer(), false, true, true, 1),
      new Staffing(new Validator(), false, false, false, 2),
      new Staffing(new Auditor(), true, false, false, 1),
      new Staffing(new Runner(), false, false, false, 2),
      new Staffing(new GitBot(), false, false, false, 2),
      new Staffing(new Clerk(), false, false, false, 1),
      new Staffing(new Analyst(), false, true, false, 1));

  private Roles() {}
}

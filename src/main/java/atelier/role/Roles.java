package atelier.role;

import java.util.List;

/** All roles: one row each. */
public final class Roles {
  /**
   * How a role is staffed on a node.
   *
   * @param worker whether its agents block and so need threads of their own
   * @param asks whether every task of it asks a model, so that it needs a slot to begin
   * @param perSlot whether there are as many agents as answers that the model gives at a time
   * @param agents how many otherwise
   */
  public record Row(Role<?> role, boolean worker, boolean asks, boolean perSlot, int agents) {}

  public static final List<Row> ALL = List.of(
      new Row(new Environment(), false, false, false, 1),
      new Row(new Architect(), false, true, true, 1),
      new Row(new Researcher(), false, false, false, 1),
      new Row(new Writer(), false, true, true, 1),
      new Row(new Validator(), false, false, false, 2),
      new Row(new Auditor(), true, false, false, 1),
      new Row(new Runner(), false, false, false, 2),
      new Row(new GitBot(), false, false, false, 2),
      new Row(new Clerk(), false, false, false, 1),
      new Row(new Analyst(), false, true, false, 1));

  private Roles() {}
}

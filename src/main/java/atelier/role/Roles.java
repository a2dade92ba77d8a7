package atelier.role;

import java.util.List;

/** All roles: one row each. */
public final class Roles {
  /**
   * How a role is staffed on a node.
   *
   * @param worker whether its agents block and so need threads of their own
   * @param perSlot whether there are as many agents as answers that the model gives at a time
   * @param agents how many otherwise
   */
  public record Row(Role<?> role, boolean worker, boolean perSlot, int agents) {}

  public static final List<Row> ALL = List.of(
      new Row(new Environment(), false, false, 1),
      new Row(new Architect(), false, true, 1),
      new Row(new Researcher(), false, false, 1),
      new Row(new Writer(), false, true, 1),
      new Row(new Validator(), false, false, 2),
      new Row(new Auditor(), true, false, 1),
      new Row(new Runner(), false, false, 2),
      new Row(new GitBot(), false, false, 2),
      new Row(new Clerk(), false, false, 1),
      new Row(new Analyst(), false, false, 1));

  private Roles() {}
}

package atelier.project;

import atelier.event.CheckPlan;

/**
 * A check that has to be replaced.
 *
 * @param reason why it is at fault for its own failure; empty if it fails to notice broken code
 */
public record WrongCheck(CheckPlan plan, String reason) {}

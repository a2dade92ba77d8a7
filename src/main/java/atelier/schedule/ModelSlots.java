package atelier.schedule;

/**
 * Where a role's model is asked. Roles with the same endpoint share its slots.
 *
 * @param slots answers that the endpoint gives at a time
 */
public record ModelSlots(String endpoint, int slots) {}

package atelier.schedule;

/**
 * The endpoint of a role's model. Roles with the same endpoint share its slots.
 *
 * @param slots how many calls the endpoint processes at a time
 */
public record ModelSlots(String endpoint, int slots) {}

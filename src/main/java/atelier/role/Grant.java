package atelier.role;

/**
 * A task in one agent's hands.
 *
 * @param id names this handing-over: a result under an older one is ignored
 * @param key names the task among all of its project's
 */
record Grant(String id, String role, String key, Task task) {}

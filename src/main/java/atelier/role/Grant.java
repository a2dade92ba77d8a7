package atelier.role;

/**
 * A task in one agent's hands.
 *
 * @param id names this handing-over
 * @param node whose agent it is
 * @param key names the task among all of its project's
 * @param seq where its project's journal stood when it was given: what it is derived from
 */
record Grant(String id, String node, String role, String key, long seq, Task task) {
  Grant at(long journalSeq) {
    return new Grant(id, node, role, key, journalSeq, task);
  }

  Held held() {
    return new Held(id, node, role, key, task.project(), task.file());
  }
}

package atelier.role;

/**
 * A task in one agent's hands.
 *
 * @param id names this handing-over
 * @param key names the task among all of its project's
 * @param seq where its project's journal stood when it was given: what it is derived from
 */
record Grant(String id, String role, String key, long seq, Task task) {
  Grant at(long journalSeq) {
    return new Grant(id, role, key, journalSeq, task);
  }

  Held held() {
    return new Held(id, role, key, task.project(), task.file());
  }
}

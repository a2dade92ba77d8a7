package atelier.project;

/**
 * Whether all evidence of an ended project is being produced again. No model is asked meanwhile and
 * no file changes: a failure ends the project.
 *
 * @param seq the {@code seq} of its {@code verify_requested}; 0 if the project is not verified
 * @param failure what failed first; empty if nothing has failed
 */
public record Verification(long seq, String failure) {
  static final Verification NONE = new Verification(0, "");

  boolean isActive() {
    return seq > 0;
  }

  boolean hasFailed() {
    return !failure.isEmpty();
  }

  Verification withFailure(String latest) {
    return hasFailed() ? this : new Verification(seq, latest);
  }
}

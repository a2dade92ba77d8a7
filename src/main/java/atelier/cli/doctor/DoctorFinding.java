package atelier.cli.doctor;

/**
 * The result of one check of {@code doctor}; also a row of its JSON output.
 *
 * @param state {@code ok}, {@code warn} or {@code fail}
 * @param remedy the command or setting that fixes the problem; empty if there is none
 */
public record DoctorFinding(String subject, String state, String text, String remedy) {
  static DoctorFinding ok(String subject, String text) {
    return new DoctorFinding(subject, "ok", text, "");
  }

  static DoctorFinding warn(String subject, String text, String remedy) {
    return new DoctorFinding(subject, "warn", text, remedy);
  }

  static DoctorFinding fail(String subject, String text, String remedy) {
    return new DoctorFinding(subject, "fail", text, remedy);
  }
}

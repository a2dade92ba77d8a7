package atelier.schedule;

import atelier.sandbox.Job;
import atelier.sandbox.JobResult;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.util.function.BooleanSupplier;

/**
 * A sandbox whose runs find the faults that {@link ScriptedTools} put into the files; a run may
 * also fail by chance.
 */
final class ScriptedSandbox implements Sandbox {
  private final BooleanSupplier isUnlucky;

  ScriptedSandbox(BooleanSupplier isUnlucky) {
    this.isUnlucky = isUnlucky;
  }

  @Override
  public String name() {
    return "box";
  }

  @Override
  public String unavailableReason() {
    return "";
  }

  @Override
  public Future<JobResult> run(Job job) {
    String tests = job.files().getOrDefault("test_c.py", "");
    boolean isCheck = job.command().get(0).equals("check");
    if (contain(job, "sabotaged")) {
      return exited(isCheck && !tests.contains("blind") ? 1 : 0);
    }
    boolean noticed = (contain(job, "MUTANT") && tests.contains("strong"))
        || (contain(job, "GROSS") && !tests.contains("weak"));
    if (noticed && isCheck) {
      return exited(1);
    }
    String fault = "WRONG";
    String output = job.files().entrySet().stream()
        .filter(file -> file.getValue().contains(fault))
        .map(file -> "File \"" + file.getKey() + "\", line 1\n")
        .reduce("", String::concat);
    if (output.isEmpty() && isUnlucky.getAsBoolean()) {
      return exited(1);
    }
    if (output.isEmpty() && isUnlucky.getAsBoolean()) {
      String lack = "sh: 1: jest: not found\n";
      return Future.succeededFuture(
          new JobResult(JobResult.End.EXITED, 127, 1, lack, lack, "hash"));
    }
    String printed =
        output.isEmpty() && job.command().get(0).equals("check") ? "3 passed, 0 failed\n" : output;
    return Future.succeededFuture(
        new JobResult(JobResult.End.EXITED, output.isEmpty() ? 0 : 1, 1, printed, output, "hash"));
  }

  private static boolean contain(Job job, String word) {
    return job.files().values().stream().anyMatch(text -> text.contains(word));
  }

  private static Future<JobResult> exited(int code) {
    return Future.succeededFuture(new JobResult(JobResult.End.EXITED, code, 1, "", "", "hash"));
  }
}

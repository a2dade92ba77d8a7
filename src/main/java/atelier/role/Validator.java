package atelier.role;

import atelier.event.Event;
import atelier.event.ReviewEvent.ValidationFailed;
import atelier.event.ReviewEvent.ValidationPassed;
import atelier.language.CheckReport;
import atelier.project.Project;
import atelier.project.SourceFile;
import atelier.project.Version;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks every version with a compiler or parser of its language. Due for each candidate without a
 * validation verdict. Returns {@code validation_passed} or {@code validation_failed}.
 */
final class Validator implements Role<Validator.Check> {
  /**
   * Checks one version of a file.
   *
   * @param files the contents of all accepted files and of this version, by path
   * @param plannedPaths the paths of all files of the blueprint
   * @param unsettledPaths those of which another version is pending
   */
  record Check(
      String project,
      String file,
      int attempt,
      Map<String, String> files,
      List<String> plannedPaths,
      Set<String> unsettledPaths)
      implements Task {
    @Override
    public String name() {
      return file + ":" + attempt;
    }

    @Override
    public Requirements requirements() {
      return Requirements.forCheck(file);
    }
  }

  @Override
  public String name() {
    return "validator";
  }

  @Override
  public Class<Check> taskType() {
    return Check.class;
  }

  @Override
  public Stream<Check> dueTasks(Project project) {
    return project.files().values().stream()
        .flatMap(file -> Stream.ofNullable(file.candidate())
            .filter(version -> version.valid() == null)
            .map(version -> checkTask(project, file.path(), version)));
  }

  private static Check checkTask(Project project, String path, Version version) {
    Map<String, String> files = new LinkedHashMap<>(project.acceptedContents());
    files.put(path, version.content());
    List<String> plannedPaths = List.copyOf(project.files().keySet());
    Set<String> unsettledPaths = project.files().values().stream()
        .filter(file -> !file.isSettled() && !file.path().equals(path))
        .map(SourceFile::path)
        .collect(Collectors.toUnmodifiableSet());
    return new Check(project.id(), path, version.attempt(), files, plannedPaths, unsettledPaths);
  }

  @Override
  public Future<List<Event>> perform(Check task, Tools tools) {
    return tools
        .toolchains()
        .check(task.file(), task.files(), task.plannedPaths(), task.unsettledPaths())
        .map(report -> List.of(toEvent(task, report)));
  }

  private static Event toEvent(Check task, CheckReport report) {
    String level = report.level().name().toLowerCase(Locale.ROOT);
    return report.passed()
        ? new ValidationPassed(task.file(), task.attempt(), level, report.warnings())
        : new ValidationFailed(task.file(), task.attempt(), level, report.diagnostics());
  }
}

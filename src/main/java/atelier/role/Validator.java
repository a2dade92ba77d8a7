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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks every version with a compiler or parser of its language. Due for each candidate without a
 * validation verdict, which after a deletion are all accepted versions. Returns {@code
 * validation_passed} or {@code validation_failed}.
 */
final class Validator implements Role<Validator.Check> {
  /**
   * Checks one version of a file.
   *
   * @param files the contents of this version and of all accepted files but those to delete
   * @param plannedPaths the paths of all files of the blueprint
   * @param unsettledPaths those of which another version is pending
   * @param installed the names that programs import, by ecosystem, where all is installed
   * @param design the design after whose deletions an accepted version is checked again; 0 for a
   *     new version
   */
  record Check(
      String project,
      String file,
      int attempt,
      Map<String, String> files,
      List<String> plannedPaths,
      Set<String> unsettledPaths,
      Map<String, Set<String>> installed,
      int design)
      implements Task {
    @Override
    public String name() {
      return (design == 0 ? "" : "again " + design + " ") + file + ":" + attempt;
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
    List<SourceFile> unchecked = project.files().values().stream()
        .filter(file -> file.candidate() != null && file.candidate().valid() == null)
        .toList();
    if (unchecked.isEmpty()) {
      return Stream.of();
    }
    Map<String, Set<String>> installed = SetupRequests.of(project).installed();
    return unchecked.stream()
        .map(file -> checkTask(project, file, Objects.requireNonNull(file.candidate()), installed));
  }

  private static Check checkTask(
      Project project, SourceFile checked, Version version, Map<String, Set<String>> installed) {
    String path = checked.path();
    Map<String, String> files = new LinkedHashMap<>(project.acceptedContents());
    project.deletions().forEach(files::remove);
    files.put(path, version.content());
    List<String> plannedPaths = project.files().keySet().stream()
        .filter(planned -> !project.deletions().contains(planned))
        .toList();
    Set<String> unsettledPaths = project.files().values().stream()
        .filter(file -> !file.isSettled() && !file.path().equals(path))
        .map(SourceFile::path)
        .collect(Collectors.toUnmodifiableSet());
    return new Check(
        project.id(),
        path,
        version.attempt(),
        files,
        plannedPaths,
        unsettledPaths,
        installed,
        checked.isRevalidated() ? project.designs().attempts() : 0);
  }

  @Override
  public Future<List<Event>> perform(Check task, Tools tools) {
    return tools
        .toolchains()
        .check(
            task.file(), task.files(), task.plannedPaths(), task.unsettledPaths(), task.installed())
        .map(report -> List.of(toEvent(task, report)));
  }

  private static Event toEvent(Check task, CheckReport report) {
    String level = report.level().name().toLowerCase(Locale.ROOT);
    return report.passed()
        ? new ValidationPassed(task.file(), task.attempt(), level, report.warnings())
        : new ValidationFailed(task.file(), task.attempt(), level, report.diagnostics());
  }
}

package atelier.role;

import atelier.event.Event;
import atelier.event.Event.ValidationFailed;
import atelier.event.Event.ValidationPassed;
import atelier.language.CheckReport;
import atelier.project.Project;
import atelier.project.Version;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Has every version looked at by a compiler or a parser before any opinion is asked. */
final class Validator implements Role<Validator.Check> {
  /**
   * One version of a file to be checked.
   *
   * @param files all accepted files with this version in its place
   * @param plannedPaths the paths of the whole blueprint
   */
  record Check(
      String project, String file, int attempt, Map<String, String> files, List<String> plannedPaths)
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
    return project.isOpen()
        ? project.files().values().stream()
            .flatMap(file -> Stream.ofNullable(file.candidate())
                .filter(version -> version.valid() == null)
                .map(version -> checkTask(project, file.path(), version)))
        : Stream.of();
  }

  private static Check checkTask(Project project, String path, Version version) {
    Map<String, String> tree = new LinkedHashMap<>(project.acceptedContents());
    tree.put(path, version.content());
    List<String> planned = List.copyOf(project.files().keySet());
    return new Check(project.id(), path, version.attempt(), tree, planned);
  }

  @Override
  public Future<List<Event>> perform(Check task, Tools tools) {
    return tools
        .toolchains()
        .check(task.file(), task.files(), task.plannedPaths())
        .map(verdict -> List.of(toEvent(task, verdict)));
  }

  private static Event toEvent(Check task, CheckReport verdict) {
    String level = verdict.level().name().toLowerCase(Locale.ROOT);
    return verdict.passed()
        ? new ValidationPassed(task.file(), task.attempt(), level, List.of())
        : new ValidationFailed(task.file(), task.attempt(), level, verdict.diagnostics());
  }
}

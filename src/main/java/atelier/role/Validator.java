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
   * @param tree all accepted files with this version in its place
   * @param planned the paths of the whole blueprint
   */
  record Check(
      String project, String file, int attempt, Map<String, String> tree, List<String> planned)
      implements Task {
    @Override
    public String name() {
      return file + ":" + attempt;
    }

    @Override
    public Requirements need() {
      return Requirements.checking(file);
    }
  }

  @Override
  public String name() {
    return "validator";
  }

  @Override
  public Class<Check> task() {
    return Check.class;
  }

  @Override
  public Stream<Check> due(Project project) {
    return project.open()
        ? project.files().values().stream()
            .flatMap(file -> Stream.ofNullable(file.candidate())
                .filter(version -> version.valid() == null)
                .map(version -> check(project, file.path(), version)))
        : Stream.of();
  }

  private static Check check(Project project, String path, Version version) {
    Map<String, String> tree = new LinkedHashMap<>(project.acceptedContents());
    tree.put(path, version.content());
    List<String> planned = List.copyOf(project.files().keySet());
    return new Check(project.id(), path, version.attempt(), tree, planned);
  }

  @Override
  public Future<List<Event>> perform(Check task, Tools tools) {
    return tools
        .toolchains()
        .check(task.file(), task.tree(), task.planned())
        .map(verdict -> List.of(told(task, verdict)));
  }

  private static Event told(Check task, CheckReport verdict) {
    String level = verdict.level().name().toLowerCase(Locale.ROOT);
    return verdict.passed()
        ? new ValidationPassed(task.file(), task.attempt(), level, List.of())
        : new ValidationFailed(task.file(), task.attempt(), level, verdict.diagnostics());
  }
}

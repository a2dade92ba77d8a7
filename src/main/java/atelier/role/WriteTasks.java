package atelier.role;

import atelier.event.Survivor;
import atelier.project.Deletion;
import atelier.project.Project;
import atelier.project.RepairPolicy.RepairStage;
import atelier.project.SourceFile;
import atelier.project.TestFiles;
import atelier.project.TestRewrite;
import atelier.project.Version;
import atelier.role.Writer.Write;
import atelier.role.prompt.UsedFile;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides which files are due to be written, and what their Writer sees. Pure. */
final class WriteTasks {
  private WriteTasks() {}

  static Stream<Write> due(Project project) {
    return project.isBuilding()
        ? project.files().values().stream()
            .filter(file -> file.needsWriting() && !project.deletions().contains(file.path()))
            .filter(file -> canStart(project, file) && !isGivenUp(project, file))
            .map(file -> writeTask(project, file))
        : Stream.of();
  }

  /**
   * Each file that it uses must have an accepted version, a contract, or no prospect of either: it
   * is surrendered, or depends on this file itself.
   */
  private static boolean canStart(Project project, SourceFile file) {
    return file.plan().uses().stream()
        .map(project.files()::get)
        .filter(Objects::nonNull)
        .allMatch(used -> used.accepted() != null
            || used.isSurrendered()
            || !used.plan().contract().isEmpty()
            || project.dependencyClosure(used.path()).contains(file.path()));
  }

  private static boolean isGivenUp(Project project, SourceFile file) {
    return TestRewrite.rejection(project)
        .filter(rejected -> rejected.file().equals(file.path()))
        .isPresent();
  }

  /**
   * The first version of a test is written from spec, contracts and examples, without the code that
   * it tests, so that it cannot repeat its faults.
   */
  private static Write writeTask(Project project, SourceFile file) {
    Optional<TestRewrite> rewrite =
        project.rewrite().filter(tests -> tests.file().equals(file.path()));
    List<Survivor> survivors =
        rewrite.filter(TestRewrite::isPending).map(TestRewrite::survivors).orElse(List.of());
    RepairStage stage = file.stage(project.repairPolicy());
    boolean fromScratch =
        stage == RepairStage.FRESH || (stage == RepairStage.FALLBACK && file.isCertainlyAtFault());
    Stream<String> shown = Stream.of(
            file.plan().uses().stream(),
            survivors.stream().map(Survivor::file),
            project.deletions().stream(),
            fromScratch ? testsOf(project, file) : Stream.<String>of())
        .flatMap(paths -> paths);
    return new Write(
        project.id(),
        file.path(),
        file.attempts() + 1,
        stage,
        Objects.requireNonNull(project.feature()).spec(),
        Objects.requireNonNull(project.blueprint()),
        file.plan(),
        usedFiles(project, file, shown),
        fromScratch ? null : file.newestContent(),
        file.problems(),
        file.hints(),
        survivors,
        isFirstTest(file) ? Deletion.lasting(project) : List.of(),
        file.restored());
  }

  private static boolean isFirstTest(SourceFile file) {
    return TestFiles.isTest(file.path())
        && file.accepted() == null
        && file.problems().isEmpty();
  }

  private static List<UsedFile> usedFiles(Project project, SourceFile file, Stream<String> shown) {
    boolean testsOnly = isFirstTest(file);
    return inDependencyOrder(project, shown)
        .filter(path -> !project.setups().isMade(path))
        .filter(path -> !path.equals(file.path()))
        .filter(path -> !testsOnly || TestFiles.belongsToTests(path))
        .map(project.files()::get)
        .filter(Objects::nonNull)
        .map(WriteTasks::usedFile)
        .toList();
  }

  /** The tests that use a file: they say what a version from scratch must do. */
  private static Stream<String> testsOf(Project project, SourceFile file) {
    return project.files().values().stream()
        .filter(test -> TestFiles.isTest(test.path()))
        .filter(test -> test.accepted() != null && test.plan().uses().contains(file.path()))
        .map(SourceFile::path);
  }

  /** The newest version that was not rejected, although it may still be checked. */
  private static UsedFile usedFile(SourceFile file) {
    Version newest = file.candidate() != null ? file.candidate() : file.accepted();
    return new UsedFile(
        file.path(), newest == null ? null : newest.content(), file.candidate() == null);
  }

  /** These paths of the project, each after the others that it uses directly or indirectly. */
  private static Stream<String> inDependencyOrder(Project project, Stream<String> paths) {
    Set<String> wanted = paths
        .filter(project.files()::containsKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> ordered = new LinkedHashSet<>();
    Set<String> visited = new HashSet<>();
    wanted.forEach(path -> addAfterUsed(project, path, visited, ordered));
    return ordered.stream().filter(wanted::contains);
  }

  private static void addAfterUsed(
      Project project, String path, Set<String> visited, Set<String> ordered) {
    SourceFile file = project.files().get(path);
    if (file != null && visited.add(path)) {
      file.plan().uses().forEach(used -> addAfterUsed(project, used, visited, ordered));
      ordered.add(path);
    }
  }
}

package atelier.role;

import atelier.event.Survivor;
import atelier.project.Deletion;
import atelier.project.Project;
import atelier.project.RepairPolicy.RepairStage;
import atelier.project.SourceFile;
import atelier.project.TestFiles;
import atelier.project.TestRewrite;
import atelier.role.Writer.Write;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    boolean firstTest = TestFiles.isTest(file.path())
        && file.accepted() == null
        && file.problems().isEmpty();
    RepairStage stage = project.repairPolicy().stageAt(file.repairStep());
    boolean fromScratch = stage == RepairStage.FRESH || stage == RepairStage.FALLBACK;
    return new Write(
        project.id(),
        file.path(),
        file.attempts() + 1,
        stage,
        Objects.requireNonNull(project.feature()).spec(),
        Objects.requireNonNull(project.blueprint()),
        file.plan(),
        visibleContents(project, file, survivors, firstTest),
        fromScratch ? null : file.newestContent(),
        file.problems(),
        file.hints(),
        survivors,
        firstTest ? Deletion.lasting(project) : List.of(),
        rewrite
            .filter(tests -> tests.isRestoring(file.path()))
            .map(TestRewrite::contentBefore)
            .orElse(null));
  }

  /** The files that it uses or tests, and those to delete, from which code may move into it. */
  private static Map<String, String> visibleContents(
      Project project, SourceFile file, List<Survivor> survivors, boolean firstTest) {
    Map<String, String> contents = new LinkedHashMap<>();
    Stream.of(
            file.plan().uses().stream(),
            survivors.stream().map(Survivor::file),
            project.deletions().stream())
        .flatMap(paths -> paths)
        .map(project.files()::get)
        .filter(Objects::nonNull)
        .filter(used -> !firstTest || TestFiles.belongsToTests(used.path()))
        .forEach(used -> {
          if (used.accepted() != null) {
            contents.put(used.path(), used.accepted().content());
          }
        });
    return contents;
  }
}

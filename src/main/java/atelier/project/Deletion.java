package atelier.project;

import atelier.event.Blueprint;
import atelier.event.Example;
import atelier.event.ReviewEvent.Committed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The deletion of files by a feature, in one commit. It takes place when every other file is
 * written and committed: until then Writers can read what goes, and evidence is only produced after
 * it, so that nothing is proven with both the old and the new files.
 *
 * @param paths the files to delete
 * @param seq the {@code seq} of the request, for the trailer of the commit
 * @param at when the last other file was accepted; the time of the commit
 * @param obsolete the names of the examples in force that run one of these files
 */
public record Deletion(List<String> paths, long seq, Instant at, List<String> obsolete) {
  public Deletion {
    paths = List.copyOf(paths);
    obsolete = List.copyOf(obsolete);
  }

  /** The deletion that is due; empty while there is none or other files are not finished. */
  public static Optional<Deletion> due(Project project) {
    List<String> paths = project.deletions();
    Feature feature = project.feature();
    boolean due = !paths.isEmpty()
        && feature != null
        && project.isOpen()
        && project.isBuilding()
        && project.pendingCommits().isEmpty()
        && others(project, paths).allMatch(SourceFile::isSettled);
    return due
        ? Optional.of(new Deletion(
            paths,
            Objects.requireNonNull(feature).seq(),
            lastAcceptance(project, paths, feature.requestedAt()),
            obsolete(project.examples().inForce(), paths, project.files().keySet())))
        : Optional.empty();
  }

  private static Stream<SourceFile> others(Project project, List<String> paths) {
    return project.files().values().stream().filter(file -> !paths.contains(file.path()));
  }

  private static Instant lastAcceptance(Project project, List<String> paths, Instant requestedAt) {
    return others(project, paths)
        .flatMap(file -> Stream.ofNullable(file.accepted()))
        .flatMap(version -> Stream.ofNullable(version.acceptedAt()))
        .filter(requestedAt::isBefore)
        .max(Comparator.naturalOrder())
        .orElse(requestedAt);
  }

  /** The names of the examples that run one of these files, which are among all files. */
  public static List<String> obsolete(
      List<Example> examples, List<String> paths, Collection<String> all) {
    List<String> others = all.stream().filter(path -> !paths.contains(path)).toList();
    return examples.stream()
        .filter(example -> example.commands().stream()
            .anyMatch(command ->
                paths.stream().anyMatch(path -> CommandFiles.names(command, path, others))))
        .map(Example::name)
        .toList();
  }

  /** The examples in force that do not run a file to delete. */
  public static List<Example> lasting(Project project) {
    List<String> obsolete = obsolete(
        project.examples().inForce(), project.deletions(), project.files().keySet());
    return project.examples().inForce().stream()
        .filter(example -> !obsolete.contains(example.name()))
        .toList();
  }

  /**
   * Removes the deleted files. Every other file is checked again: it may still import what is gone.
   */
  static void apply(ProjectBuilder builder, Committed event) {
    boolean due = due(builder.build())
        .filter(deletion -> deletion.paths().equals(event.deleted()))
        .isPresent();
    if (!due) {
      throw new IllegalStateException(
          "files are deleted that are not to be deleted: " + String.join(", ", event.deleted()));
    }
    for (String path : event.deleted()) {
      SourceFile file = Objects.requireNonNull(builder.files.remove(path));
      builder.deletedFiles.put(path, file.attempts());
    }
    builder.rewrite = builder.rewrite.map(rewrite -> event.deleted().contains(rewrite.file())
        ? rewrite.withStage(TestRewrite.Stage.ENDED)
        : rewrite);
    builder.setups = builder.setups.without(event.deleted());
    builder.files.replaceAll(
        (path, file) -> builder.setups.isMade(path) ? file : file.withRevalidation());
    replan(builder, List.of());
  }

  /** Lets the plan have all files of the project but those to delete. */
  static void replan(ProjectBuilder builder, List<String> paths) {
    if (builder.blueprint != null) {
      builder.blueprint = new Blueprint(
          builder.blueprint.summary(),
          builder.blueprint.assumptions(),
          builder.files.values().stream()
              .filter(file -> !paths.contains(file.path()))
              .map(SourceFile::plan)
              .toList(),
          builder.blueprint.run(),
          builder.blueprint.checks(),
          paths);
    }
  }

  /** Marks the files that a new plan deletes, and forgets those of which no version exists. */
  static void plan(ProjectBuilder builder, List<String> paths) {
    List<String> existing = new ArrayList<>();
    for (String path : paths) {
      SourceFile file = builder.files.get(path);
      if (file != null && file.accepted() != null) {
        builder.files.put(path, file.withoutWork());
        existing.add(path);
      } else if (file != null) {
        builder.files.remove(path);
        builder.deletedFiles.put(path, file.attempts());
      }
    }
    // With a manifest goes what was made for it.
    for (String path : builder.setups.madeFor(existing)) {
      if (!existing.contains(path)) {
        builder.files.computeIfPresent(path, (key, file) -> file.withoutWork());
        existing.add(path);
      }
    }
    replan(builder, existing);
  }
}

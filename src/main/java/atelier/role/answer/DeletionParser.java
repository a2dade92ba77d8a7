package atelier.role.answer;

import atelier.event.CheckPlan;
import atelier.event.FilePlan;
import atelier.event.ShellWords;
import atelier.project.CommandFiles;
import atelier.project.PathRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Parses which files a blueprint deletes, and checks that nothing needs them any more. Nothing is
 * left out: what is not understood is rejected.
 */
final class DeletionParser {
  private static final List<String> NAMES = List.of(
      "delete",
      "deletes",
      "deleted",
      "deletions",
      "remove",
      "removes",
      "removed",
      "removals",
      "delete_files",
      "deleted_files",
      "files_to_delete",
      "deletedFiles",
      "filesToDelete");

  private final ExistingPlan existing;
  private final PathRule paths;
  private final Consumer<String> rejections;

  /** {@code rejections} receives each reason why something cannot be deleted. */
  DeletionParser(ExistingPlan existing, PathRule paths, Consumer<String> rejections) {
    this.existing = existing;
    this.paths = paths;
    this.rejections = rejections;
  }

  /** Whether an object names anything to delete. */
  static boolean isIn(JsonNode object) {
    return NAMES.stream()
        .map(object::path)
        .anyMatch(node -> !node.isEmpty() || !node.asString("").isBlank());
  }

  /** The existing files that the blueprint deletes. */
  List<String> paths(JsonNode blueprint) {
    Set<String> named = new LinkedHashSet<>();
    NAMES.forEach(name -> add(named, name, blueprint.path(name)));
    if (!named.isEmpty() && existing.paths().isEmpty()) {
      rejections.accept("nothing exists yet that could be deleted: leave \"delete\" out");
      return List.of();
    }
    if (!named.isEmpty() && !existing.mayDelete()) {
      rejections.accept("only a further request deletes files: leave \"delete\" out");
      return List.of();
    }
    named.stream().filter(path -> !existing.paths().contains(path)).forEach(this::rejectUnknown);
    return named.stream().filter(existing.paths()::contains).toList();
  }

  private void add(Set<String> named, String field, JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return;
    }
    String path = node.isString() ? node.asString() : path(node);
    if (!path.isBlank()) {
      named.add(ProjectPath.normalize(path));
    } else if (node.isObject()) {
      node.propertyNames().forEach(key -> named.add(ProjectPath.normalize(key)));
    } else if (node.isArray()) {
      node.forEach(entry -> addEntry(named, field, entry));
    } else if (!node.isString()) {
      rejectUnreadable(field, node);
    }
  }

  private void addEntry(Set<String> named, String field, JsonNode entry) {
    String path = entry.isString() ? entry.asString() : path(entry);
    if (path.isBlank()) {
      rejectUnreadable(field, entry);
    } else {
      named.add(ProjectPath.normalize(path));
    }
  }

  private static String path(JsonNode node) {
    return node.isObject()
        ? JsonFields.text(node, "path", "name", "file", "filename", "file_path")
        : "";
  }

  private void rejectUnreadable(String field, JsonNode node) {
    rejections.accept("\"" + field + "\" must be a list of paths of existing files, not "
        + CommandParser.shown(node));
  }

  private void rejectUnknown(String path) {
    String folder = path.endsWith("/") ? path : path + "/";
    List<String> inside = existing.paths().stream()
        .filter(file -> file.startsWith(folder))
        .sorted()
        .toList();
    Optional<String> violation = paths.findViolation(List.of(path));
    rejections.accept("\"delete\" names "
        + (!inside.isEmpty()
            ? "the folder \"" + path + "\": list its files: " + String.join(", ", inside)
            : violation.isPresent()
                ? "what is no file of the project: " + violation.get()
                : "\"" + path + "\", which is no file of the project: did you mean \""
                    + NearestPath.find(path, existing.paths()) + "\"?"));
  }

  /** Rejects deletions of files that the plan needs after them. */
  void check(List<String> deleted, List<FilePlan> files, List<CheckPlan> checks, List<String> run) {
    if (deleted.isEmpty()) {
      return;
    }
    Map<String, List<String>> uses = new LinkedHashMap<>(existing.uses());
    uses.keySet().removeAll(deleted);
    for (FilePlan file : files) {
      if (deleted.contains(file.path())) {
        rejections.accept("\"" + file.path() + "\" is in \"files\" and in \"delete\": name it in"
            + " one of them");
      } else {
        uses.put(file.path(), file.uses());
      }
    }
    if (uses.isEmpty()) {
      rejections.accept("\"delete\" names all files, so that nothing is left");
    }
    uses.forEach((path, used) -> used.stream()
        .filter(deleted::contains)
        .forEach(gone -> rejections.accept("\"" + path + "\" uses \"" + gone
            + "\", which is in \"delete\": list \"" + path
            + "\" in \"files\" without it, or keep it")));
    checkCommands(deleted, uses.keySet(), checks, run);
  }

  private void checkCommands(
      List<String> deleted, Set<String> left, List<CheckPlan> checks, List<String> run) {
    List<CheckPlan> all = new ArrayList<>(checks);
    existing.checks().stream()
        .filter(old -> checks.stream().noneMatch(check -> check.name().equals(old.name())))
        .forEach(all::add);
    List<String> start = run.isEmpty() ? existing.run() : run;
    for (String path : deleted) {
      all.stream()
          .filter(check -> CommandFiles.names(check.command(), path, left))
          .forEach(check -> rejections.accept("check \"" + check.name() + "\" is `"
              + ShellWords.quote(check.command()) + "`, which names \"" + path
              + "\", and that is in \"delete\": give a check of the same name with another"
              + " command, or keep the file"));
      if (CommandFiles.names(start, path, left)) {
        rejections.accept("the program is started with `" + ShellWords.quote(start)
            + "`, which names \"" + path + "\", and that is in \"delete\": give \"run\" anew, or"
            + " keep the file");
      }
    }
  }

  /** The checks of earlier features that stay as they are: they name no deleted file. */
  List<CheckPlan> checksThatStay(List<String> deleted) {
    return existing.checks().stream()
        .filter(check -> deleted.stream()
            .noneMatch(path -> CommandFiles.names(check.command(), path, List.of())))
        .toList();
  }
}

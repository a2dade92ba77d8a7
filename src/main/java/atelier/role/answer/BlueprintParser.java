package atelier.role.answer;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.FilePlan;
import atelier.pattern.Pattern;
import atelier.project.PathRule;
import atelier.project.TestFiles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Parses one blueprint and collects all that is wrong with it. */
final class BlueprintParser {
  private static final int MAX_FILES = 200;
  private static final int MAX_REASONS = 20;
  private static final String[] PATH = {"path", "name", "file", "filename", "file_path"};
  private static final String[] DESCRIPTION = {
    "description",
    "purpose",
    "desc",
    "summary",
    "responsibility",
    "responsibilities",
    "role",
    "details",
    "explanation",
    "content",
    "contents",
    "task",
    "what"
  };

  private static final Set<String> DELETE_WORDS = Set.of("delete", "deleted", "remove", "removed");

  private final String spec;
  private final ExistingPlan plan;
  private final Set<String> existing;
  private final PathRule paths;
  private final Set<String> reasons = new LinkedHashSet<>();

  /** The parameters are those of {@link BlueprintAnswer#parse}. */
  BlueprintParser(String spec, ExistingPlan plan, PathRule paths) {
    this.spec = spec;
    this.plan = plan;
    this.existing = plan.paths();
    this.paths = paths;
  }

  BlueprintAnswer parse(JsonNode object) {
    DeletionParser deletionParser = new DeletionParser(plan, paths, reasons::add);
    List<String> deleted = deletionParser.paths(object);
    ChecksParser checksParser =
        new ChecksParser(deletionParser.checksThatStay(deleted), reasons::add);
    List<FilePlan> files = files(JsonFields.first(object, "files"));
    List<CheckPlan> checks = checksParser.checks(object);
    List<String> run = checksParser.run(JsonFields.first(object, "run"));
    boolean changesOthers = !checks.isEmpty() || !run.isEmpty() || !deleted.isEmpty();
    if (files.isEmpty() && (existing.isEmpty() || !changesOthers)) {
      reasons.add("\"files\" is empty");
    }
    deletionParser.check(deleted, files, checks, run);
    checkTests(files, checks, deleted);
    if (!reasons.isEmpty()) {
      return BlueprintAnswer.rejected(
          String.join("\n", reasons.stream().limit(MAX_REASONS).toList()));
    }
    Blueprint blueprint = new Blueprint(
        JsonFields.text(object, "summary"),
        JsonFields.texts(object.path("assumptions")),
        files,
        run,
        checks,
        deleted);
    return new BlueprintAnswer(blueprint, List.of(), "");
  }

  private List<FilePlan> files(JsonNode node) {
    List<FilePlan> files = new ArrayList<>();
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> file : node.properties()) {
        JsonNode value = file.getValue();
        add(files, file.getKey(), value.isString() ? value.asString().strip() : "", value);
      }
    } else if (node.isArray()) {
      node.forEach(file -> addEntry(files, file));
    } else {
      reasons.add("\"files\" must be a list of objects with \"path\" and \"description\"");
    }
    if (files.size() > MAX_FILES) {
      reasons.add(files.size() + " files are more than the limit of " + MAX_FILES);
    } else {
      checkPaths(files);
    }
    return files;
  }

  /** An entry may be only a path, or a path and its description as one field. */
  private void addEntry(List<FilePlan> files, JsonNode entry) {
    Map.Entry<String, JsonNode> only =
        entry.size() == 1 ? entry.properties().iterator().next() : null;
    if (only != null
        && only.getValue().isString()
        && Pattern.of(".*[./].*").matches(only.getKey())) {
      add(files, only.getKey(), only.getValue().asString().strip(), entry);
    } else {
      add(files, entry.isString() ? entry.asString() : "", "", entry);
    }
  }

  private void add(List<FilePlan> files, String key, String value, JsonNode node) {
    String path = key.isEmpty() ? JsonFields.text(node, PATH) : key;
    String description = value.isEmpty() ? JsonFields.text(node, DESCRIPTION) : value;
    if (path.isEmpty() || description.isEmpty()) {
      reasons.add("every entry of \"files\" needs \"path\" and \"description\"; entry "
          + (files.size() + 1) + " has no " + (path.isEmpty() ? "path" : "description"));
    }
    String action = JsonFields.text(node, "action", "operation", "change", "status");
    if (DELETE_WORDS.contains(action.toLowerCase(Locale.ROOT))
        || node.path("delete").asBoolean(false)) {
      reasons.add("\"files\" lists what is written: \"" + path + "\" belongs into \"delete\"");
    }
    List<String> uses = JsonFields.texts(node.path("uses")).stream()
        .map(ProjectPath::normalize)
        .distinct()
        .toList();
    files.add(new FilePlan(
        ProjectPath.normalize(path), description, uses, JsonFields.text(node, "contract")));
  }

  private void checkPaths(List<FilePlan> files) {
    List<String> planned =
        files.stream().map(FilePlan::path).filter(path -> !path.isEmpty()).toList();
    addViolations(planned);
    Set<String> known = new LinkedHashSet<>(planned);
    known.addAll(existing);
    for (FilePlan file : files) {
      for (String use : file.uses()) {
        if (use.equals(file.path())) {
          reasons.add("\"" + file.path() + "\" uses itself");
        } else if (!known.contains(use)) {
          reasons.add("\"" + file.path() + "\" uses \"" + use + "\", which is not among \"files\"");
        }
      }
    }
  }

  /**
   * The rule reports only the first violation of a list, so paths are added to it one by one. What
   * exists was allowed by the rule of its day, and must not block a project when the rule changes.
   */
  private void addViolations(List<String> planned) {
    List<String> valid = new ArrayList<>(existing);
    valid.removeAll(Set.copyOf(planned));
    valid.removeIf(path -> paths.findViolation(List.of(path)).isPresent());
    List<String> all = new ArrayList<>(valid);
    all.addAll(planned);
    if (paths.findViolation(all).isEmpty()) {
      return;
    }
    int reasonsBefore = reasons.size();
    for (String path : planned) {
      var violation = paths.findViolation(List.of(path));
      if (violation.isEmpty()) {
        valid.add(path);
        violation = paths.findViolation(valid);
        violation.ifPresent(reason -> valid.remove(valid.size() - 1));
      }
      violation.ifPresent(reasons::add);
      if (reasons.size() >= MAX_REASONS) {
        return;
      }
    }
    if (reasons.size() == reasonsBefore) {
      paths.findViolation(all).ifPresent(reasons::add);
    }
  }

  private void checkTests(List<FilePlan> files, List<CheckPlan> checks, List<String> deleted) {
    boolean planned = files.stream().anyMatch(file -> TestFiles.isTest(file.path()))
        || existing.stream().anyMatch(path -> TestFiles.isTest(path) && !deleted.contains(path))
        || checks.stream().anyMatch(check -> TestFiles.runsTests(check.command()));
    if (TestFiles.areWanted(spec) && !planned) {
      reasons.add("the spec asks for tests, but no file of the blueprint is a test: plan at least"
          + " one test file and a check that runs it");
    }
  }
}

package atelier.role;

import atelier.event.Event;
import atelier.event.SetupEvent.LockReady;
import atelier.event.SetupEvent.SetupFailed;
import atelier.event.SetupEvent.SetupReady;
import atelier.event.SetupEvent.SetupSkipped;
import atelier.event.SetupEvent.SetupStarted;
import atelier.packages.InstallResult;
import atelier.packages.InstallResult.Installed;
import atelier.packages.InstallResult.Refused;
import atelier.packages.InstallResult.Skipped;
import atelier.packages.PackageRequest;
import atelier.packages.Packages;
import atelier.packages.Recipe;
import atelier.packages.Recipes;
import atelier.packages.UnsupportedEcosystems;
import atelier.project.Project;
import atelier.project.SourceFile;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The installing of what one request asks for.
 *
 * @param ignored the lines of a {@code .gitignore} that installing made before
 * @param ownIgnore whether the project has a {@code .gitignore} of its own, which stays as it is
 */
record PackageSetup(PackageRequest request, List<String> ignored, boolean ownIgnore) {
  /** The longest lock file that becomes a file of the project: it is one line of the journal. */
  private static final int MAX_LOCK_CHARS = 2 << 20;

  /** More names than this are not kept: then imports are judged by the manifest. */
  private static final int MAX_NAMES = 20_000;

  private static final int MAX_NAME_CHARS = 1 << 20;

  private static final int MAX_OUTPUT_CHARS = 8_000;
  private static final int MAX_REMARKS = 100;
  private static final String IGNORE = ".gitignore";

  PackageSetup {
    ignored = List.copyOf(ignored);
  }

  static PackageSetup of(Project project, PackageRequest request) {
    String path = request.folder() + IGNORE;
    SourceFile file = project.files().get(path);
    boolean made = project.setups().isMade(path);
    List<String> lines = made && file != null && file.accepted() != null
        ? file.accepted().content().lines().toList()
        : List.of();
    return new PackageSetup(request, lines, file != null && !made);
  }

  Optional<Recipe> recipe() {
    return Recipes.ALL.stream()
        .filter(each -> each.ecosystem().equals(request.ecosystem()))
        .findFirst();
  }

  SetupStarted started() {
    return new SetupStarted(request.manifest(), request.ecosystem(), request.key());
  }

  Requirements requirements() {
    return recipe().map(each -> new Requirements("", each.tool(), true)).orElse(Requirements.NONE);
  }

  Future<List<Event>> perform(Packages packages) {
    Optional<String> unsupported = UnsupportedEcosystems.reason(request);
    return unsupported.isPresent()
        ? Future.succeededFuture(events(new Skipped(unsupported.get())))
        : packages.install(request).map(this::events);
  }

  private List<Event> events(InstallResult result) {
    String file = request.manifest();
    if (result instanceof Installed installed) {
      return installed(installed);
    }
    if (result instanceof Refused refused) {
      String output = refused.output();
      return List.of(new SetupFailed(
          file,
          request.ecosystem(),
          request.key(),
          "manifest",
          first(refused.diagnostics()),
          output.substring(Math.max(0, output.length() - MAX_OUTPUT_CHARS)),
          first(refused.traffic().hosts()),
          first(refused.traffic().refused())));
    }
    return List.of(
        new SetupSkipped(file, request.ecosystem(), request.key(), ((Skipped) result).reason()));
  }

  private List<Event> installed(Installed installed) {
    List<Event> events = new ArrayList<>();
    List<String> notes = new ArrayList<>(first(installed.notes()));
    List<Event> locks = new ArrayList<>();
    new TreeMap<>(installed.files()).forEach((name, content) -> {
      Optional<String> text = fileOfProject(name, content);
      if (text.filter(all -> all.length() > MAX_LOCK_CHARS).isPresent()) {
        notes.add(name + " has " + content.length() + " characters, more than " + MAX_LOCK_CHARS
            + ": it is not part of the project");
      } else {
        text.ifPresent(
            all -> locks.add(new LockReady(request.folder() + name, all, request.manifest())));
      }
    });
    List<String> names = installed.provides();
    events.add(new SetupReady(
        request.manifest(),
        request.ecosystem(),
        request.key(),
        installed.layer(),
        installed.packages(),
        installed.bytes(),
        installed.ms(),
        first(installed.traffic().hosts()),
        first(installed.traffic().refused()),
        areKept(names) ? names.stream().sorted().toList() : List.of(),
        notes,
        installed.inventory()));
    events.addAll(locks);
    return events;
  }

  /** The new content of a file that installing made; empty if it is not to be or stays the same. */
  private Optional<String> fileOfProject(String name, String content) {
    if (name.equals(IGNORE)) {
      Set<String> lines = new LinkedHashSet<>(ignored);
      boolean more = content
          .lines()
          .filter(line -> !line.isBlank())
          .map(lines::add)
          .reduce(false, Boolean::logicalOr);
      return ownIgnore || !more ? Optional.empty() : Optional.of(String.join("\n", lines) + "\n");
    }
    boolean isLock = recipe().filter(each -> each.locks().contains(name)).isPresent();
    return isLock && !content.equals(request.files().get(name))
        ? Optional.of(content)
        : Optional.empty();
  }

  private static boolean areKept(List<String> names) {
    return names.size() <= MAX_NAMES
        && names.stream().mapToLong(String::length).sum() <= MAX_NAME_CHARS;
  }

  private static <T> List<T> first(List<T> items) {
    return items.stream().limit(MAX_REMARKS).toList();
  }
}

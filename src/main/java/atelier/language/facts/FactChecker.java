package atelier.language.facts;

import atelier.event.Diagnostic;
import atelier.language.facts.Fact.Kind;
import atelier.language.imports.Ecosystem;
import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import atelier.scan.FileFacts;
import atelier.scan.FileFacts.Use;
import atelier.scan.FileFacts.UseKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Compares what one file takes from other files with what these offer. */
public final class FactChecker {
  private static final String PYTHON = "python";

  private final String language;
  private final SourceTree sources;
  private final Ecosystem ecosystem;
  private final Set<String> unsettled;
  private final Function<String, FileFacts> analyzer;
  private final Map<String, Optional<ModuleFacts>> modules = new HashMap<>();

  /**
   * @param unsettled the files that are about to change: nothing is reported about them
   * @param analyzer returns the facts of a file of the project
   */
  public FactChecker(
      String language,
      SourceTree sources,
      Ecosystem ecosystem,
      Set<String> unsettled,
      Function<String, FileFacts> analyzer) {
    this.language = language;
    this.sources = sources;
    this.ecosystem = ecosystem;
    this.unsettled = Set.copyOf(unsettled);
    this.analyzer = analyzer;
  }

  /** Returns what is wrong about a file. */
  public FactReport report(FileFacts own) {
    List<Fact> facts = check(own).toList();
    return new FactReport(problems(facts, true), problems(facts, false));
  }

  private static List<Diagnostic> problems(List<Fact> facts, boolean blocking) {
    return facts.stream()
        .filter(fact -> fact.kind().blocks == blocking)
        .flatMap(fact -> fact.problem().stream())
        .toList();
  }

  /** Returns every fact of which the result is sure. */
  Stream<Fact> check(FileFacts own) {
    return Stream.concat(
        own.uses().stream().flatMap(this::checkUse),
        TestFileFact.check(language, sources, own).stream());
  }

  private Stream<Fact> checkUse(Use use) {
    if (use.kind() == UseKind.MODULE) {
      return checkSelfImport(use).stream();
    }
    if (language.equals(PYTHON) && isStandard(use.module())) {
      return checkStandardName(use).stream();
    }
    String[] steps = use.name().split("\\.", 2);
    Optional<ModuleFacts> module = module(use.module());
    boolean offered = module.flatMap(each -> each.find(steps[0])).isPresent();
    if (!offered && ecosystem.hasSubmodule(use.module(), steps[0], sources)) {
      return steps.length == 1 || module.filter(ModuleFacts::open).isPresent()
          ? Stream.empty()
          : checkUse(within(use, ecosystem.submodule(use.module(), steps[0]), steps[1]));
    }
    return module.stream().flatMap(each -> checkName(use, steps, each));
  }

  /** A module that the standard library has, and the project does not replace. */
  private boolean isStandard(String module) {
    return StandardModules.contains(module)
        && sources.paths().stream()
            .map(path -> "/" + path)
            .noneMatch(path -> path.contains("/" + module.replaceFirst("\\..*", "") + ".py")
                || path.contains("/" + module.replaceFirst("\\..*", "") + "/"));
  }

  private static Use within(Use use, String module, String name) {
    return new Use(module, name, use.kind(), use.arguments(), use.line(), use.column());
  }

  private Stream<Fact> checkName(Use use, String[] steps, ModuleFacts module) {
    Optional<FileFacts.Export> export = module.find(steps[0]);
    if (export.isEmpty()) {
      return use.kind() == UseKind.CALL
              || module.open()
              || isSpecial(steps[0], use)
              || isSetElsewhere(steps[0], use)
          ? Stream.empty()
          : Stream.of(wrong(kindOf(use), use, Messages.missing(use, steps[0], module)));
    }
    Fact exists = right(kindOf(use));
    Integer arguments = use.arguments();
    if (arguments == null || steps.length > 1 || export.get().arities().isEmpty()) {
      return use.kind() == UseKind.CALL ? Stream.empty() : Stream.of(exists);
    }
    Kind kind = language.equals("javascript") ? Kind.SURPLUS : Kind.ARITY;
    Fact arity = export.get().accepts(arguments)
        ? right(kind)
        : wrong(kind, use, Messages.arity(use, export.get(), module));
    return use.kind() == UseKind.CALL ? Stream.of(arity) : Stream.of(exists, arity);
  }

  /** Python adds names with two underscores; a build may add a private module. */
  private static boolean isSpecial(String name, Use use) {
    return name.startsWith("__") || (name.startsWith("_") && use.kind() == UseKind.MEMBER);
  }

  /** Another file, such as the set-up of tests, may give a module more names. */
  private boolean isSetElsewhere(String name, Use use) {
    Pattern set = Pattern.compile("\\." + Pattern.quote(name) + "\\s*(?::[^=\\n]+)?=(?!=)"
        + "|\\b(?:setattr|defineProperty)\\([^\\n]*[\"']" + Pattern.quote(name) + "[\"']");
    return use.kind() == UseKind.MEMBER
        && sources.files().values().stream().anyMatch(text -> set.matcher(text).find());
  }

  private static Kind kindOf(Use use) {
    return use.kind() == UseKind.IMPORT ? Kind.IMPORT : Kind.MEMBER;
  }

  private static Fact right(Kind kind) {
    return new Fact(kind, Optional.empty());
  }

  private static Fact wrong(Kind kind, Use use, String message) {
    return new Fact(kind, Optional.of(new Diagnostic(use.line(), use.column(), message)));
  }

  private Optional<Fact> checkSelfImport(Use use) {
    List<String> files = ecosystem.filesOf(use.module(), sources);
    if (!Messages.MODULE_LANGUAGES.contains(language) || sources.path().endsWith("_test.go")) {
      return Optional.empty();
    }
    boolean shadows = language.equals(PYTHON)
        && StandardModules.contains(use.module())
        && sources.path().equals(use.module() + ".py");
    if (files.isEmpty() && !shadows) {
      return Optional.empty();
    }
    if (!shadows && (!files.contains(sources.path()) || Messages.isPackage(sources.path()))) {
      return Optional.of(right(Kind.SELF_IMPORT));
    }
    return Optional.of(
        wrong(Kind.SELF_IMPORT, use, Messages.selfImport(use, sources.path(), shadows)));
  }

  private Optional<Fact> checkStandardName(Use use) {
    String module = use.module();
    for (String name : use.name().split("\\.", -1)) {
      if (!StandardModules.contains(module)) {
        break;
      }
      if (!StandardModules.has(module, name)) {
        return use.kind() == UseKind.CALL
            ? Optional.empty()
            : Optional.of(wrong(Kind.STANDARD, use, Messages.standard(module, name)));
      }
      module = module + "." + name;
    }
    return use.kind() == UseKind.CALL ? Optional.empty() : Optional.of(right(Kind.STANDARD));
  }

  /** Returns what a module offers; empty if a file of it is not known, not written, or changing. */
  private Optional<ModuleFacts> module(String module) {
    return modules.computeIfAbsent(module, this::readModule);
  }

  private Optional<ModuleFacts> readModule(String module) {
    List<String> files = ecosystem.filesOf(module, sources);
    boolean isKnown = !files.isEmpty()
        && sources.files().keySet().containsAll(files)
        && files.stream().noneMatch(unsettled::contains);
    return isKnown
        ? Optional.of(new ModuleFacts(files, files.stream().map(analyzer).toList()))
        : Optional.empty();
  }
}

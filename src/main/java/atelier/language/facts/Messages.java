package atelier.language.facts;

import atelier.language.source.ClosestName;
import atelier.language.source.SourceTree;
import atelier.scan.FileFacts.Arity;
import atelier.scan.FileFacts.Export;
import atelier.scan.FileFacts.Use;
import atelier.scan.FileFacts.UseKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The texts that say what is wrong, with the other file's name. */
final class Messages {
  /** So many names of the other file are listed. */
  private static final int MAX_NAMES = 12;

  /** The languages in which a file, or its package, must not import itself. */
  static final Set<String> MODULE_LANGUAGES = Set.of("python", "javascript", "typescript", "go");

  private Messages() {}

  static String missing(Use use, String name, ModuleFacts module) {
    List<String> defined = module.definedNames();
    String verb = use.kind() == UseKind.IMPORT ? "imports" : "uses";
    String list = defined.isEmpty()
        ? "no names"
        : defined.stream().limit(MAX_NAMES).collect(Collectors.joining(", "))
            + (defined.size() > MAX_NAMES ? ", …" : "");
    return verb + " `" + name + "` from " + fileOf(module) + ", which defines " + list
        + ClosestName.question(name, module.names());
  }

  static String arity(Use use, Export export, ModuleFacts module) {
    int arguments = use.arguments() == null ? 0 : use.arguments();
    String takes = export.arities().stream()
        .map(Messages::range)
        .distinct()
        .collect(Collectors.joining(" or "));
    return "calls `" + use.name() + "` of " + fileOf(module) + " with " + count(arguments)
        + ", but it takes " + takes;
  }

  private static String range(Arity arity) {
    Integer most = arity.most();
    if (most == null) {
      return arity.least() + " or more";
    }
    return most == arity.least() ? String.valueOf(most) : arity.least() + " to " + most;
  }

  private static String count(int arguments) {
    return arguments == 1 ? "1 argument" : arguments + " arguments";
  }

  private static String fileOf(ModuleFacts module) {
    String path = module.paths().get(0);
    return module.paths().size() == 1 ? path : SourceTree.folderOf(path);
  }

  static String selfImport(Use use, String path, boolean shadows) {
    return "imports itself: `" + use.module() + "` is this file, " + path
        + (shadows ? ", and not the standard module: give the file another name" : "");
  }

  static String standard(String module, String name) {
    return "the standard module `" + module + "` has no `" + name + "`"
        + ClosestName.question(name, StandardModules.namesIn(module));
  }

  /** Whether a file is a package's own: it may import its submodules by its own name. */
  static boolean isPackage(String path) {
    return SourceTree.fileNameOf(path).matches("__init__\\.pyi?");
  }
}

package atelier.proof;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;
import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Words in the output of a command that tell what the machine is missing.
 *
 * @param pattern the words; the first group that matched is the name of the missing thing
 * @param isOwn whether that name is one of the project's own files: then nothing is missing here
 * @param what the missing thing, by that name
 * @param remedy what a person can do, by that name
 */
record LackRow(
    Pattern pattern, OwnName isOwn, UnaryOperator<String> what, UnaryOperator<String> remedy) {
  /** Whether a name found in the output is one of the project's own files. */
  interface OwnName {
    boolean test(String name, Collection<String> paths, String output);
  }

  static final OwnName NEVER = (name, paths, output) -> false;

  /** The folder of a job in the sandboxes; not every sprite hides the folders of others. */
  private static final Pattern OWN_FOLDER = Pattern.of("^(\\./|/work(space(/jobs/\\w+/work)?)?/)");

  /** A module of the project: its first part is a file or folder there. */
  static final OwnName MODULE = (name, paths, output) -> {
    String first = name.split("[./]", 2)[0];
    return WrongImports.isOwnByMistake(name, paths, output) || WrongImports.isIn(paths, first);
  };

  static final OwnName FILE = (name, paths, output) -> {
    String plain = OWN_FOLDER.replaceFirst(name, "");
    return name.startsWith(".")
        || !plain.equals(name)
        || paths.stream().anyMatch(path -> path.equals(plain) || path.endsWith("/" + plain));
  };

  /** The loopback names work in the sandbox. */
  static final OwnName LOOPBACK =
      (name, paths, output) -> name.matches("localhost|127\\..*|::1|sandbox");

  static LackRow of(String pattern, OwnName isOwn, String what, String remedy) {
    return new LackRow(
        Pattern.compile(pattern),
        isOwn,
        name -> what.replace("%s", name),
        name -> remedy.replace("%s", name));
  }

  /** A row whose name is brought to the one of the package first. */
  static LackRow of(
      String pattern, OwnName isOwn, UnaryOperator<String> name, String what, String remedy) {
    return new LackRow(
        Pattern.compile(pattern),
        isOwn,
        found -> what.replace("%s", name.apply(found)),
        found -> remedy.replace("%s", name.apply(found)));
  }

  /** The first lack that the output shows; empty if it shows none. */
  Optional<EnvironmentLack> find(String output, Collection<String> paths) {
    Matcher found = pattern.matcher(output);
    while (found.find()) {
      String name = found.groupCount() == 0 ? "" : group(found);
      if (!isOwn.test(name, paths, output)) {
        return Optional.of(new EnvironmentLack(what.apply(name), remedy.apply(name)));
      }
    }
    return Optional.empty();
  }

  /** The group of the alternative that matched. */
  private static String group(Matcher found) {
    for (int i = 1; i <= found.groupCount(); i++) {
      if (found.group(i) != null) {
        return found.group(i);
      }
    }
    return "";
  }
}

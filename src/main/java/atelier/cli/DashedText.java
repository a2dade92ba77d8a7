package atelier.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Moves arguments that begin with a dash but are texts of several words, such as {@code "- a list
 * of todos"}, behind {@code --}, so that they are not read as options.
 */
final class DashedText {
  private DashedText() {}

  /** The arguments in the order in which picocli reads them as meant. */
  static String[] separate(CommandLine root, String[] args) {
    List<String> front = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--")) {
        return args;
      }
      CommandLine command = root.getSubcommands().getOrDefault(args[0], root);
      boolean isValue = i > 0 && takesValue(command.getCommandSpec(), args[i - 1]);
      boolean isText = !isValue && isText(command.getCommandSpec(), args[i]);
      (isText ? texts : front).add(args[i]);
    }
    if (texts.isEmpty()) {
      return args;
    }
    front.add("--");
    front.addAll(texts);
    return front.toArray(String[]::new);
  }

  private static boolean takesValue(CommandSpec spec, String arg) {
    OptionSpec option = spec.findOption(arg);
    return option != null && option.arity().max() > 0;
  }

  private static boolean isText(CommandSpec spec, String arg) {
    if (!arg.matches("(?s)-.*\\s.*")) {
      return false;
    }
    String name = arg.split("[\\s=]", 2)[0];
    boolean attached = name.length() >= 2
        && name.charAt(1) != '-'
        && spec.findOption(name.substring(0, 2)) != null;
    boolean assigned = arg.startsWith(name + "=");
    return !assigned && !attached;
  }
}

package atelier.scan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file offers to other files and takes from them, as far as that is sure. The components are
 * the crate's JSON.
 *
 * @param exports the names that it offers
 * @param open whether it may offer more than these
 * @param uses its uses of other modules, in order of position
 * @param tests how many tests it holds; null if that is not known
 * @param assertions how many assertions it holds; null if that is not known
 */
public record FileFacts(
    List<Export> exports,
    boolean open,
    List<Use> uses,
    @Nullable Integer tests,
    @Nullable Integer assertions) {
  /** The facts of a file about which nothing is known. */
  public static final FileFacts UNKNOWN = new FileFacts(List.of(), true, List.of(), null, null);

  public FileFacts {
    exports = List.copyOf(exports);
    uses = List.copyOf(uses);
  }

  /**
   * A name that a file offers.
   *
   * @param arities how each of its definitions is called; empty if that is not known
   * @param defined whether the file defines it; otherwise it imports it
   */
  public record Export(String name, List<Arity> arities, boolean defined) {
    public Export {
      arities = List.copyOf(arities);
    }

    /** Returns whether a call may have so many arguments, or whether that is not known. */
    public boolean accepts(int arguments) {
      return arities.isEmpty() || arities.stream().anyMatch(each -> each.accepts(arguments));
    }
  }

  /**
   * How many arguments a call may have.
   *
   * @param most null if there is no limit
   */
  public record Arity(int least, @Nullable Integer most) {
    boolean accepts(int arguments) {
      return arguments >= least && (most == null || arguments <= most);
    }
  }

  /** How a file uses another module. */
  public enum UseKind {
    /** It imports the module; the name is empty. */
    MODULE,
    /** It imports a name. */
    IMPORT,
    /** It calls a name that it imports. */
    CALL,
    /** It names a member of a module that it imports. */
    MEMBER
  }

  /**
   * A use of another module.
   *
   * @param module the module, as the text names it
   * @param name what is used, such as {@code add} or {@code path.join}
   * @param arguments the number of arguments of a call; null if it is no call, or not known
   * @param line counted from 1
   * @param column counted from 1, in characters
   */
  public record Use(
      String module,
      String name,
      UseKind kind,
      @Nullable Integer arguments,
      int line,
      int column) {}
}

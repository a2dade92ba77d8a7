package atelier.language;

import atelier.pattern.Matcher;
import atelier.pattern.Pattern;

/**
 * Makes a source file unusable for the negative control of a check. Where the language compiles
 * apart from running, the broken file still compiles: so a check that only compiles, and proves
 * nothing about behaviour, passes its control and is seen as what it is.
 */
@FunctionalInterface
interface Sabotage {
  /** The content of the file, broken. */
  String broken(String content);

  /** Data, pages and languages without a row of their own are emptied. */
  Sabotage EMPTY = content -> "";

  Sabotage PYTHON = content -> "raise SystemError(\"sabotaged for a control\")\n";

  /** A module in either module system; {@code export} keeps it one for a type checker. */
  Sabotage JAVASCRIPT = content -> isModule(content)
      ? "throw new Error(\"sabotaged for a control\");\nexport {};\n"
      : "throw new Error(\"sabotaged for a control\");\n";

  Sabotage RUBY = content -> "raise \"sabotaged for a control\"\n";

  Sabotage PHP = content -> "<?php throw new Error(\"sabotaged for a control\");\n";

  Sabotage LUA = content -> "error(\"sabotaged for a control\")\n";

  Sabotage SHELL = content -> "echo \"sabotaged for a control\" >&2\nexit 70\n";

  Sabotage ELIXIR = content -> "raise \"sabotaged for a control\"\n";

  Sabotage ERLANG = content -> content + "\n-on_load(sabotaged_for_a_control/0).\n"
      + "sabotaged_for_a_control() -> exit(sabotaged).\n";

  /** Runs before {@code main} of every program and test that links the package. */
  Sabotage GO = content -> content + "\nfunc init() { panic(\"sabotaged for a control\") }\n";

  /** An entry of {@code .init_array} runs before {@code main}, also in a test binary. */
  Sabotage RUST = content -> content + """

      #[used]
      #[cfg_attr(target_os = "linux", link_section = ".init_array")]
      static SABOTAGED_FOR_A_CONTROL: extern "C" fn() = {
          extern "C" fn sabotaged() {
              std::process::abort()
          }
          sabotaged
      };
      """;

  Sabotage C = content -> content + "\n#include <stdlib.h>\n"
      + "__attribute__((constructor)) static void sabotaged_for_a_control(void) { abort(); }\n";

  /** No type of the file can be initialised; the constant fails in an interface too. */
  Sabotage JAVA = content -> inEnums(inEachType(
      content,
      Pattern.compile("(?m)^(?:@[\\w.]+(?:\\([^)\\n]*\\))? +)*"
          + "(?:public |final |abstract |sealed |strictfp |non-sealed )*"
          + "(?:class|record|interface) [^{;]*\\{"),
      " static final int SABOTAGED_FOR_A_CONTROL = Integer.parseInt(\"sabotaged\");"));

  Sabotage CSHARP = content -> inEachType(
      content,
      Pattern.compile("(?m)^\\s*(?:public |internal |sealed |abstract |static |partial )*"
          + "class (\\w+)[^{;]*\\{"),
      " static $1() { throw new System.InvalidOperationException(\"sabotaged\"); }");

  Sabotage KOTLIN = content -> inEachType(
      content,
      Pattern.compile(
          "(?m)^(?:open |data |abstract |sealed |internal )*(?:class|object) [^{\n]*\\{"),
      " init { if (true) throw IllegalStateException(\"sabotaged for a control\") }");

  private static String inEachType(String content, Pattern head, String statement) {
    Matcher type = head.matcher(content);
    return type.replaceAll(found -> Matcher.quoteReplacement(found.group())
        + (statement.contains("$1")
            ? Matcher.quoteReplacement(statement.replace("$1", found.group(1)))
            : Matcher.quoteReplacement(statement)));
  }

  /** The constants of an enum come first, so that its statement goes to the end. */
  private static String inEnums(String content) {
    return Pattern.of("(?s)(\\benum \\w+[^{;]*\\{.*)\\}\\s*$")
        .replaceAll(
            content,
            "$1; static { if (true) throw new IllegalStateException(\"sabotaged\"); } }\n");
  }

  private static boolean isModule(String content) {
    return Pattern.compile("(?m)^\\s*(import|export)\\b").matcher(content).find();
  }
}

package atelier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Expressions over untrusted text are those of {@code atelier.pattern}, which take linear time.
 * Those of java.util.regex, also in the methods of String, may take for ever, or overflow the
 * stack.
 */
final class UntrustedTextTest {
  private static final JavaClasses OURS = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("atelier");

  /** What only ever reads text of the person who runs the node, or of Atelier itself. */
  private static final Map<String, String> TRUSTED = Map.of(
      "atelier.config..", "settings",
      "atelier.node..", "settings, names of the host",
      "atelier.cli..", "arguments and settings",
      "atelier.sandbox..", "the system's own files and versions",
      "atelier.pattern..", "a single character at a time");

  private static final Set<String> TRUSTED_TYPES = Set.of(
      "atelier.event.EventCodec", // names of types
      "atelier.secret.NamedSecret", // a value of a setting
      "atelier.secret.NodeSecrets", // settings, variables and files of this node
      "atelier.event.ReachedLimit", // a formatted number
      "atelier.web.Routes", // the OpenAPI document
      "atelier.web.security.AccessPolicyFactory"); // addresses of this machine

  private static final Set<String> REGEX_METHODS =
      Set.of("matches", "replaceAll", "replaceFirst", "split");

  private static boolean isTrusted(JavaClass type) {
    String outermost = type.getName().replaceFirst("\\$.*", "");
    return TRUSTED_TYPES.contains(outermost)
        || TRUSTED.keySet().stream()
            .anyMatch(room -> outermost.startsWith(room.substring(0, room.length() - 1)));
  }

  @Test
  void patternsOfJavaAreForTrustedText() {
    noClasses()
        .that(new DescribedPredicate<>("read untrusted text") {
          @Override
          public boolean test(JavaClass type) {
            return !isTrusted(type);
          }
        })
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.regex\\.(Pattern|Matcher)")
        .check(OURS);
  }

  @Test
  void stringsAreMatchedBySimpleExpressionsOnly() throws IOException {
    Set<String> violations = new TreeSet<>();
    for (JavaClass type : OURS) {
      if (!isTrusted(type)) {
        for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
          if (call.getTargetOwner().isEquivalentTo(String.class)
              && REGEX_METHODS.contains(call.getName())) {
            violations.addAll(violations(type, call));
          }
        }
      }
    }

    assertThat(violations).as("use atelier.pattern.Pattern").isEmpty();
  }

  private static List<String> violations(JavaClass type, JavaMethodCall call) throws IOException {
    String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
    List<String> lines = Files.readAllLines(Path.of("src/main/java", file));
    int line = call.getLineNumber() - 1;
    String near =
        String.join("\n", lines.subList(Math.max(0, line), Math.min(lines.size(), line + 4)));
    Matcher found = Pattern.compile(
            "(?s)\\." + call.getName() + "\\(\\s*(\"(?:\\\\.|[^\"\\\\])*\")?\\s*[,)]")
        .matcher(near);
    boolean simple = found.find()
        && found.group(1) != null
        && isSimple(call.getName(), found.group(1).translateEscapes());
    return simple ? List.of() : List.of(file + ":" + (line + 1) + " " + call.getName());
  }

  /**
   * Whether an expression takes linear time and no stack in java.util.regex: at most one repetition
   * without a limit, of a single class of characters, and nothing after it where it may start
   * anywhere.
   */
  static boolean isSimple(String method, String quoted) {
    String classes = quoted
        .substring(1, quoted.length() - 1)
        .replaceAll("\\[(?:\\\\.|\\[[^\\]]*\\]|[^\\]\\\\])*\\]|\\\\p\\{\\w+}|\\\\.", "c");
    if (classes.matches("(?s).*(?:\\)[*+{]|\\{\\d+,}|\\(\\?[=!<]).*")) {
      return false;
    }
    long repetitions = classes.chars().filter(c -> c == '*' || c == '+').count();
    boolean anchored = method.equals("matches") || classes.startsWith("^");
    return repetitions == 0
        || (repetitions == 1
            && (anchored || classes.matches(".\\+") || classes.matches("[^|()*+]*\\.\\*")));
  }

  @Test
  void whatIsSimpleIsTold() {
    assertThat(isSimple("replaceAll", "\"\\s+\"")).isTrue();
    assertThat(isSimple("matches", "\".*\\.(md|txt)\"")).isTrue();
    assertThat(isSimple("replaceFirst", "\"^.*/\"")).isTrue();
    assertThat(isSimple("replaceFirst", "\"#.*\"")).isTrue();
    assertThat(isSimple("replaceFirst", "\"[.\\s]+$\"")).isFalse();
    assertThat(isSimple("replaceAll", "\"<[^>]*>\"")).isFalse();
    assertThat(isSimple("matches", "\"(a.)*\"")).isFalse();
    assertThat(isSimple("matches", "\"-*\\w*x\"")).isFalse();
  }
}

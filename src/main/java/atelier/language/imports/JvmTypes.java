package atelier.language.imports;

import atelier.language.source.SourceTree;
import atelier.pattern.Pattern;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Resolves types of Java and Kotlin: JDK, project, or declared in a build file. A build file names
 * artifacts, not packages, and a starter or parent adds others: a type that one of them may provide
 * counts as declared.
 */
public final class JvmTypes implements Ecosystem {
  private static final Pattern JDK =
      Pattern.compile("(?:java|jdk|sun|com\\.sun|org\\.w3c\\.dom|org\\.xml\\.sax|org\\.ietf\\.jgss"
          + "|javax\\.(?:accessibility|annotation\\.processing|crypto|imageio|lang|management"
          + "|naming|net|print|rmi|script|security|sound|sql|swing|tools|transaction\\.xa|xml))"
          + "\\..*");
  private static final Pattern BUNDLE =
      Pattern.compile("starter|quarkus|micronaut|<parent>|-bom\\b|spring|android");
  private static final Set<String> COMMON_STEPS = Set.of(
      "com", "org", "net", "dev", "edu", "gov", "javax", "jakarta", "java", "api", "core", "util",
      "io", "de", "me", "uk", "fr");
  private static final String BUILD_FILES =
      "(?:.*/)?(?:pom\\.xml|build\\.gradle(?:\\.kts)?|libs\\.versions\\.toml|ivy\\.xml)";
  private static final Manifest MAVEN = new Manifest("Java", "pom.xml", BUILD_FILES);
  private static final Manifest GRADLE = new Manifest("Kotlin", "build.gradle.kts", BUILD_FILES);

  private static final Pattern TYPE_SOURCES =
      Pattern.compile(".*\\.(?:kt|scala|groovy|proto|thrift|avsc|g4|xsd|wsdl)");

  /** What writes types at build time, as a plugin or a processor of annotations. */
  private static final Pattern GENERATOR = Pattern.compile(
      "openapi-generator|swagger-codegen|jooq|querydsl|protobuf-(?:maven|gradle)|antlr4|jaxb2?-"
          + "|xjc|avro-maven|dagger|mapstruct|immutables|auto-?value|wsimport|cxf-codegen"
          + "|graphql-?codegen|sqldelight|jsonschema2pojo|hibernate-jpamodelgen");

  private final boolean kotlin;

  public JvmTypes(boolean kotlin) {
    this.kotlin = kotlin;
  }

  @Override
  public Manifest manifest() {
    return kotlin ? GRADLE : MAVEN;
  }

  @Override
  public boolean resolves(Import imported, SourceTree sources) {
    String name = imported.name();
    if (JDK.matcher(name).matches() || (kotlin && name.startsWith("kotlin."))) {
      return true;
    }
    return (hasUnknownTypes(sources) && belongsToProject(imported, sources))
        || isInProject(imported, sources);
  }

  /** Returns whether files may define types of any name, so that only packages are known. */
  private boolean hasUnknownTypes(SourceTree sources) {
    return kotlin
        || sources.files().entrySet().stream()
            .anyMatch(file -> manifest().matches(file.getKey())
                && GENERATOR.matcher(file.getValue()).find())
        || sources.paths().stream().anyMatch(path -> TYPE_SOURCES.matcher(path).matches());
  }

  private static boolean isInProject(Import imported, SourceTree sources) {
    String[] steps = imported.steps("\\.");
    List<String> candidates = IntStream.rangeClosed(1, steps.length)
        .mapToObj(length -> "/" + String.join("/", Arrays.copyOf(steps, length)))
        .toList();
    String whole = candidates.get(candidates.size() - 1);
    return sources.paths().stream()
        .map(path -> "/" + path)
        .anyMatch(path -> candidates.stream().anyMatch(each -> path.endsWith(each + ".java"))
            || (path.endsWith(".java") && SourceTree.folderOf(path).endsWith(whole + "/")));
  }

  /** Returns the file that is named like a type; a type without a package is in the same folder. */
  @Override
  public List<String> filesOf(String module, SourceTree sources) {
    String end = module.replace('.', '/') + ".java";
    String beside = SourceTree.folderOf(sources.path()) + end;
    List<String> files = sources.paths().stream()
        .filter(
            path -> module.contains(".") ? ("/" + path).endsWith("/" + end) : path.equals(beside))
        .toList();
    return files.size() == 1 ? files : List.of();
  }

  /** Returns whether the project has its package, or files in an enclosing one. */
  @Override
  public boolean belongsToProject(Import imported, SourceTree sources) {
    String[] steps = imported.steps("\\.");
    int types = (int) Stream.of(steps).takeWhile(JvmTypes::isLower).count();
    return IntStream.rangeClosed(Math.min(2, types), types)
        .filter(length -> length > 0)
        .mapToObj(length -> Arrays.copyOf(steps, length))
        .anyMatch(outer -> hasFilesIn(String.join("/", outer) + "/", sources)
            || (kotlin && declaresPackage(String.join(".", outer), sources)));
  }

  private static boolean isLower(String step) {
    return !step.isEmpty() && !Character.isUpperCase(step.charAt(0));
  }

  private static boolean hasFilesIn(String folder, SourceTree sources) {
    return sources.paths().stream()
        .filter(path -> path.endsWith(".java") || path.endsWith(".kt"))
        .anyMatch(path -> ("/" + SourceTree.folderOf(path)).endsWith("/" + folder));
  }

  private static boolean declaresPackage(String name, SourceTree sources) {
    Pattern own = Pattern.compile("^package\\s+" + Pattern.quote(name) + "\\b", Pattern.MULTILINE);
    return sources.textsWithExtension(".kt").anyMatch(text -> own.matcher(text).find());
  }

  @Override
  public boolean declares(String manifests, Import imported) {
    return BUNDLE.matcher(manifests).find()
        || Stream.of(imported.steps("\\."))
            .limit(4)
            .map(step -> step.toLowerCase(Locale.ROOT))
            .filter(step -> step.length() > 1 && !COMMON_STEPS.contains(step))
            .anyMatch(manifests::contains);
  }
}

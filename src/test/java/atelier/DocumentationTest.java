package atelier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of all texts, and that the documents agree with the source tree. */
final class DocumentationTest {
  private static final Path ROOMS = Path.of("src/main/java/atelier");

  /** The worst of the words that docs/style.md replaces. */
  private static final Pattern BANNED = Pattern.compile(
      "(?i)\\b(?:mend(?:s|ed|ing)?|wish(?:es|ed|ing)?|(?:tells?|told) of|shall be|be it"
          + "|of (?:late|old)|whoever|whatever may|befall\\w*|lacks"
          + "|lies (?:in|under|beside|at))\\b");

  /** Strings, comments and template literals of Java, JavaScript and Rust. */
  private static final Pattern COMMENT_OR_STRING = Pattern.compile("\"\"\"[\\s\\S]*?\"\"\""
      + "|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\""
      + "|`[^`\\\\]*+(?:\\\\.[^`\\\\]*+)*+`"
      + "|//[^\\n]*|/\\*[\\s\\S]*?\\*/");

  /** Code in Markdown, Javadoc and templates: names on wires keep their words. */
  private static final Pattern CODE =
      Pattern.compile("`[^`\\n]*`|\\{@(?:code|link)[^}]*}|@param \\w+|\\$\\{[^}]*}");

  /** Files whose words are not checked: docs/style.md quotes the words. */
  private static final Pattern UNCHECKED = Pattern.compile("docs/style\\.md|.*/(?:consensus/.*"
      + "|journal/(?:Acceptor|Aside|Ballot|Digests|DiskReplica|Holdings?|Proposal|Replica"
      + "|ReplicaWriter|Rewrites|Standing)\\.java|(?:Ownership|Tenure|Restoration)\\.java"
      + "|cluster/(?:JournalService|RemoteAcceptor|Wire)\\.java)");

  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]+)");

  private static List<Path> files(String root, String names) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().matches(names))
          .filter(file -> !UNCHECKED.matcher(file.toString()).matches())
          .toList();
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(files("docs", ".*\\.md"));
    documents.add(Path.of("README.md"));
    documents.add(Path.of("CONTRIBUTING.md"));
    documents.add(Path.of("CHANGELOG.md"));
    documents.add(Path.of("SECURITY.md"));
    return documents;
  }

  private static List<String> bannedWords(String text) {
    return BANNED
        .matcher(CODE.matcher(text).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }

  private static String commentsAndStrings(String source) {
    return COMMENT_OR_STRING
        .matcher(source)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void textsHaveNoBannedWord() throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> texts = new ArrayList<>(documents());
    texts.addAll(files("conf", ".*"));
    texts.addAll(files("scripts", "[a-z0-9-]+"));
    for (Path file : texts) {
      bannedWords(Files.readString(file)).forEach(word -> found.add(file + ": " + word));
    }
    List<Path> sources = new ArrayList<>(files("src/main/java", ".*\\.java"));
    sources.addAll(files("src/main/resources/web/dashboard", ".*\\.(js|css|html)"));
    sources.addAll(files("scanner/src", ".*\\.rs"));
    sources.addAll(files("scanner/prober/src", ".*\\.rs"));
    sources.addAll(files("scanner/launcher/src", ".*\\.rs"));
    for (Path file : sources) {
      String text = Files.readString(file);
      String prose = file.toString().endsWith(".html") ? text : commentsAndStrings(text);
      bannedWords(prose).forEach(word -> found.add(file + ": " + word));
    }

    assertThat(found).as("docs/style.md has the words to use instead").isEmpty();
  }

  @Test
  void linksOfDocumentsResolve() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path file : documents()) {
      LINK.matcher(Files.readString(file))
          .results()
          .map(link -> link.group(1))
          .filter(link -> !Files.exists(file.toAbsolutePath().resolveSibling(link)))
          .forEach(link -> broken.add(file + ": " + link));
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyDecisionIsInTheIndex() throws IOException {
    String index = Files.readString(Path.of("docs/decisions/README.md"));

    assertThat(files("docs/decisions", "\\d{4}-.*\\.md"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(index).contains("(" + file.getFileName() + ")"));
  }

  @Test
  void everyRoomIsInTheArchitecture() throws IOException {
    String architecture = Files.readString(Path.of("docs/architecture.md"));
    List<String> missing = files(ROOMS.toString(), "package-info\\.java").stream()
        .map(file -> ROOMS.relativize(file.getParent()).toString().replace('/', '.'))
        .filter(room -> !room.isEmpty() && !architecture.contains("\n| `" + room + "` |"))
        .toList();

    assertThat(missing).isEmpty();
  }
}

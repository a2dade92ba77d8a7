package atelier.proof;

import static atelier.proof.LackRow.MODULE;
import static atelier.proof.LackRow.NEVER;

import java.util.List;
import java.util.stream.Stream;

/** How compilers and the build tools around them tell that a package or a version is missing. */
final class CompilerLacks {
  private static final List<LackRow> JVM = List.of(
      LackRow.of(
          "Could not (?:transfer|find) artifact ([\\w.-]+:[\\w.-]+)\\S* (?:in|from)"
              + "|Cannot access \\S+ \\((https?://\\S+)\\) in offline mode"
              + "|No cached version of (\\S+) available for offline mode"
              + "|Could not resolve ([\\w.-]+:[\\w.-]+:[\\w.-]+)"
              + "|Could not GET '(https?://[^']+)'"
              + "|(Non-resolvable parent POM)",
          NEVER,
          "the Java package %s",
          PackageLacks.ONLINE),
      LackRow.of(
          "package (org\\.(?:junit|assertj|mockito|hamcrest|apache|springframework|slf4j|hibernate"
              + "|json|jsoup|postgresql|xerial)"
              + "|com\\.(?:google|fasterxml|zaxxer|squareup|h2database)"
              + "|io\\.(?:javalin|vertx|netty|micronaut|quarkus)|jakarta|javafx|lombok|okhttp3"
              + "|picocli|reactor|tools\\.jackson)\\b\\S* does not exist",
          NEVER,
          "the Java package %s",
          PackageLacks.ONLINE),
      LackRow.of(
          "main class org\\.(?:apache\\.)?(maven|gradle)\\.wrapper",
          NEVER,
          "the wrapper of %s",
          "run the build tool itself, or create its wrapper"),
      LackRow.of(
          "class file version ([\\d.]+)\\)|invalid target release: (\\d+)"
              + "|release version (\\d+) not supported"
              + "|invalid source release: (\\d+)",
          NEVER,
          "a Java for version %s",
          "install it"),
      LackRow.of("JAVA_HOME is not (?:set|defined)", NEVER, "a JDK in JAVA_HOME", "set JAVA_HOME"));

  private static final List<LackRow> COMPILED = List.of(
      LackRow.of(
          "no matching package(?: named)? `?([\\w-]+)`? found\\s+location searched: (?:crates|reg)"
              + "|failed to get `([\\w-]+)` as a dependency(?![\\s\\S]{0,800}failed to read `/work)"
              + "|(Unable to update registry|failed to download from)"
              + "|(--offline) was specified",
          NEVER,
          "a Rust crate (%s)",
          PackageLacks.ONLINE),
      LackRow.of(
          "no such command: `([\\w-]+)`|toolchain '([\\w.-]+)' is not installed"
              + "|(rustup) could not choose a version"
              + "|requires rustc (\\S+) or newer",
          NEVER,
          "%s of Rust",
          "install it"),
      LackRow.of(
          "no required module provides package (\\w[\\w-]*\\.[\\w./-]+)"
              + "|missing go\\.sum entry for (?:module|go\\.mod)[^\\n]*?"
              + "(\\w[\\w-]*\\.[\\w./-]+/\\S+)"
              + "|[ :]([\\w./-]{1,200}@[\\w.+-]{1,80}): module lookup disabled",
          NEVER,
          "the Go module %s",
          "go mod tidy, with runner.network set to true"),
      LackRow.of(
          "go\\.mod requires go >= ([\\d.]+)"
              + "|download (go[\\d.]+) for \\S+: toolchain not available",
          NEVER,
          "Go %s",
          "install it"),
      LackRow.of(
          "(NU1301)|compatible (\\.NET SDK) was not found|(NETSDK1045)"
              + "|failed to clone repository (https?://\\S+)",
          NEVER,
          "a package or SDK (%s)",
          PackageLacks.ONLINE),
      LackRow.of(
          "(?i)fatal error: '?((?:curl|gtest|gmock|openssl|SDL2?|GL|GLFW|boost|readline|uuid|gtk"
              + "|json-c|criterion|catch2|fmt|nlohmann|Eigen|opencv2|libpq|mysql|zmq|event2"
              + "|sys/sdt)"
              + "/[\\w./+-]+|(?:sqlite3|ncurses|zlib|png|jpeglib|glib|check|cmocka|Python|jni|zmq"
              + "|pcap|uv|yaml|expat)\\.h)'?(?:: No such file| file not found)"
              + "|cannot find -l([\\w+-]+)"
              + "|No package '([\\w+.-]+)' found"
              + "|Package '?([\\w+.-]+)'?, required by '[^']*', not found"
              + "|package configuration file provided by \"(\\w+)\""
              + "|CMake Error[\\s\\S]{0,400}Could NOT find (\\w+)"
              + "|(\\blib[\\w.+-]{1,80}\\.so[\\w.]{0,20}): cannot open shared object file",
          (name, paths, output) ->
              MODULE.test(name, paths, output) || LackRow.FILE.test(name, paths, output),
          "the C library of %s",
          "install its development package"));

  static final List<LackRow> ROWS =
      Stream.of(JVM, COMPILED).flatMap(List::stream).toList();

  private CompilerLacks() {}
}

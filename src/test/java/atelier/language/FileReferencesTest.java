package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import atelier.language.source.SourceTree;
import atelier.scan.NativeScanner;
import atelier.scan.SyntaxAnalysis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files to which scripts, pages, style sheets and Dockerfiles refer by path. */
class FileReferencesTest {
  private static final NativeScanner SCANNER =
      NativeScanner.open(NativeScanner.readRules(Path.of("conf/rules.toml")));

  private static final CheckedProject PROJECT = CheckedProject.of("package.json", "{}")
      .with("scripts/lib/common.sh", "")
      .with("web/app.js", "")
      .with("web/about.html", "")
      .with("web/icons/cart.svg", "<svg/>")
      .with("web/base.css", "")
      .with("src/main.py", "")
      .planning("scripts/later.sh");

  @AfterAll
  static void close() {
    SCANNER.close();
  }

  private static List<Diagnostic> diagnostics(String path, String text) {
    SourceTree sources = PROJECT.with(path, text).at(path);
    SyntaxAnalysis reading = SCANNER.analyze(path, sources.text());
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.imported()).as("the scanner sees its imports").isNotEmpty();
    return Languages.of(sources)
        .orElseThrow()
        .imports
        .orElseThrow()
        .findUnresolved(sources, reading.imported());
  }

  private static void assertMissing(String path, String text, String name) {
    assertThat(diagnostics(path, text)).singleElement().satisfies(problem -> {
      assertThat(problem.line()).isEqualTo(2);
      assertThat(problem.message()).startsWith("the project has no '" + name + "'");
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ". ./scripts/lib/common.sh",
        "source lib/common.sh",
        "source \"$(dirname \"$0\")/lib/common.sh\"",
        ". \"$(dirname -- \"${BASH_SOURCE[0]}\")/later.sh\"",
        ". \"${0%/*}/../scripts/lib/common.sh\"",
        "here=$(cd \"$(dirname \"$0\")\" && pwd)\n. \"$here/lib/common.sh\"",
        ". \"$root/nothing.sh\"",
        "here=$1\n. \"$here/nothing.sh\"",
        "here=$(dirname \"$0\")\n[ $# = 0 ] || here=$1\n. \"${here}/nothing.sh\"",
        ". \"$(dirname \"$0\")/$name.sh\"",
        ". \"$(brew --prefix)/nothing.sh\"",
        ". /etc/os-release; . ~/.nvm/nvm.sh; . .env; . deploy.env; . venv/bin/activate",
        "[ -f ./nothing.sh ] && . ./nothing.sh",
        "if [ -r nothing.sh ]; then . ./nothing.sh; fi",
        ". ./nothing.sh || true",
        "curl -o nothing.sh https://example.org\n. nothing.sh",
        "for each in lib/*.sh; do . \"$each\"; done",
        "cd emsdk || exit\n. ./nothing.sh",
        "(cd /opt/tool; source nothing.sh)",
        "source activate base",
        "source <(kubectl completion bash)",
      })
  void existingScriptsMayBeSourced(String text) {
    assertThat(diagnostics("scripts/run.sh", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n. ./nothing.sh",
        "\nsource nothing.sh all",
        "\nsource 'lib/nothing.sh'",
        "\n. \"$(dirname \"$0\")/nothing.sh\"",
        "# shellcheck source=nothing.sh\nsource \"$(dirname \"${BASH_SOURCE[0]}\")/nothing.sh\"",
        "\n. \"${BASH_SOURCE%/*}/nothing.sh\"",
        "here=\"$(cd \"$(dirname \"${BASH_SOURCE[0]}\")\" >/dev/null 2>&1 && pwd)\"\n"
            + ". \"$here/nothing.sh\"",
        "readonly here=$(dirname \"$0\")\n. \"${here}/nothing.sh\"",
        "load() {\n  . ./nothing.sh\n}\nload",
        "cd \"$(dirname \"$0\")\"\n. ./nothing.sh",
        "cd build; here=${0%/*}\n. \"$here/nothing.sh\"",
      })
  void missingScriptsAreReported(String text) {
    assertThat(diagnostics("scripts/run.sh", text)).singleElement().satisfies(problem -> {
      assertThat(problem.line()).isEqualTo(2);
      assertThat(problem.message()).contains("nothing.sh': import something that exists");
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href='about.html#top'>x</a><link rel=stylesheet href=base.css>",
        "<script src='../web/app.js?v=1'></script><img src=\"icons/cart.svg\">",
        "<a href='#nothing'>x</a><a href='mailto:a@example.org'>x</a><a href='/no.html'>x</a>",
        "<a href='https://example.org/no.html'>x</a><a href='//example.org/no.js'>x</a>",
        "<img src='photo.png'><a href='cv.pdf'>x</a><a href='nothing'>x</a>",
        "<script src='../node_modules/x/y.js'></script><a href='{{ url }}.html'>x</a>",
      })
  void existingFilesMayBeLinkedTo(String text) {
    assertThat(diagnostics("web/index.html", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n<a href='no.html'>x</a>",
        "\n<link rel=\"icon\" href=no.html>",
        "\n<p><iframe src='no.html'></iframe></p>",
      })
  void brokenLinksAreReported(String text) {
    assertMissing("web/index.html", text, "no.html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@import url(base.css) screen; @import 'base.css';",
        "p { background: url('icons/cart.svg'); src: url(font.woff2), url(\"#mask\"); }",
        "p { background: url(\"data:image/svg+xml;utf8,<svg/>\"); }",
        "@import 'tailwindcss';",
        "@import url('https://fonts.example.org/css2?family=x.css');",
      })
  void existingFilesMayBeUsedByAStyleSheet(String text) {
    assertThat(diagnostics("web/main.css", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n@import url(\"no.css\");",
        "\n@import url(no.css) print;",
        "p { color: red;\n background: url('no.css') }",
      })
  void missingFilesOfAStyleSheetAreReported(String text) {
    assertMissing("web/main.css", text, "no.css");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY package.json ./\nCOPY . .\nCOPY src/ web/app.js ./",
        "COPY --chown=app main.py /app/",
        "COPY --from=base no.py no.py",
        "COPY package*.json $X/no.py no.py? /app/",
        "COPY [\"src/main.py\", \"/app/no.py\"]",
        "ADD https://example.org/no.py /app/no.py",
        "COPY dist/no.js target/app.jar server /app/",
        "COPY <<no.py /app/no.py\nx\nno.py",
        "ONBUILD COPY no.py /app/",
      })
  void existingFilesMayBeCopied(String text) {
    assertThat(diagnostics("Dockerfile", "FROM debian AS base\n" + text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY no.py /app/",
        "COPY package.json ./no.py /app/",
        "ADD --chown=app:app no.py /app/main.py",
        "COPY [\"no.py\", \"/app/\"]",
      })
  void missingFilesCannotBeCopied(String text) {
    assertThat(diagnostics("Dockerfile", "FROM debian\n" + text))
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.line()).isEqualTo(2);
          assertThat(problem.message()).contains("no.py': import something that exists");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"static/", "./no/such/folder/"})
  void emptyFoldersCannotBeCopied(String folder) {
    assertMissing("Dockerfile", "FROM debian\nCOPY " + folder + " /srv/", folder);
  }
}

package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataFormatsTest {
  private static final Map<String, Parser> PARSERS = Map.of(
      "json", DataFormats::json,
      "json5", DataFormats::json5,
      "jsonc", DataFormats::jsonWithComments,
      "toml", DataFormats::toml,
      "xml", DataFormats::xml,
      "yaml", DataFormats::yaml);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "json|{\"a\": [1, 2, {\"b\": null}]}",
        "json|[]",
        "json|3",
        "json|\"text\"",
        "jsonc|{\"a\": 1, /* why */ // so\\n }",
        "jsonc|/* Bundler mode */\\n{\"a\": [\"b\", ], }",
        "json5|// why\\n{presets: ['a', \"b\"], n: .5, h: 0xDECAF, i: +Infinity, 'c': \"d\", }",
        "json5|{\"0x10\": 1, \"0x20\": 0x10}",
        "toml|a = 1\\n[b]\\nc = \"d\"\\n[[e]]\\nf = 2024-01-01\\n",
        "xml|<?xml version=\"1.0\"?>\\n<a><b x=\"1\"/>text</a>",
        "xml|<!DOCTYPE html PUBLIC \"-//W3C//DTD\" \"http://nowhere.invalid/x.dtd\"><html/>",
        "yaml|a: 1\\nb:\\n  - c\\n  - d: e\\n---\\nsecond: document\\n",
        "yaml|a: &x {b: 1}\\nc: *x\\nd: !Ref e\\n",
        "yaml|a: &t text\\nb: &l [1]\\n&k c: 2\\nd: [*t, *l, *k]\\ne: &m {f: *t}\\ng: {<<: *m}\\n",
        "yaml|&top\\n- &first a: 1\\n- &second\\n  b: *first\\n- [*first, *second, \"*.md\"]\\n"
      })
  void wellFormedTextHasNoProblem(String format, String text) {
    assertThat(parser(format).findProblems(lines(text))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "json|{\"a\": 1,\\n \"b\": }|2",
        "json|{\"a\": 1,\\n \"a\": 2}|2",
        "json|[1,\\n2,]|2",
        "json|{}\\n{}|2",
        "json|1\\n2|2",
        "json|[1,\\n2|2",
        "json|{'a': 1}|1",
        "jsonc|{\"a\": 1\\n \"b\": 2}|2",
        "jsonc|{\"a\": 1,\\n b: 2}|2",
        "json5|{a: 1,\\n b: }|2",
        "json5|{a: 1,\\n a: 2}|2",
        "toml|a = 1\\na = 2|2",
        "toml|a = 1\\nb = \\n|2",
        "toml|[a\\n|1",
        "xml|<a>\\n<b></a>|2",
        "xml|<a>\\n|2",
        "xml|<a>\\n&nope;</a>|2",
        "yaml|a: 1\\n b: 2|2",
        "yaml|a: [1,\\nb: }|2",
        "yaml|a: 1\\n\\tb: 2|2",
        "yaml|a: 1\\na: 2|2",
        "yaml|on:\\n  branches: [*]\\n|2",
        "yaml|a: &x 1\\nb: *.md\\n|2"
      })
  void malformedTextIsReportedAtItsLine(String format, String text, int line) {
    List<Diagnostic> problems = parser(format).findProblems(lines(text));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).message()).isNotBlank();
    assertThat(problems.get(0).line()).as(problems.get(0).message()).isEqualTo(line);
  }

  @Test
  void anEmptyFileIsInvalidJsonButValidTomlAndYaml() {
    assertThat(DataFormats.json("")).hasSize(1);
    assertThat(DataFormats.json("  \n")).hasSize(1);
    assertThat(DataFormats.toml("")).isEmpty();
    assertThat(DataFormats.yaml("")).isEmpty();
  }

  @Test
  void xmlEntitiesDoNotReadFiles(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "<broken canary");
    String text = "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">"
        + "<!ENTITY % p SYSTEM \"" + secret.toUri() + "\"> %p;]><a>&x;</a>";

    assertThat(DataFormats.xml(text)).isEmpty();
  }

  @Test
  void billionLaughsStopAtTheLimit() {
    StringBuilder text = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 12; i++) {
      text.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }
    text.append("]><a>&l11;</a>");

    assertThat(quickly(() -> DataFormats.xml(text.toString()))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "toml", "yaml"})
  void deepNestingIsReportedWithoutACrash(String format) {
    String text = (format.equals("toml") ? "a = " : "") + "[".repeat(100_000);

    assertThat(quickly(() -> parser(format).findProblems(text))).hasSize(1);
  }

  @Test
  void yamlAliasesAreNotExpanded() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 40; i++) {
      text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
    }

    assertThat(quickly(() -> DataFormats.yaml(text.toString()))).isEmpty();
  }

  private static List<Diagnostic> quickly(Supplier<List<Diagnostic>> parse) {
    return Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), parse::get);
  }

  private static Parser parser(String format) {
    return Objects.requireNonNull(PARSERS.get(format));
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t");
  }
}

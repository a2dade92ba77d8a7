package atelier.language;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.language.CheckReport.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JavaScript that node refuses and a build accepts, and what both refuse. */
final class TranslatedScriptsTest extends ToolchainTest {
  private static CheckReport check(String path, String text) {
    return check(CheckedProject.of(path, text), path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export default function App() {\n  return <div>Hi</div>;\n}",
        "module.exports = () => <><b title=\"x\">it's</b>{[1].map(i => <i key={i}/>)}</>;",
        "const a = 1 < 2;\nexport const A = () => (\n\t<p className='a'>{a ? <b/> : null}</p>\n);",
        "export const a = async () => {\n\treturn await load(<A b={<C />} />);\n};",
        "@observer\nexport class A {\n  @observable b = 1;\n}",
        "class A {\n  @property({type: String}) name = 'a';\n}",
      })
  void whatABuildTranslatesIsAccepted(String text) {
    needs("node");
    assertThat(check("src/App.js", text)).isEqualTo(new CheckReport(Level.SYNTAX, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export default function App() {\n  return <div>Hi</span>;\n}",
        "export const A = () => <div>;\n\n",
        "const a = <b c= />;\nfoo(",
        "const a = <number>b;\nconst c: string = 'x';",
        "let a = ;\nconst b = <div/>;",
        "const a = 1 +< 2 < @;",
      })
  void whatABuildRefusesIsReported(String text) {
    needs("node");
    assertThat(check("src/App.js", text).diagnostics()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"src/app.js", "src/app.mjs"})
  void otherScriptsAreCheckedByNode(String path) {
    needs("node");
    assertThat(check(path, "export const a = 1;").level()).isEqualTo(Level.TOOLCHAIN);
    assertThat(check(path, "\tlet a = ;").level()).isEqualTo(Level.TOOLCHAIN);
    assertThat(check(path, "\tlet a = ;").diagnostics()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// @flow\nimport type {A} from './a';\nexport const f = (a: ?A): number => 1;",
        "/**\n * Copyright\n *\n * @flow strict-local\n * @format\n */\n\n'use strict';\n"
            + "type Props = {|\n  +a: string,\n  ...B,\n|};\nexport default (p: Props) => <A />;",
        "#!/usr/bin/env node\n/* a */\n/* @flow */\nopaque type A = string;",
      })
  void typesOfFlowAreNotRefused(String text) {
    CheckedProject project = CheckedProject.of("src/f.js", text).with("src/a.js", "// @flow");
    assertThat(check(project, "src/f.js").diagnostics()).isEmpty();
  }

  @Test
  void aProjectOfFlowNeedsNoPragma() {
    CheckedProject project =
        CheckedProject.of("f.js", "const a: number = 1;").with(".flowconfig", "[options]");
    assertThat(check(project, "f.js").diagnostics()).isEmpty();
    assertThat(check("f.js", "const a: number = 1;").diagnostics()).isNotEmpty();
    assertThat(check("f.js", "const b = '@flow';\nconst a: number = 1;").diagnostics())
        .isNotEmpty();
  }

  @Test
  void anExcerptInATextIsAWarning() {
    CheckReport report = check("README.md", "# T\n\n```python\ndef f(:\n```\n");
    assertThat(report.diagnostics()).isEmpty();
    assertThat(report.warnings()).isNotEmpty();
  }

  /** Its grammar alone does not know {@code out}, and a longer text is given to nothing else. */
  @Test
  void aLongTextIsNotRefusedByTheGrammarAlone() {
    String text = "export interface A<\n  out O = unknown,\n  out I = unknown,\n> { a: O }\n";
    String more = "export const abc = { def: 'ghi', jkl: [1, 2, 3] };\n";
    StringBuilder padding = new StringBuilder();
    for (int i = 0; padding.length() < 70_000; i++) {
      padding.append(more.replace("abc", "abc" + i));
    }

    assertThat(check("a.ts", text).diagnostics()).isEmpty();
    assertThat(check("a.ts", text + padding).diagnostics()).isEmpty();
    assertThat(check("a.ts", text + "let a = ;").diagnostics()).isNotEmpty();
  }
}

package atelier.role.answer;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.FilePlan;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which models give a file, beside the one that they are asked for. */
final class CodeAnswerFormsTest {
  private static final String RIGHT = "Commit: Add it\n\n```python\nprint(\"right\")\n```\n";
  private static final String WRONG = "First idea:\n```python\nprint(\"wrong\")\n```\nBetter:\n";

  private static CodeAnswer parse(String answer, String path) {
    return CodeAnswer.parse(answer, false, new FilePlan(path, "d", List.of(), ""));
  }

  private static void assertContent(String answer, String path, String content) {
    CodeAnswer parsed = parse(answer, path);
    assertThat(parsed.rejectionReason()).as(answer).isEmpty();
    assertThat(parsed.content()).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<think>\n%w</think>\n%r",
        "<thinking>%w</thinking>%r",
        "<reasoning>\n%w</reasoning>\n\n%r",
        "<thought>\n%w\n</thought>%r",
        "<THINK>\n%w</THINK>\n%r",
        "\n\n<think>\n%w</think>\n<think>\n%w</think>\n%r",
        "%w</think>\n%r",
        "%w I am sure.</think>\n%r",
        "%w</think>%r",
        "Sure.\n<think>\n%w</think>\n%r",
        "[THINK]%w[/THINK]%r",
        "<seed:think>%w</seed:think>%r",
        "<|channel|>analysis<|message|>%w<|end|><|start|>assistant<|channel|>final<|message|>%r",
        "\uFEFF<think>\n%w</think>\n%r",
        "<think>\n```python\nprint(\"wrong\n</think>\n%r",
        "%w%r",
        "%rRun it with:\n\n```bash\npython3 main.py\n```\n",
        "%r\nRun it with:\n\n```\npython3 main.py\n```\n",
        "%r\n**test_main.py**\n\n```python\nprint(\"wrong\")\n```\n",
        "%r\n```python\n# test_main.py\nprint(\"wrong\")\n```\n",
        "%r<|im_end|>"
      })
  void leavesThoughtsDraftsAndUsageAside(String form) {
    String answer = form.replace("%w", WRONG).replace("%r", RIGHT);

    assertContent(answer, "main.py", "print(\"right\")\n");
    assertThat(parse(answer, "main.py").message()).isEqualTo("Add it");
  }

  @Test
  void tagsOfThoughtsInsideAFileBelongToIt() {
    String file = "<think>\nuse tags\n</think>\n";
    assertContent("Commit: x\n\n```\n" + file + "```\n", "prompt.txt", file);
    String code = "return text.split('</think>')[-1]\n";
    assertContent("Commit: x\n\n```python\n" + code + "```\n", "main.py", code);
    assertContent("<think>a</think>\n```python\n" + code + "```\n", "main.py", code);
  }

  @Test
  void aThoughtWithoutEndIsNoFile() {
    assertThat(parse("<think>\nI begin\n```python\nx\n```\n", "main.py").rejectionReason())
        .contains("only thoughts");
    assertThat(parse("```\nx\n</think>\nCommit: x\n```\nright\n```\n", "a.md").rejectionReason())
        .isNotEmpty();
  }

  static Stream<Arguments> filesWithFences() {
    return Stream.of(
        Arguments.of("README.md", "# T\n\n```bash\npip install x\n```\n\n## License\n\nMIT\n"),
        Arguments.of("README.md", "# T\n\n```\npip install x\n```\n\n## License\n\nMIT\n"),
        Arguments.of("README.md", "# T\n\n```\na\n```\n\n```sh\nb\n```\n"),
        Arguments.of("README.md", "# T\n\n~~~\na\n~~~\n"),
        Arguments.of("README.md", "- a\n\n  ```\n  a\n  ```\n"),
        Arguments.of("prompt.yaml", "text: |\n  ```json\n  {}\n  ```\nb: 1\n"),
        Arguments.of("make.sh", "cat > README <<'EOF'\n# T\n```bash\nmake\n```\nEOF\necho done\n"),
        Arguments.of("prompt.txt", "Answer so:\n```json\n{}\n```\nNothing else.\n"),
        Arguments.of("page.mdx", "# T\n\n```js\nx\n```\n\nend\n"),
        Arguments.of("doc.rst", "T\n~\n\n```python\nx\n```\n\nend\n"),
        Arguments.of("a.py", "def f():\n  \"\"\"\n```python\nf()\n```\n  \"\"\"\n"),
        Arguments.of("a.py", "def f():\n    \"\"\"\n    ```\n    f()\n    ```\n    \"\"\"\n"),
        Arguments.of("a.ex", "@doc \"\"\"\n```elixir\nf()\n```\n\"\"\"\n"),
        Arguments.of("a.html", "<pre>\n```js\nx\n```\n</pre>\n"),
        Arguments.of(
            ".github/ISSUE_TEMPLATE/bug.md", "Steps:\n\n```sh\n```\n\nLogs:\n\n```txt\n```\n"));
  }

  @ParameterizedTest
  @MethodSource("filesWithFences")
  void keepsTheFencesOfAFile(String path, String content) {
    for (String info : List.of("", "markdown", "text", path, "python title=\"" + path + "\"")) {
      assertContent("Commit: x\n\n```" + info + "\n" + content + "```\n", path, content);
      assertContent("```" + info + "\n" + content + "```\n\nI hope this helps!\n", path, content);
      assertContent("````" + info + "\n" + content + "````\n", path, content);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```\n# T\n```bash\nx\n```\n## License\nMIT",
        "```\n# T\n\n```\nx\n```\n\nend\n",
        "```markdown\n# T\n```\n\nRun:\n\n```\nx\n```\n",
        "```\n# A\n```\nRun it:\n```\nx\n```\n"
      })
  void refusesWhatIsDoubtful(String answer) {
    assertThat(parse(answer, "README.md").content()).isEmpty();
    assertThat(parse(answer, "README.md").rejectionReason()).contains("longer fence");
  }

  @Test
  void readsOtherFencesIndentationAndLineEnds() {
    assertContent("Commit: x\n~~~python\nx = 1\n~~~\n", "a.py", "x = 1\n");
    assertContent(
        "1. Here:\n\n   ```python\n   if x:\n\n       y\n   ```\n", "a.py", "if x:\n\n    y\n");
    assertContent("    ```python\n    x\n    ```", "a.py", "x\n");
    assertContent("Commit: x\r\n\r\n```python\r\nx\r\ny\r\n```\r\n", "a.py", "x\ny\n");
    assertContent("```\na\r\nb\rc\n```\n", "a.bat", "a\r\nb\rc\n");
    assertContent("\uFEFFCommit: x\n```python src/a.py\nx\n```\n", "src/a.py", "x\n");
    assertContent("```src/a.py\nx\n```\n```test_a.py\ny\n```\n", "src/a.py", "x\n");
  }

  @Test
  void anEmptyFileIsOneWhereItIsPlanned() {
    assertContent("Commit: x\n\n```python\n```\n", "app/__init__.py", "");
    assertThat(parse("Commit: x\n\n```python\n```\n", "main.py").rejectionReason())
        .contains("block is empty");
    assertThat(CodeAnswer.parse(
                "```\n\n```", false, new FilePlan("a.txt", "an empty file", List.of(), ""))
            .rejectionReason())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "main.py | # ... rest of the arguments",
        "main.py | # the rest of the file is read lazily",
        "main.py | # unknown keys are left unchanged",
        "main.py | # ... other options are passed on",
        "main.py | # The rest of the tests need a server",
        "main.py | Rest of the file format:",
        "main.js | //...other props",
        "main.js | // rest of the class fields, by name",
        "main.sql | -- ... same rows",
        "README.md | # Rest of the code",
        "README.md | The rest of the file is yours.",
        "README.md | * The rest of the functions",
        "main.c | * the remainder of the file is a table of offsets"
      })
  void anHonestLineIsNoOmission(String path, String line) {
    assertContent("```\n" + line + "\nx = 1\n```\n", path, line + "\nx = 1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# ... existing code ...",
        "// ... rest of the code",
        "// rest of the code",
        "# rest of your code here",
        "# [rest of the implementation]",
        "(rest of the code unchanged)",
        "... rest of the file ...",
        "# the rest of the file is unchanged",
        "// The rest of the code remains the same",
        "/* ... other methods ... */",
        "<!-- ... rest of the page stays the same -->",
        "{/* ... existing code ... */}",
        "# ... (unchanged)",
        "// imports unchanged",
        "# … same as before",
        "# other methods omitted for brevity",
        "// existing code here"
      })
  void anOmissionIsRefused(String line) {
    assertThat(parse("```\nx = 1\n  " + line + "\n\ny = 2\n```\n", "main.py").rejectionReason())
        .contains("Line 2 leaves code out");
  }
}

package atelier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.scan.NativeScanner;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContractNamesTest {
  @Test
  void extractsNamesFollowedByParentheses() {
    assertThat(ContractNames.extract(
            "exports add(todo) and Store.all(); GET /todos (JSON), see e.g. main"))
        .containsExactly("add", "all");
    assertThat(ContractNames.extract("function add(a), returns (a list)")).containsExactly("add");
    assertThat(ContractNames.extract("")).isEmpty();
  }

  @Test
  void findsNamesThatAFileDoesNotDeclare() {
    List<String> names = List.of("add", "all", "remove");
    assertThat(missing(names, "a.py", "def add(x):\n    return x\n"))
        .containsExactly("all", "remove");
    assertThat(missing(
            names, "a.js", "export class S { add() {} all() {} }\nexport const remove = 1;"))
        .isEmpty();
    assertThat(missing(names, "a.py", "def add(:\n")).isEmpty();
    assertThat(missing(names, "README", "add")).isEmpty();
  }

  @Test
  void doesNotReportNamesThatAFileMentionsOrMayPassOn() {
    List<String> names = List.of("add", "all");
    assertThat(missing(names, "a.py", "def add(x):\n    def all():\n        pass\n"))
        .isEmpty();
    assertThat(missing(names, "a.js", "export function add() {}\nexport * from './b';\n"))
        .isEmpty();
    assertThat(missing(names, "a.py", "from b import *\ndef add(x):\n    pass\n"))
        .isEmpty();
    assertThat(missing(names, "a.rb", "def add(x)\nend\n")).containsExactly("all");
  }

  private static List<String> missing(List<String> names, String path, String text) {
    try (NativeScanner scanner = NativeScanner.open("")) {
      return ContractNames.findMissing(names, scanner.analyze(path, text), text);
    }
  }
}

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
    try (NativeScanner scanner = NativeScanner.open("")) {
      assertThat(ContractNames.findMissing(
              names, scanner.analyze("a.py", "def add(x):\n    return x\n")))
          .containsExactly("all", "remove");
      assertThat(ContractNames.findMissing(
              names,
              scanner.analyze(
                  "a.js", "export class S { add() {} all() {} }\nexport const remove = 1;")))
          .isEmpty();
      assertThat(ContractNames.findMissing(names, scanner.analyze("a.py", "def add(:\n")))
          .isEmpty();
      assertThat(ContractNames.findMissing(names, scanner.analyze("README", "add")))
          .isEmpty();
    }
  }
}

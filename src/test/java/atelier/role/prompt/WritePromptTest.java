package atelier.role.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Blueprint;
import atelier.event.CheckPlan;
import atelier.event.FilePlan;
import atelier.project.RepairPolicy.RepairStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Writer is told about its file and the files around it. */
final class WritePromptTest {
  private static final FilePlan ITEM =
      new FilePlan("item.py", "An item. It never changes.", List.of(), "class Item(name, cents)");
  private static final FilePlan CART =
      new FilePlan("cart.py", "The cart", List.of("item.py"), "class Cart: add, total");
  private static final FilePlan MAIN =
      new FilePlan("main.py", "The program", List.of("cart.py"), "main(argv)");
  private static final FilePlan MONEY = new FilePlan(
      "money.py", "Prints money; " + "in many words ".repeat(40), List.of(), "euro(cents) -> str");
  private static final Blueprint BLUEPRINT = new Blueprint(
      "A shop",
      List.of("Prices are in cents"),
      List.of(ITEM, CART, MAIN, MONEY),
      List.of(),
      List.of(new CheckPlan("unit", List.of("check"))));

  private static WritePrompt prompt(FilePlan plan, UsedFile... used) {
    return new WritePrompt(
        "Build a shop",
        BLUEPRINT,
        plan,
        RepairStage.FIRST,
        List.of(used),
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static String whole(WritePrompt prompt) {
    return prompt.sharedContext() + prompt.fileTask(true);
  }

  @Test
  void hasTheContractsOfUsedFilesAndUsersInFullAndALineForEachOtherFile() {
    assertThat(whole(prompt(CART)))
        .contains("- item.py: An item. It never changes. Contract: class Item(name, cents)\n")
        .contains("- main.py, which uses yours: main(argv)\n")
        .contains("\n- money.py: Prints money;\n")
        .doesNotContain("euro(cents)");
    assertThat(whole(prompt(MONEY))).doesNotContain("class Item", "class Cart", "main(argv)");
  }

  @Test
  void boundsTheLineOfAFile() {
    FilePlan endless = new FilePlan("a.py", "word ".repeat(1_000), List.of(), "");

    assertThat(FilePhrase.inOneLine(endless)).hasSizeLessThan(140).endsWith("…\n");
  }

  @Test
  void hasTheOwnContractOnce() {
    assertThat(whole(prompt(CART))).containsOnlyOnce("class Cart: add, total");
  }

  @Test
  void beginsWithTheSameTextForAllFiles() {
    assertThat(prompt(CART).sharedContext())
        .isEqualTo(prompt(MONEY).sharedContext())
        .contains("Build a shop", "A shop", "Prices are in cents", "- cart.py: The cart\n", "check")
        .doesNotContain("class Cart");
  }

  @Test
  void leavesOutOnlyTheContentThatDoesNotFitAndNamesIt() {
    String long1 = "1".repeat(9_000);
    String long2 = "2".repeat(9_000);

    assertThat(whole(prompt(
            MAIN,
            new UsedFile("a.py", long1, true),
            new UsedFile("b.py", long2, true),
            new UsedFile("c.py", "3".repeat(7_000), true))))
        .contains("# a.py, which your file uses\n```\n" + long1)
        .doesNotContain(long2)
        .contains("# c.py, which your file uses\n```\n333")
        .contains("Not shown: b.py (too long). Rely on the contracts.\n");
  }

  @Test
  void namesAllContentsThatDoNotFitIntoTheContext() {
    assertThat(prompt(MAIN, new UsedFile("cart.py", "body", true)).fileTask(false))
        .contains("Not shown: cart.py (too long)")
        .doesNotContain("body");
  }

  @Test
  void showsAVersionThatIsNotCheckedAsSuchAndNamesWhatIsNotWritten() {
    assertThat(whole(prompt(
            MAIN, new UsedFile("cart.py", "body", false), new UsedFile("item.py", null, true))))
        .contains("# cart.py, which your file uses (written, not yet checked)\n```\nbody\n")
        .contains("Not shown: item.py (not written yet).");
  }

  @ParameterizedTest
  @CsvSource({"cart.py,true", "test_cart.py,false", "README.md,false", "style.css,false"})
  void tellsTheLimitOfLinesToTheWriterOfASource(String path, boolean told) {
    String task = prompt(new FilePlan(path, "d", List.of(), "")).fileTask(true);

    assertThat(task.contains("At most 120 lines")).isEqualTo(told);
  }

  @Test
  void theArchitectPlansFilesOfTheSameLength() throws Exception {
    assertThat(Files.readString(Path.of("conf/prompts/architect.md")))
        .contains("at most " + WritePrompt.MAX_LINES + " lines");
  }

  /** Their answers follow a schema: the first token is a brace, so no thought can come first. */
  @ParameterizedTest
  @ValueSource(strings = {"architect", "examples"})
  void nobodyIsToldToThinkFirstWhereASchemaHoldsTheAnswer(String role) {
    assertThat(SystemPrompts.load(Path.of("conf/prompts")).forRole(role))
        .doesNotContainPattern("(?i)\\bthink\\b|step by step|\\breason(ing)?\\b.* first");
  }
}

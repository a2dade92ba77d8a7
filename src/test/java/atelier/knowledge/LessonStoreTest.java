package atelier.knowledge;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Lesson;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LessonStoreTest {
  private static final Lesson ENCODE =
      new Lesson("Encode bodies", "python", "TypeError bytes", "Encode text before sending it.");
  private static final Lesson QUOTE =
      new Lesson("Quote names", "shell", "word splitting", "Put variables in quotes.");

  private final Vertx vertx = Vertx.vertx();

  @TempDir
  private Path folder;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private LessonStore open() {
    return LessonStore.open(vertx, folder.resolve("knowledge.db"), true);
  }

  @Test
  void findsTheLessonThatMatchesItsSubjectAndWords() {
    LessonStore store = open();
    await(store.save(List.of(ENCODE, QUOTE)));

    assertThat(await(store.search("p", "python", "sending a text body over http", 1)))
        .containsExactly(ENCODE);
    assertThat(await(store.search("p", "python", "put variables in quotes", 1))).isEmpty();
    assertThat(await(store.search("p", "python", "nothing of that kind", 1))).isEmpty();
  }

  @Test
  void savesTheSameLessonOnce() {
    LessonStore store = open();
    await(store.save(List.of(ENCODE)));
    await(store.save(List.of(ENCODE)));

    assertThat(await(store.search("p", "python", "encode", 10))).hasSize(1);
  }

  @Test
  void keepsLessonsAfterReopening() {
    LessonStore store = open();
    await(store.save(List.of(QUOTE)));
    await(store.close());

    assertThat(await(open().search("p", "shell", "quotes", 1))).containsExactly(QUOTE);
  }

  @Test
  void escapesQuerySyntaxInTheText() {
    LessonStore store = open();
    await(store.save(List.of(QUOTE)));

    for (String odd : List.of("\" OR *", "title:quotes NEAR(", "'; DROP TABLE lesson; --", "")) {
      assertThat(await(store.search("p", "shell", odd, 1))).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void distinguishesLessonsInAnyScript() {
    LessonStore store = open();
    Lesson first = new Lesson("先关闭文件", "python", "ResourceWarning", "用完文件后要关闭。");
    Lesson second = new Lesson("Кодировка", "python", "UnicodeDecodeError", "Указывай кодировку.");

    await(store.save(List.of(first, second)));

    assertThat(await(store.search("p", "python", "ResourceWarning: unclosed file", 5)))
        .containsExactly(first);
    assertThat(await(store.search("p", "python", "кодировку", 5))).containsExactly(second);
  }

  @Test
  void ignoresCaseAndPunctuationWhenComparingLessons() {
    LessonStore store = open();
    Lesson shouted =
        new Lesson("ENCODE: bodies!", "python", "another", "encode text, before sending it");

    await(store.save(List.of(ENCODE, shouted)));

    assertThat(await(store.search("p", "python", "encode", 5))).containsExactly(ENCODE);
  }

  @Test
  void ignoresStopWordsAndNonPositiveLimits() {
    LessonStore store = open();
    await(store.save(List.of(QUOTE)));

    assertThat(await(store.search("p", "shell", "what is in the other one, and with it", 5)))
        .isEmpty();
    assertThat(await(store.search("p", "shell", "quotes", 0))).isEmpty();
    assertThat(await(store.search("p", "shell", "quotes", -1))).isEmpty();
  }

  @Test
  void ranksLessonsWithMoreConfirmationsFirst() {
    LessonStore store = open();
    Lesson rare = new Lesson("Close files", "python", "warning", "Close what you opened.");
    Lesson often = new Lesson("Close sockets and every handle too", "python", "warning", "Close.");
    await(store.save(List.of(rare, often)));
    List<Lesson> before = await(store.search("p", "python", "close files", 2));
    for (int i = 0; i < 9; i++) {
      await(store.save(List.of(often)));
    }

    List<Lesson> after = await(store.search("p", "python", "close", 2));

    assertThat(before).containsExactly(rare, often);
    assertThat(after).containsExactly(often, rare);
  }

  @Test
  void deletesTheOldestOfTheLeastConfirmedWhenFull() {
    LessonStore store = LessonStore.open(vertx, folder.resolve("small.db"), true, 3);
    List<Lesson> lessons = IntStream.range(0, 5)
        .mapToObj(i -> new Lesson("Lesson " + i, "go", "panic", "Advice number " + i))
        .toList();
    await(store.save(lessons.subList(0, 3)));
    await(store.save(lessons.subList(0, 1)));

    await(store.save(lessons.subList(3, 5)));

    assertThat(await(store.search("p", "go", "panic", 10)))
        .containsExactlyInAnyOrder(lessons.get(0), lessons.get(3), lessons.get(4));
  }

  @Test
  void truncatesLongFields() {
    LessonStore store = open();
    String kept = "x".repeat(1_999);

    await(store.save(List.of(new Lesson("Endless", "go", "panic", kept + "📦 and more"))));

    assertThat(await(store.search("p", "go", "panic", 1)))
        .singleElement()
        .extracting(Lesson::advice)
        .isEqualTo(kept);
  }

  @Test
  void savesAllOrNone() throws Exception {
    LessonStore store = open();
    sql("CREATE TRIGGER broken BEFORE INSERT ON lesson_content "
        + "WHEN NEW.c2 = 'Quote names' BEGIN SELECT RAISE(ABORT, 'no room'); END");

    assertThatThrownBy(() -> await(store.save(List.of(ENCODE, QUOTE))))
        .hasMessageContaining("none of them was saved");

    assertThat(await(store.search("p", "python", "encode", 1))).isEmpty();
    sql("DROP TRIGGER broken");
    await(store.save(List.of(ENCODE, QUOTE)));
    assertThat(await(store.search("p", "python", "encode", 1))).containsExactly(ENCODE);
  }

  @Test
  void keepsTheSourceOfALesson() {
    LessonStore store = open();
    Lesson lesson = ENCODE.from("shop", Instant.parse("2026-11-02T10:00:00Z"));
    await(store.save(List.of(lesson)));

    assertThat(await(store.search("other", "python", "encode", 1)))
        .containsExactly(new Lesson(
            ENCODE.title(), "python", ENCODE.trigger(), ENCODE.advice(), "shop", "2026-11-02"));
  }

  @Test
  void givesAProjectOnlyItsOwnLessonsIfTheyAreNotShared() {
    LessonStore store = LessonStore.open(vertx, folder.resolve("own.db"), false);
    Lesson ofShop = ENCODE.from("shop", Instant.EPOCH);
    Lesson ofBank = ENCODE.from("bank", Instant.EPOCH);

    await(store.save(List.of(ofShop)));

    assertThat(await(store.search("bank", "python", "encode", 5))).isEmpty();
    await(store.save(List.of(ofBank)));
    assertThat(await(store.search("bank", "python", "encode", 5))).containsExactly(ofBank);
    assertThat(await(store.search("shop", "python", "encode", 5))).containsExactly(ofShop);
  }

  @Test
  void readsLessonsThatWereStoredWithoutTheirSource() throws Exception {
    sql("CREATE VIRTUAL TABLE lesson USING fts5(id UNINDEXED, confirmed UNINDEXED, title, subject,"
        + " trigger, advice, tokenize = 'porter unicode61')");
    sql("INSERT INTO lesson VALUES ('i', 3, 'Encode bodies', 'python', 'TypeError bytes',"
        + " 'Encode text before sending it.')");
    sql("PRAGMA user_version = 1");

    LessonStore store = open();

    assertThat(await(store.search("p", "python", "encode", 1))).containsExactly(ENCODE);
    await(store.close());
    assertThat(await(open().search("p", "python", "encode", 1))).containsExactly(ENCODE);
  }

  @Test
  void rejectsAFileOfANewerVersion() throws Exception {
    await(open().close());
    sql("PRAGMA user_version = 99");

    assertThatThrownBy(this::open).hasMessageContaining("use a newer atelier.jar");
  }

  private void sql(String statement) throws Exception {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("knowledge.db"));
        Statement one = other.createStatement()) {
      one.executeUpdate(statement);
    }
  }
}

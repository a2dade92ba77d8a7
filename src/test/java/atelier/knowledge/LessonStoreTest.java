package atelier.knowledge;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Lesson;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
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
    return LessonStore.open(vertx, folder.resolve("knowledge.db"));
  }

  @Test
  void findsTheLessonThatMatchesTheWordsOfItsSubject() {
    LessonStore store = open();
    await(store.remember(List.of(ENCODE, QUOTE)));

    assertThat(await(store.recall("python", "sending a text body over http", 1)))
        .containsExactly(ENCODE);
    assertThat(await(store.recall("python", "put variables in quotes", 1))).isEmpty();
    assertThat(await(store.recall("python", "nothing of that kind", 1))).isEmpty();
  }

  @Test
  void keepsTheSameLessonOnce() {
    LessonStore store = open();
    await(store.remember(List.of(ENCODE)));
    await(store.remember(List.of(ENCODE)));

    assertThat(await(store.recall("python", "encode", 10))).hasSize(1);
  }

  @Test
  void hasThemAfterItWasOpenedAgain() {
    LessonStore store = open();
    await(store.remember(List.of(QUOTE)));
    await(store.close());

    assertThat(await(open().recall("shell", "quotes", 1))).containsExactly(QUOTE);
  }

  @Test
  void takesNothingInAQuestionForItsQueryLanguage() {
    LessonStore store = open();
    await(store.remember(List.of(QUOTE)));

    for (String odd : List.of("\" OR *", "title:quotes NEAR(", "'; DROP TABLE lesson; --", "")) {
      assertThat(await(store.recall("shell", odd, 1))).hasSizeLessThanOrEqualTo(1);
    }
  }
}

package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Passing;
import atelier.project.Project;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is said between nodes arrives as it was said, or is refused with words. */
final class LetterJsonTest {
  private static final List<Role<?>> ROLES =
      Roles.ALL.stream().<Role<?>>map(Roles.Row::role).toList();
  private static final int SEEDS = 60;

  private static <T> T travelled(Class<T> type, T letter) {
    return LetterJson.read(type, LetterJson.write(letter));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void everyTaskAndEventOfSimulatedProjectsSurvivesTheJourney() {
    Set<String> roles = new HashSet<>();
    String given = System.getProperty("seed", "");
    long first = given.isEmpty() ? 0 : Long.parseLong(given);
    for (long seed = first; seed < first + (given.isEmpty() ? SEEDS : 1); seed++) {
      Map<String, Project> states = new HashMap<>();
      for (Entry entry : new SimulatedWorld(seed).run()) {
        Held held = new Held(
            "g", "n", entry.agent(), "k", entry.project(), entry.event().file());
        Letter.Result result = new Letter.Result(held, List.of(entry.event()));
        assertThat(travelled(Letter.Result.class, result)).as("seed %d", seed).isEqualTo(result);

        Project state = states.getOrDefault(entry.project(), Project.named(entry.project()));
        Project next = state.apply(entry);
        states.put(entry.project(), next);
        for (DueTask due : DueTask.of(next, ROLES, Instant.EPOCH).values()) {
          roles.add(due.role().name());
          Letter.Answer answer = new Letter.Answer(
              new Grant("g", "n", due.role().name(), due.key(), next.seq(), due.task()));
          assertThat(travelled(Letter.Answer.class, answer)).as("seed %d", seed).isEqualTo(answer);
        }
      }
    }
    if (given.isEmpty()) {
      assertThat(roles).hasSize(Roles.ALL.size());
    }
  }

  @Test
  void everyIntentSurvivesTheJourney() {
    Wish wish = new Wish("a \"shop\"\n\u2603 \ud83d\ude00", true, "k");
    List<Intent> intents = List.of(
        new Intent.Begin(wish),
        new Intent.Request(wish),
        new Intent.Extend(wish),
        new Intent.Approve(null),
        new Intent.Approve("{}"),
        new Intent.Cancel("why"),
        new Intent.Retry(),
        new Intent.Hint("a.py", "try"));

    assertThat(intents.stream().map(Object::getClass))
        .containsAll(List.of(Intent.class.getPermittedSubclasses()));
    for (Intent intent : intents) {
      var wanted = new Letter.Wanted("id", "shop", intent, Instant.EPOCH);
      assertThat(travelled(Letter.Wanted.class, wanted)).isEqualTo(wanted);
    }
  }

  @Test
  void allOtherMessagesSurviveTheJourney() {
    Held held = new Held("g", "n", "writer", "writer:a.py:1", "shop", "a.py");
    Capabilities able =
        new Capabilities("n", Map.of("writer", 2), Set.of("python"), Set.of("python3"), true);
    List<Object> letters = List.of(
        new Letter.Offers("n", List.of(new Offer("writer", "shop", 12))),
        new Letter.Claim("writer", able, Instant.EPOCH),
        new Letter.Answer(null),
        new Letter.Result(held, List.of()),
        new Letter.Beat("n", List.of(held)),
        new Letter.Returned(held),
        new Letter.Wanted("id", "shop", new Intent.Retry(), Instant.EPOCH),
        new Letter.Answered(3, "STATE", "no"),
        new Letter.BoardWanted(),
        new Letter.SettledWanted("shop"),
        new Letter.Settled(true),
        new Letter.Done());

    assertThat(letters.stream().map(Object::getClass))
        .containsAll(List.of(Letter.class.getPermittedSubclasses()));
    List<Object> all = new ArrayList<>(letters);
    all.add(able);
    all.add(new Board(
        List.of(new Board.Running("p", "writer", "k", "a.py", "n", Instant.EPOCH)),
        Map.of("writer", 1),
        2));
    all.add(new Passing("progress", "p", "n", "writer", "a.py", 7, "text"));
    for (Object letter : all) {
      same(letter.getClass(), letter);
    }
  }

  private static <T> void same(Class<T> type, Object letter) {
    assertThat(travelled(type, type.cast(letter))).isEqualTo(letter);
  }

  @Test
  void ofALongPassingMessageOnlyTheEndTravels() {
    Passing passing =
        new Passing("progress", "p", "n", "writer", "a", 7, "\ud83d\ude00".repeat(40_000));

    String text = travelled(Passing.class, passing).text();

    assertThat(text).hasSizeLessThanOrEqualTo(32 * 1024).startsWith("\ud83d\ude00");
  }

  @Test
  void whatCannotBeReadIsRefusedWithWords() {
    for (String bad : List.of(
        "",
        "null",
        "[]",
        "{",
        "{\"grant\":{\"role\":\"painter\",\"task\":{}}}",
        "{\"grant\":{\"role\":\"writer\",\"task\":{\"attempt\":null}}}",
        "{\"grant\":7}")) {
      assertThatThrownBy(() -> LetterJson.read(Letter.Answer.class, bytes(bad)))
          .as(bad)
          .isInstanceOf(LetterJson.Unreadable.class)
          .message()
          .isNotBlank();
    }
    for (String bad : List.of(
        "{\"task\":{},\"events\":[{\"type\":\"unheard_of\",\"data\":{}}]}",
        "{\"task\":{},\"events\":[7]}",
        "{\"task\":{}}")) {
      assertThatThrownBy(() -> LetterJson.read(Letter.Result.class, bytes(bad)))
          .as(bad)
          .isInstanceOf(LetterJson.Unreadable.class);
    }
  }

  @Test
  void whatIsTooLargeArrivesAsTheReason() {
    Event large = new Event.HintGiven("a", "x".repeat(LetterJson.MAX_BYTES));
    Held held = new Held("g", "n", "writer", "k", "shop", "a");

    byte[] sent = LetterJson.write(new Letter.Result(held, List.of(large)));

    assertThat(sent).hasSizeLessThan(1_000);
    assertThatThrownBy(() -> LetterJson.read(Letter.Result.class, sent))
        .isInstanceOf(LetterJson.Unreadable.class)
        .hasMessageContaining("the limit is " + LetterJson.MAX_BYTES);
  }
}

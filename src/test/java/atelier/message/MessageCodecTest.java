package atelier.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.LiveMessage;
import atelier.project.Project;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Roles;
import atelier.schedule.DueTask;
import atelier.schedule.SimulatedWorld;
import atelier.studio.Command;
import atelier.studio.ProjectRequest;
import atelier.studio.QueueSnapshot;
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
final class MessageCodecTest {
  private static final List<Role<?>> ROLES =
      Roles.ALL.stream().<Role<?>>map(Roles.Staffing::role).toList();
  private static final int SEEDS = 60;

  private static <T> T travelled(Class<T> type, T letter) {
    return MessageCodec.decode(type, MessageCodec.encode(letter));
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
        LeasedTask held = new LeasedTask(
            "g", "n", entry.agent(), "k", entry.project(), entry.event().file());
        Message.TaskResult result = new Message.TaskResult(held, List.of(entry.event()));
        assertThat(travelled(Message.TaskResult.class, result)).as("seed %d", seed).isEqualTo(result);

        Project state = states.getOrDefault(entry.project(), Project.empty(entry.project()));
        Project next = state.apply(entry);
        states.put(entry.project(), next);
        for (DueTask due : DueTask.byKey(next, ROLES, Instant.EPOCH).values()) {
          roles.add(due.role().name());
          Message.ClaimReply answer = new Message.ClaimReply(
              new TaskGrant("g", "n", due.role().name(), due.key(), next.seq(), due.task()));
          assertThat(travelled(Message.ClaimReply.class, answer))
              .as("seed %d", seed)
              .isEqualTo(answer);
        }
      }
    }
    if (given.isEmpty()) {
      assertThat(roles).hasSize(Roles.ALL.size());
    }
  }

  @Test
  void everyIntentSurvivesTheJourney() {
    ProjectRequest wish = new ProjectRequest("a \"shop\"\n\u2603 \ud83d\ude00", true, "k");
    List<Command> intents = List.of(
        new Command.Create(wish),
        new Command.CreateOrExtend(wish),
        new Command.Extend(wish),
        new Command.Approve(null),
        new Command.Approve("{}"),
        new Command.Cancel("why"),
        new Command.Retry(),
        new Command.Hint("a.py", "try"));

    assertThat(intents.stream().map(Object::getClass))
        .containsAll(List.of(Command.class.getPermittedSubclasses()));
    for (Command intent : intents) {
      var wanted = new Message.CommandRequest("id", "shop", intent, Instant.EPOCH);
      assertThat(travelled(Message.CommandRequest.class, wanted)).isEqualTo(wanted);
    }
  }

  @Test
  void allOtherMessagesSurviveTheJourney() {
    LeasedTask held = new LeasedTask("g", "n", "writer", "writer:a.py:1", "shop", "a.py");
    Capabilities able =
        new Capabilities("n", Map.of("writer", 2), Set.of("python"), Set.of("python3"), true);
    List<Object> letters = List.of(
        new Message.Offers("n", List.of(new TaskOffer("writer", "shop", 12))),
        new Message.Claim("writer", able, Instant.EPOCH),
        new Message.ClaimReply(null),
        new Message.TaskResult(held, List.of()),
        new Message.Heartbeat("n", List.of(held)),
        new Message.TaskReturned(held),
        new Message.CommandRequest("id", "shop", new Command.Retry(), Instant.EPOCH),
        new Message.CommandReply(3, "STATE", "no"),
        new Message.QueueSnapshotRequest(),
        new Message.IdleRequest("shop"),
        new Message.IdleReply(true),
        new Message.Acknowledged());

    assertThat(letters.stream().map(Object::getClass))
        .containsAll(List.of(Message.class.getPermittedSubclasses()));
    List<Object> all = new ArrayList<>(letters);
    all.add(able);
    all.add(new QueueSnapshot(
        List.of(new QueueSnapshot.RunningTask("p", "writer", "k", "a.py", "n", Instant.EPOCH)),
        Map.of("writer", 1),
        2));
    all.add(new LiveMessage("progress", "p", "n", "writer", "a.py", 7, "text"));
    for (Object letter : all) {
      same(letter.getClass(), letter);
    }
  }

  private static <T> void same(Class<T> type, Object letter) {
    assertThat(travelled(type, type.cast(letter))).isEqualTo(letter);
  }

  @Test
  void ofALongPassingMessageOnlyTheEndTravels() {
    LiveMessage passing =
        new LiveMessage("progress", "p", "n", "writer", "a", 7, "\ud83d\ude00".repeat(40_000));

    String text = travelled(LiveMessage.class, passing).text();

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
      assertThatThrownBy(() -> MessageCodec.decode(Message.ClaimReply.class, bytes(bad)))
          .as(bad)
          .isInstanceOf(MessageCodec.Unreadable.class)
          .message()
          .isNotBlank();
    }
    for (String bad : List.of(
        "{\"task\":{},\"events\":[{\"type\":\"unheard_of\",\"data\":{}}]}",
        "{\"task\":{},\"events\":[7]}",
        "{\"task\":{}}")) {
      assertThatThrownBy(() -> MessageCodec.decode(Message.TaskResult.class, bytes(bad)))
          .as(bad)
          .isInstanceOf(MessageCodec.Unreadable.class);
    }
  }

  @Test
  void whatIsTooLargeArrivesAsTheReason() {
    Event large = new Event.HintGiven("a", "x".repeat(MessageCodec.MAX_BYTES));
    LeasedTask held = new LeasedTask("g", "n", "writer", "k", "shop", "a");

    byte[] sent = MessageCodec.encode(new Message.TaskResult(held, List.of(large)));

    assertThat(sent).hasSizeLessThan(1_000);
    assertThatThrownBy(() -> MessageCodec.decode(Message.TaskResult.class, sent))
        .isInstanceOf(MessageCodec.Unreadable.class)
        .hasMessageContaining("the limit is " + MessageCodec.MAX_BYTES);
  }
}

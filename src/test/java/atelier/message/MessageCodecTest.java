package atelier.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.LiveMessage;
import atelier.journal.Journal;
import atelier.project.Project;
import atelier.role.Capabilities;
import atelier.role.Role;
import atelier.role.Roles;
import atelier.schedule.DueTask;
import atelier.schedule.SimulatedWorld;
import atelier.studio.Command;
import atelier.studio.ProjectRequest;
import atelier.studio.QueueSnapshot;
import atelier.studio.Studio;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages between nodes arrive unchanged, or are refused with a reason. */
final class MessageCodecTest {
  private static final List<Role<?>> ROLES =
      Roles.ALL.stream().<Role<?>>map(Roles.Staffing::role).toList();
  private static final int SEEDS = 60;

  private static <T> T roundTrip(Class<T> type, T message) {
    return MessageCodec.decode(type, MessageCodec.encode(message));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void everyTaskAndEventOfSimulatedProjectsSurvivesARoundTrip() {
    Set<String> roles = new HashSet<>();
    String given = System.getProperty("seed", "");
    long first = given.isEmpty() ? 0 : Long.parseLong(given);
    for (long seed = first; seed < first + (given.isEmpty() ? SEEDS : 1); seed++) {
      Map<String, Project> states = new HashMap<>();
      for (Entry entry : new SimulatedWorld(seed).run()) {
        LeasedTask leasedTask = new LeasedTask(
            "g", "n", entry.agent(), "k", entry.project(), entry.event().file());
        Message.TaskResult result = new Message.TaskResult(leasedTask, List.of(entry.event()));
        assertThat(roundTrip(Message.TaskResult.class, result))
            .as("seed %d", seed)
            .isEqualTo(result);

        Project state = states.getOrDefault(entry.project(), Project.empty(entry.project()));
        Project next = state.apply(entry);
        states.put(entry.project(), next);
        for (DueTask due : DueTask.byKey(next, ROLES, Instant.EPOCH).values()) {
          roles.add(due.role().name());
          Message.ClaimReply reply = new Message.ClaimReply(
              new TaskGrant("g", "n", due.role().name(), due.key(), next.seq(), due.task()));
          assertThat(roundTrip(Message.ClaimReply.class, reply))
              .as("seed %d", seed)
              .isEqualTo(reply);
        }
      }
    }
    if (given.isEmpty()) {
      assertThat(roles).hasSize(Roles.ALL.size());
    }
  }

  @Test
  void everyCommandSurvivesARoundTrip() {
    ProjectRequest request = new ProjectRequest("a \"shop\"\n\u2603 \ud83d\ude00", true, "k");
    List<Command> commands = List.of(
        new Command.Create(request),
        new Command.CreateOrExtend(request),
        new Command.Extend(request),
        new Command.Approve(null),
        new Command.Approve("{}"),
        new Command.Cancel("why", "run"),
        new Command.Retry(),
        new Command.Verify(),
        new Command.Hint("a.py", "try"));

    assertThat(commands.stream().map(Object::getClass))
        .containsAll(List.of(Command.class.getPermittedSubclasses()));
    for (Command command : commands) {
      var message = new Message.CommandRequest("id", "shop", command, Instant.EPOCH);
      assertThat(roundTrip(Message.CommandRequest.class, message)).isEqualTo(message);
    }
  }

  @Test
  void allOtherMessagesSurviveARoundTrip() {
    LeasedTask leasedTask = new LeasedTask("g", "n", "writer", "writer:a.py:1", "shop", "a.py");
    Capabilities capabilities = new Capabilities(
            "n", Map.of("writer", 2), Set.of("python"), Set.of("python3"), true)
        .withLayers(Set.of("0123456789abcdef0123"));
    List<Object> messages = List.of(
        new Message.Offers("n", List.of(new TaskOffer("writer", "shop", 12))),
        new Message.Claim("writer", capabilities, Instant.EPOCH),
        new Message.ClaimReply(null),
        new Message.TaskResult(leasedTask, List.of()),
        new Message.Heartbeat("n", List.of(leasedTask)),
        new Message.TaskReturned(leasedTask),
        new Message.TaskWithdrawn(leasedTask),
        new Message.CommandRequest("id", "shop", new Command.Retry(), Instant.EPOCH),
        new Message.CommandReply(3, "STATE", "no"),
        new Message.QueueSnapshotRequest(),
        new Message.IdleRequest("shop"),
        new Message.IdleReply(true),
        new Message.Acknowledged());

    assertThat(messages.stream().map(Object::getClass))
        .containsAll(List.of(Message.class.getPermittedSubclasses()));
    List<Object> all = new ArrayList<>(messages);
    all.add(capabilities);
    all.add(new QueueSnapshot(
        List.of(new QueueSnapshot.RunningTask("p", "writer", "k", "a.py", "n", Instant.EPOCH)),
        Map.of("writer", 1),
        2));
    all.add(new LiveMessage("progress", "p", "n", "writer", "a.py", 7, "text"));
    for (Object message : all) {
      requireRoundTrip(message.getClass(), message);
    }
  }

  /** The node that leads a project has a full disk, or no majority: another node says the same. */
  @Test
  void aFailureOfTheLeaderIsTheSameOnTheNodeThatAsked() {
    for (RuntimeException failure : List.of(
        new Journal.DiskFull("the disk is full: free some space"),
        new Journal.NoMajority("1 of 3 nodes are here"),
        new Studio.Refused(Studio.Refused.Why.KEY_REUSED, "used before"))) {
      Message.CommandReply reply = Message.CommandReply.ofFailure(failure).result();
      RuntimeException received = roundTrip(Message.CommandReply.class, reply).toException();

      assertThat(received).isExactlyInstanceOf(failure.getClass()).hasMessage(failure.getMessage());
    }
  }

  private static <T> void requireRoundTrip(Class<T> type, Object message) {
    assertThat(roundTrip(type, type.cast(message))).isEqualTo(message);
  }

  @Test
  void aLongLiveMessageIsCutToItsEnd() {
    LiveMessage message =
        new LiveMessage("progress", "p", "n", "writer", "a", 7, "\ud83d\ude00".repeat(40_000));

    String text = roundTrip(LiveMessage.class, message).text();

    assertThat(text).hasSizeLessThanOrEqualTo(32 * 1024).startsWith("\ud83d\ude00");
  }

  @Test
  void anInvalidMessageIsRefusedWithAReason() {
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
  void aMessageThatIsTooLargeArrivesAsTheReason() {
    Event large = new Event.HintGiven("a", "x".repeat(MessageCodec.MAX_BYTES));
    LeasedTask leasedTask = new LeasedTask("g", "n", "writer", "k", "shop", "a");

    byte[] encoded = MessageCodec.encode(new Message.TaskResult(leasedTask, List.of(large)));

    assertThat(encoded).hasSizeLessThan(1_000);
    assertThatThrownBy(() -> MessageCodec.decode(Message.TaskResult.class, encoded))
        .isInstanceOf(MessageCodec.Unreadable.class)
        .hasMessageContaining("the limit is " + MessageCodec.MAX_BYTES);
  }
}

package atelier.schedule;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event.LessonsLearned;
import atelier.event.Lesson;
import atelier.event.Usage;
import atelier.knowledge.Knowledge;
import atelier.llm.Completion;
import atelier.llm.Llm;
import atelier.llm.Prompt;
import atelier.llm.Purpose;
import atelier.project.Failure;
import atelier.role.Analyst;
import atelier.role.Tools;
import atelier.studio.ProjectRequest;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lessons from failures are stored once on every node. */
final class LessonsTest {
  private static final String OUTPUT =
      "root:*:20228:0:99999:7::: \u001b]52;c;x\u0007 <script>alert(1)</script>";

  private final TestCluster cluster = new TestCluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  /** Records the lessons that it receives. */
  private record RecordingKnowledge(List<Lesson> lessons) implements Knowledge {
    @Override
    public Future<Void> save(List<Lesson> more) {
      lessons.addAll(more);
      return Future.succeededFuture();
    }

    @Override
    public Future<List<Lesson>> search(String project, String subject, String text, int limit) {
      return Future.succeededFuture(List.of());
    }
  }

  private List<Lesson> join(String name) {
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    List<Lesson> stored = Collections.synchronizedList(new ArrayList<>());
    Tools tools = new Tools(
        name,
        scripted.llm(),
        scripted.prompts(),
        scripted.scanner(),
        scripted.toolchains(),
        scripted.sandbox(),
        scripted.prober(),
        scripted.packages(),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        new RecordingKnowledge(stored),
        scripted.policy(),
        scripted.liveMessages());
    cluster.join(name, tools, 1, Map.of());
    return stored;
  }

  @Test
  void lessonsInTheJournalAreStoredOnEveryNode() {
    List<Lesson> storedAtA = join("a");
    List<Lesson> storedAtB = join("b");
    Lesson lesson = new Lesson("t", "python", "x", "a");
    LessonsLearned learned = new LessonsLearned("text", List.of(lesson));
    await(cluster.member("a").studio().create("shop", new ProjectRequest("a shop", true)));

    await(ScriptedAgent.appendEvent(cluster.member("a").scheduler(), "shop", learned));

    assertThat(storedAtA)
        .singleElement()
        .satisfies(stored -> assertThat(stored.project()).isEqualTo("shop"))
        .satisfies(stored -> assertThat(stored.learned()).matches("20\\d\\d-\\d\\d-\\d\\d"))
        .extracting(Lesson::advice)
        .isEqualTo(lesson.advice());
    assertThat(storedAtB).isEqualTo(storedAtA);
  }

  @Test
  void theAnalystStoresNoLessonsItself() {
    List<Lesson> stored = new ArrayList<>();
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    Tools tools = new Tools(
        "n",
        scripted.llm(),
        scripted.prompts(),
        scripted.scanner(),
        scripted.toolchains(),
        scripted.sandbox(),
        scripted.prober(),
        scripted.packages(),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        new RecordingKnowledge(stored),
        scripted.policy(),
        scripted.liveMessages());

    var events = await(new Analyst()
        .perform(
            new Analyst.Analyze("p", Purpose.LESSONS, 1, List.of("spec"), List.of(), null, null),
            tools));

    assertThat(events).hasSize(1).allMatch(event -> event instanceof LessonsLearned);
    assertThat(stored).as("else this node would store them twice").isEmpty();
  }

  /** A model that answers with one text. */
  private record OneAnswer(String text) implements Llm {
    @Override
    public Future<Completion> complete(Prompt prompt, Progress progress) {
      return Future.succeededFuture(new Completion(text, false, Usage.NONE));
    }

    @Override
    public Future<List<Health>> health() {
      return Future.succeededFuture(List.of());
    }
  }

  private static LessonsLearned learn(String answer) {
    Tools scripted = new ScriptedTools(new SplittableRandom(1), 0).tools();
    Tools tools = new Tools(
        "n",
        new OneAnswer(answer),
        scripted.prompts(),
        scripted.scanner(),
        scripted.toolchains(),
        scripted.sandbox(),
        scripted.prober(),
        scripted.packages(),
        scripted.workspace(),
        scripted.paths(),
        scripted.research(),
        scripted.knowledge(),
        scripted.policy(),
        scripted.liveMessages());
    Failure failure = new Failure("a.py", 1, "check", "Check \"unit\" failed.\n" + OUTPUT);
    var task =
        new Analyst.Analyze("p", Purpose.LESSONS, 1, List.of("spec"), List.of(failure), null, null);
    return (LessonsLearned) await(new Analyst().perform(task, tools)).get(0);
  }

  @Test
  void aLessonWithoutAModelHoldsNothingThatAProgramPrinted() {
    LessonsLearned learned = learn("no JSON");

    assertThat(learned.lessons()).isNotEmpty();
    assertThat(learned.lessons().toString()).doesNotContain("root", "20228", "script", "\u001b");
    assertThat(learned.text())
        .contains("root:*:20228")
        .doesNotContain("\u001b", "\u0007", "<script");
  }

  @Test
  void aModelsAdviceIsOnePlainLineAndRepeatsNoOutput() {
    String lesson = "{\"title\":\"%s\",\"subject\":\"python\",\"trigger\":\"x\",\"advice\":\"%s\"}";
    String answer = "{\"lessons\":["
        + lesson.formatted("Users", "Print root:*:20228:0:99999:7::: first")
        + ","
        + lesson.formatted("Close\\n# files", "Do `x`.\\n```sh\\nrm <b>y</b>\\u202e\\n```")
        + "]}";

    assertThat(learn(answer).lessons())
        .containsExactly(new Lesson("Close files", "python", "x", "Do x . sh rm b y /b"));
  }
}

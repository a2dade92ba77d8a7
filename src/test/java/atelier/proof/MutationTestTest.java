package atelier.proof;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.ProofEvent.MutantsTried;
import atelier.event.Survivor;
import atelier.proof.MutationTest.Candidate;
import atelier.proof.MutationTest.Part;
import atelier.scan.Mutant;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which faults a part tries, and with what. */
final class MutationTestTest {
  private static final Map<String, String> FILES =
      Map.of("a.py", "a = 1\n", "b.py", "b = 1\n", "c.html", "<p>1</p>\n");

  private final List<String> runs = new ArrayList<>();

  private static Mutant mutant(int start, int distance) {
    return new Mutant(1, start + 1, "constant", "1", "" + (2 + start), start, start + 1, distance);
  }

  private static List<Candidate> selection() {
    Map<String, List<Mutant>> mutants = new TreeMap<>();
    mutants.put(
        "a.py", IntStream.range(0, 5).mapToObj(start -> mutant(start, 9)).toList());
    mutants.put("b.py", List.of(mutant(4, 0)));
    return MutationTest.select(mutants, 20);
  }

  /** Fails where a file does not have its content; {@code exercised}: the file it looks at. */
  private FaultDetector detector(String name, String exercised, boolean noticesMutants) {
    return files -> {
      String content = files.get(exercised);
      boolean broken = !content.equals(FILES.get(exercised)) && !content.startsWith("a = ");
      runs.add(name);
      return Future.succeededFuture(
          broken || (noticesMutants && !content.equals(FILES.get(exercised))));
    };
  }

  @Test
  void everyFaultAndSourceIsInOnePart() {
    List<Candidate> all = selection();
    List<Candidate> tried = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (int number = 1; number <= 4; number++) {
      Part part = new Part(number, 4);
      tried.addAll(part.candidates(all));
      sources.addAll(part.sources(List.of("a.py", "b.py", "c.html", "d.html"), all));
    }

    assertThat(all.get(0).file()).as("near the spec's words first").isEqualTo("b.py");
    assertThat(tried).containsExactlyInAnyOrderElementsOf(all);
    assertThat(sources).contains("a.py", "b.py").containsOnlyOnce("c.html", "d.html");
  }

  @Test
  void onlyWhatExercisesAFileLooksAtItsMutants() {
    List<Candidate> one = List.of(new Candidate("a.py", mutant(4, 0)));
    List<FaultDetector> detectors = List.of(
        detector("other", "b.py", true),
        detector("blunt", "a.py", false),
        detector("sharp", "a.py", true));

    MutantsTried tried =
        await(new MutationTest(FILES, detectors, () -> false).run(one, new Part(1, 1), "tree"));

    assertThat(tried.tried()).isEqualTo(1);
    assertThat(tried.killed()).isEqualTo(1);
    assertThat(tried.part()).contains(1);
    assertThat(tried.unproven()).containsExactly("c.html");
    // Each looks at the broken a.py, the first three at b.py and c.html as far as they must.
    assertThat(runs.subList(0, 2)).containsExactly("other", "blunt");
    assertThat(runs.subList(runs.size() - 3, runs.size()))
        .as("the mutant: by the blunt one, then the sharp one after its control")
        .containsExactly("blunt", "sharp", "sharp");
  }

  @Test
  void tellsSurvivorsOfExercisedFilesOnly() {
    List<Candidate> two =
        List.of(new Candidate("a.py", mutant(4, 0)), new Candidate("b.py", mutant(4, 0)));
    List<FaultDetector> detectors = List.of(detector("blunt", "a.py", false));

    MutantsTried tried =
        await(new MutationTest(FILES, detectors, () -> false).run(two, new Part(1, 1), "tree"));

    assertThat(tried.survivors()).containsExactly(new Survivor("a.py", 1, "1", "6"));
    assertThat(tried.unproven()).containsExactly("b.py", "c.html");
    assertThat(tried.tried()).isEqualTo(1);
  }

  @Test
  void beginsNothingAfterItsTime() {
    MutantsTried tried =
        await(new MutationTest(FILES, List.of(detector("any", "a.py", true)), () -> true)
            .run(selection(), new Part(2, 4), "tree"));

    assertThat(tried)
        .isEqualTo(
            new MutantsTried(0, 0, List.of(), List.of(), "tree", Optional.of(2), Optional.of(4)));
    assertThat(runs).isEmpty();
  }
}

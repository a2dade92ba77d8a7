package atelier.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which nodes are eligible for a task. */
final class CapabilitiesTest {
  private static Capabilities node(
      String name, int agents, Set<String> languages, Set<String> tools, boolean sandbox) {
    return new Capabilities(
        name, Map.of("runner", agents, "validator", agents), languages, tools, sandbox);
  }

  private final Capabilities bare = node("bare", 1, Set.of(), Set.of(), false);
  private final Capabilities elixir = node("elixir", 1, Set.of("elixir"), Set.of("mix"), false);
  private final Capabilities sandboxed = node("boxed", 1, Set.of(), Set.of("make"), true);
  private final Capabilities all = node("all", 1, Set.of("elixir"), Set.of("mix"), true);

  @Test
  void checkIsForNodesWithTheCompiler() {
    Requirements requirements = Requirements.forCheck("lib/a.ex");

    assertThat(bare.isEligible("validator", requirements, List.of(bare, elixir)))
        .isFalse();
    assertThat(elixir.isEligible("validator", requirements, List.of(bare, elixir)))
        .isTrue();
  }

  @Test
  void anyNodeIsEligibleWhenNoneSatisfiesTheRequirements() {
    assertThat(bare.isEligible(
            "validator", Requirements.forCheck("lib/a.ex"), List.of(bare, sandboxed)))
        .isTrue();
    assertThat(bare.isEligible(
            "runner", Requirements.forRun(List.of("mix", "test")), List.of(bare, elixir)))
        .as("no node has both the tool and a sandbox")
        .isTrue();
  }

  @Test
  void runNeedsBothTheToolAndASandbox() {
    Requirements requirements = Requirements.forRun(List.of("mix", "test"));

    assertThat(elixir.isEligible("runner", requirements, List.of(elixir, sandboxed, all)))
        .isFalse();
    assertThat(sandboxed.isEligible("runner", requirements, List.of(elixir, sandboxed, all)))
        .isFalse();
    assertThat(all.isEligible("runner", requirements, List.of(elixir, sandboxed, all)))
        .isTrue();
  }

  @Test
  void nodesWithoutAgentsOfTheRoleDoNotCount() {
    Capabilities idle = node("idle", 0, Set.of("elixir"), Set.of("mix"), true);

    assertThat(bare.isEligible("validator", Requirements.forCheck("a.ex"), List.of(bare, idle)))
        .isTrue();
  }

  @Test
  void anyNodeIsEligibleForTasksWithoutRequirements() {
    assertThat(bare.isEligible("clerk", Requirements.NONE, List.of(bare, all))).isTrue();
    assertThat(bare.isEligible("validator", Requirements.forCheck("README"), List.of(bare, all)))
        .isTrue();
  }

  @Test
  void announcesTheFirstDigitsOfItsNewestLayers() {
    List<String> told = IntStream.range(0, 300)
        .mapToObj(i -> "%016x".formatted(i) + "f".repeat(48))
        .toList();

    assertThat(all.hasLayers(List.of())).isTrue();
    assertThat(all.hasLayers(List.of(told.get(0)))).isFalse();
    assertThat(all.withLayers(told).layers()).hasSize(200).allMatch(name -> name.length() == 16);
    assertThat(all.withLayers(told).hasLayers(told.subList(0, 200))).isTrue();
    assertThat(all.withLayers(told).hasLayers(told.subList(0, 201))).isFalse();
  }
}

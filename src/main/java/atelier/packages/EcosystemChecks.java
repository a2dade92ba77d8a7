package atelier.packages;

import atelier.sandbox.Job;
import atelier.sandbox.Sandbox;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out which ecosystems a sandbox can install, without asking any registry. */
final class EcosystemChecks {
  /** The first Cargo that reads a registry's index over HTTP; older ones clone it with Git. */
  private static final List<Integer> FIRST_CARGO = List.of(1, 68);

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** What installs a client; Debian's Cargo is too old in some of its releases. */
  private static final Map<String, String> REMEDIES = Map.of(
      "npm", "apt install npm",
      "python3", "apt install python3-venv",
      "cargo", "install a toolchain with rustup",
      "go", "apt install golang-go",
      "mvn", "apt install maven",
      "gradle", "apt install gradle");

  private EcosystemChecks() {}

  /** Returns a state for each recipe, in their order; none if the tools are unknown. */
  static Future<List<EcosystemState>> of(String mode, Sandbox sandbox) {
    return sandbox.tools().compose(tools -> {
      if (tools.isEmpty() && sandbox.unavailableReason().isEmpty()) {
        return Future.succeededFuture(List.of());
      }
      List<EcosystemState> states =
          Recipes.ALL.stream().map(recipe -> of(recipe, mode, sandbox, tools)).toList();
      boolean asksPip = states.stream().anyMatch(EcosystemChecks::isReadyPip);
      return asksPip
          ? hasPip(sandbox)
              .map(pip -> states.stream().map(state -> withPip(state, pip)).toList())
          : Future.succeededFuture(states);
    });
  }

  private static EcosystemState of(
      Recipe recipe, String mode, Sandbox sandbox, List<String> tools) {
    Optional<String> client = tools.stream()
        .filter(tool -> tool.split(" ", 2)[0].equals(recipe.tool()))
        .findFirst();
    EcosystemState ready =
        new EcosystemState(recipe.ecosystem(), client.orElse(recipe.tool()), List.of(), "", "");
    if (!mode.equals("on")) {
      return ready.failed(
          mode.equals("off") ? "packages are off" : "packages.mode is ask: nothing is installed",
          "--set packages.mode=on");
    }
    if (!sandbox.unavailableReason().isEmpty()) {
      return ready.failed(sandbox.unavailableReason(), "");
    }
    if (client.isEmpty()) {
      return ready.failed(
          recipe.tool() + " is not installed", REMEDIES.getOrDefault(recipe.tool(), ""));
    }
    return recipe.tool().equals("cargo") && isOld(client.get())
        ? ready.failed(
            client.get() + " is older than 1.68, the first that reads a registry's index",
            REMEDIES.getOrDefault("cargo", ""))
        : ready;
  }

  /** Whether a Cargo with a readable version is too old. */
  static boolean isOld(String cargo) {
    String[] numbers = cargo.replaceFirst("cargo ?", "").split("\\.", 3);
    if (numbers.length < 2 || !numbers[0].matches("\\d{1,4}") || !numbers[1].matches("\\d{1,4}")) {
      return false;
    }
    int major = Integer.parseInt(numbers[0]);
    return major < FIRST_CARGO.get(0)
        || (major == FIRST_CARGO.get(0) && Integer.parseInt(numbers[1]) < FIRST_CARGO.get(1));
  }

  private static boolean isReadyPip(EcosystemState state) {
    return state.ecosystem().equals("pip") && state.isReady();
  }

  private static EcosystemState withPip(EcosystemState state, boolean pip) {
    return pip || !isReadyPip(state)
        ? state
        : state.failed("pip is not installed", "apt install python3-venv");
  }

  /** An environment gets the pip of the system, or one that Python brings along. */
  private static Future<Boolean> hasPip(Sandbox sandbox) {
    Job job = new Job(
        List.of("sh", "-c", "python3 -c 'import ensurepip' || python3 -m pip --version"),
        Map.of(),
        LIMIT);
    return sandbox.run(job).map(result -> result.succeeded()).otherwise(true);
  }
}

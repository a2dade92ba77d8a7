package atelier.packages.egress;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registries of each ecosystem. They are asked for and not listed: the package manager says
 * which it uses, and the registry where its files are, so that mirrors work without a setting.
 * Replies are kept for some minutes, unless a question failed. Thread-safe.
 */
public final class Registries {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** How one ecosystem is asked. Blocking. */
  private interface Client {
    Registry ask(ClientQuestions questions) throws IOException, ClientFailure;
  }

  private record Row(String program, Client client) {}

  private static final Map<String, Row> ROWS = Map.of(
      "npm", new Row("npm", NpmClient::ask),
      "pip", new Row("python3", PipClient::ask),
      "cargo", new Row("cargo", CargoClient::ask),
      "go", new Row("go", GoClient::ask),
      "maven", new Row("mvn", MavenClient::ask),
      "gradle", new Row("gradle", GradleClient::ask));

  private record Kept(Future<Registry> registry, long sinceNanos) {
    boolean isOld() {
      return System.nanoTime() - sinceNanos > KEPT.toNanos();
    }
  }

  private final Vertx vertx;
  private final List<String> furtherHosts;
  private final Map<String, String> environment;
  private final Duration limit;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  /**
   * Makes the registries of this machine.
   *
   * @param furtherHosts the setting {@code packages.hosts}
   */
  public Registries(Vertx vertx, List<String> furtherHosts) {
    this(vertx, furtherHosts, ClientQuestions.ownEnvironment(), LIMIT);
  }

  Registries(
      Vertx vertx, List<String> furtherHosts, Map<String, String> environment, Duration limit) {
    this.vertx = vertx;
    this.furtherHosts = List.copyOf(furtherHosts);
    this.environment = Map.copyOf(environment);
    this.limit = limit;
  }

  /** Returns the registries of an ecosystem, or why they are not known. */
  public Future<Registry> of(String ecosystem) {
    return kept.compute(
            ecosystem,
            (name, before) -> before != null && !before.isOld()
                ? before
                : new Kept(vertx.executeBlocking(() -> ask(name), false), System.nanoTime()))
        .registry;
  }

  private Registry ask(String ecosystem) {
    Row row = ROWS.get(ecosystem);
    if (row == null) {
      return Registry.unknown("packages of " + ecosystem + " cannot be installed yet");
    }
    try (ClientQuestions questions = new ClientQuestions(environment, limit)) {
      if (!questions.isInstalled(row.program)) {
        return unknown(ecosystem, row.program + " is not installed");
      }
      Registry registry = withFurtherHosts(row.client.ask(questions));
      if (questions.haveFailed()) {
        kept.remove(ecosystem);
      }
      return registry;
    } catch (ClientFailure e) {
      return unknown(ecosystem, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return unknown(ecosystem, row.program + " cannot be asked: " + e.getMessage());
    }
  }

  /** It is asked again at the next need: the network or the program may be there then. */
  private Registry unknown(String ecosystem, String problem) {
    kept.remove(ecosystem);
    return Registry.unknown(problem);
  }

  private Registry withFurtherHosts(Registry registry) {
    Set<String> named = new TreeSet<>(registry.namedByUser());
    named.addAll(furtherHosts);
    return new Registry(
        registry.hosts(), named, registry.environment(), registry.files(), registry.problem());
  }
}

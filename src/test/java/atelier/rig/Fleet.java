package atelier.rig;

import atelier.rig.model.ModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Boards on a network, with a model each, as one cluster; all ended with {@link #close}. */
public final class Fleet implements AutoCloseable {
  private final TestNetwork lan;
  private final List<Board> boards = new ArrayList<>();
  private final List<String> settings;

  private Fleet(TestNetwork lan, List<String> settings) {
    this.lan = lan;
    this.settings = new ArrayList<>(settings);
  }

  /**
   * Boards that are not started yet.
   *
   * @param folder where they keep their disks and logs
   * @param meanMs what an answer of a model takes, give or take half
   * @param settings of all nodes
   */
  public static Fleet of(
      TestNetwork lan,
      int size,
      Path folder,
      ModelServer.Script script,
      long meanMs,
      long seed,
      String... settings)
      throws IOException {
    Files.createDirectories(folder);
    Fleet fleet = new Fleet(lan, List.of(settings));
    String token = "proof-" + Long.toHexString(seed);
    for (int i = 0; i < size; i++) {
      ModelServer model = new ModelServer(lan.tester(), script, meanMs, seed);
      fleet.boards.add(new Board(i, lan, folder, token, model));
    }
    String members =
        fleet.boards.stream().map(Board::member).collect(Collectors.joining(",", "[", "]"));
    fleet.settings.addAll(0, List.of("cluster.enabled=true", "cluster.members=" + members));
    fleet.settings.add("cluster.size=" + size);
    return fleet;
  }

  public TestNetwork lan() {
    return lan;
  }

  public List<Board> boards() {
    return boards;
  }

  public Board board(int number) {
    return boards.get(number);
  }

  public void start(Board board, String... more) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of(more));
    board.start(all);
  }

  /** Starts all and waits for them. */
  public void start() {
    boards.forEach(board -> start(board));
    awaitTogether(Duration.ofSeconds(60));
  }

  /** Until each node says that it is fit and that all are here. */
  public void awaitTogether(Duration timeout) {
    Eventually.holds(
        () -> "all nodes together; they see "
            + boards.stream().map(Fleet::present).toList() + " of each other; " + logs(),
        timeout,
        () -> boards.stream()
            .allMatch(board -> present(board) == boards.size()
                && board.http().get("/health/ready").isGood()));
  }

  /** How many nodes this one sees, itself among them; 0 where it does not answer. */
  public static int present(Board board) {
    return board.http().get("/api/cluster").json().at("/quorum/present").asInt(0);
  }

  /** Asks a node for a project. */
  public static NodeHttp.Answer submit(Board board, String id, String spec) {
    return board.http().post("/api/projects", Map.of("id", id, "spec", spec));
  }

  /** What a node says of a project. */
  public static JsonNode project(Board board, String id) {
    return board.http().get("/api/projects/" + id).json();
  }

  public static String status(Board board, String id) {
    return project(board, id).path("status").asString("");
  }

  /** Whether nothing goes on by itself any more. */
  public static boolean isEnd(String status) {
    return List.of("succeeded", "unverified", "failed", "cancelled", "paused").contains(status);
  }

  /** The board whose node conducts a project: it is the one that wrote the first event. */
  public Board conductor(Board asked, String id) {
    String node = asked
        .http()
        .get("/api/projects/" + id + "/events?limit=1")
        .json()
        .at("/events/0/node")
        .asString("");
    return board(node).orElseThrow(() -> new AssertionError("nobody conducts " + id));
  }

  private Optional<Board> board(String name) {
    return boards.stream().filter(board -> board.name().equals(name)).findFirst();
  }

  /** All but one. */
  public List<Board> others(Board board) {
    return boards.stream().filter(one -> one != board).toList();
  }

  /** The logs' last lines, for a failure. */
  public String logs() {
    return boards.stream()
        .map(board -> {
          List<String> lines = board.said().lines().toList();
          return "--- " + board.name() + "\n"
              + IntStream.range(Math.max(0, lines.size() - 30), lines.size())
                  .mapToObj(lines::get)
                  .collect(Collectors.joining("\n"));
        })
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() throws IOException {
    for (Board board : boards) {
      board.kill();
      board.model().close();
    }
    lan.close();
  }
}

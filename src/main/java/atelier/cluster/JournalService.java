package atelier.cluster;

import atelier.event.Entry;
import atelier.journal.Acceptor.Agreement;
import atelier.journal.Digests;
import atelier.journal.Replica;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers what other nodes ask of this node's copy of the journal. */
public final class JournalService extends VerticleBase {
  static final String PROMISE = "promise";
  static final String ACCEPT = "accept";
  static final String AGREE = "agree";
  static final String STANDINGS = "standings";
  static final String READ = "read";

  private static final Logger LOG = Logger.getLogger(JournalService.class.getName());
  /** A page is cut where it has more than this, so that messages stay small. */
  private static final int MAX_PAGE_CHARS = 4 * 1024 * 1024;

  private static final int MAX_PAGE = 1_000;
  private static final int FAILED = 500;

  private final String node;
  private final Replica replica;

  public JournalService(String node, Replica replica) {
    this.node = node;
    this.replica = replica;
  }

  static String address(String node, String what) {
    return "journal." + what + "." + node;
  }

  @Override
  public Future<?> start() {
    Map<String, Function<Wire.Reader, Future<Wire.Writer>>> answers = Map.of(
        PROMISE, this::promise,
        ACCEPT, this::accept,
        AGREE, this::agree,
        STANDINGS, this::standings,
        READ, this::read);
    return Future.all(answers.entrySet().stream()
        .map(one -> vertx
            .eventBus()
            .<Buffer>consumer(address(node, one.getKey()), call -> answer(call, one.getValue()))
            .completion())
        .toList());
  }

  private static void answer(
      Message<Buffer> call, Function<Wire.Reader, Future<Wire.Writer>> answers) {
    Future<Wire.Writer> answer;
    try {
      answer = answers.apply(new Wire.Reader(call.body()));
    } catch (RuntimeException malformed) {
      LOG.log(Level.WARNING, "a message from another node is malformed", malformed);
      call.fail(FAILED, "the message is malformed: " + malformed.getMessage());
      return;
    }
    answer
        .onSuccess(writer -> call.reply(writer.done()))
        .onFailure(problem -> call.fail(FAILED, problem.getMessage()));
  }

  private Future<Wire.Writer> promise(Wire.Reader reader) {
    return replica
        .promise(reader.ballot(), reader.list(Wire.Reader::text))
        .map(standings -> new Wire.Writer().list(standings, Wire.Writer::standing));
  }

  private Future<Wire.Writer> accept(Wire.Reader reader) {
    return replica
        .accept(reader.list(Wire.Reader::proposal))
        .map(replies -> new Wire.Writer()
            .list(
                replies,
                (writer, one) -> writer.number(one.taken() ? 1 : 0).standing(one.standing())));
  }

  private Future<Wire.Writer> agree(Wire.Reader reader) {
    return replica
        .agree(reader.list(one -> new Agreement(one.text(), one.ballot(), one.number())))
        .map(done -> new Wire.Writer());
  }

  private Future<Wire.Writer> standings(Wire.Reader reader) {
    return replica
        .standings(Digests.parse(reader.text()))
        .map(standings -> new Wire.Writer().list(standings, Wire.Writer::standing));
  }

  private Future<Wire.Writer> read(Wire.Reader reader) {
    String project = reader.text();
    long after = reader.number();
    int limit = (int) Math.min(MAX_PAGE, reader.number());
    return replica
        .readAll(project, after, limit)
        .map(entries -> new Wire.Writer().list(cut(entries), Wire.Writer::entry));
  }

  private static List<Entry> cut(List<Entry> entries) {
    List<Entry> page = new ArrayList<>();
    int chars = 0;
    for (Entry entry : entries) {
      chars += entry.json().length();
      if (chars > MAX_PAGE_CHARS && !page.isEmpty()) {
        return page;
      }
      page.add(entry);
    }
    return page;
  }
}

package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** A replica in the same SQLite file that a journal of one node alone is in. */
public final class DiskReplica implements Replica {
  private final Holdings holdings = new Holdings();
  private final Subscribers followers = new Subscribers();
  private final Rewrites rewrites = new Rewrites();
  private final EntryReader reader;
  private final ReplicaWriter writer;

  private DiskReplica(Connection reading, Connection writing) throws SQLException {
    reader = new EntryReader(reading);
    writer = new ReplicaWriter(writing, holdings, followers, rewrites);
    writer.load(reader.readLastEntries());
  }

  /**
   * Opens a replica, or makes a new one. Blocking: for the start of a node.
   *
   * @throws IllegalStateException when it cannot be opened or read; the message says what to do
   */
  public static DiskReplica open(Path file) {
    return Database.openPair(file, JournalTables.VERSIONS, DiskReplica::new);
  }

  @Override
  public Future<List<Standing>> promise(Ballot ballot, Collection<String> projects) {
    return writer.promise(ballot, List.copyOf(projects));
  }

  @Override
  public Future<List<Reply>> accept(List<Proposal> proposals) {
    try {
      proposals.forEach(one -> Batch.check(one.entries(), Batch.MAX_HISTORY));
    } catch (IllegalArgumentException refused) {
      return Future.failedFuture(refused);
    }
    return writer.accept(proposals);
  }

  @Override
  public Future<Void> agree(List<Agreement> agreements) {
    return writer.agree(agreements);
  }

  @Override
  public Future<Standing> learn(String project, Ballot promised, List<Entry> entries) {
    return writer.learn(project, promised, entries);
  }

  @Override
  public Future<List<Standing>> standings(Digests other) {
    return writer.standings((project, held) -> digests().differ(other, project));
  }

  @Override
  public Future<List<Standing>> standings() {
    return writer.standings((project, held) -> true);
  }

  @Override
  public Future<List<Standing>> undecided() {
    return writer.standings((project, held) -> !held.tail().isEmpty());
  }

  @Override
  public Digests digests() {
    return holdings.digests();
  }

  @Override
  public Future<List<Entry>> readAll(String project, long after, int limit) {
    return reader.read(project, after, limit);
  }

  @Override
  public Future<List<Entry>> read(String project, long after, int limit) {
    return reader.read(project, after, limit).map(entries -> {
      long upTo = holdings.shownUpTo(project);
      return entries.isEmpty() || entries.get(entries.size() - 1).seq() <= upTo
          ? entries
          : entries.stream().filter(entry -> entry.seq() <= upTo).toList();
    });
  }

  @Override
  public Future<List<Aside>> asides() {
    return reader.asides();
  }

  @Override
  public Future<List<Entry>> read(Aside aside) {
    return reader.read(aside);
  }

  @Override
  public Future<List<Entry>> heads() {
    return reader
        .lastEntries()
        .compose(heads -> Future.all(heads.stream().map(this::shown).toList()).map(all -> {
          List<Entry> shown = new ArrayList<>(all.list());
          shown.removeIf(Objects::isNull);
          return shown;
        }));
  }

  @Override
  public Future<List<Entry>> firsts() {
    return reader
        .firstEntries()
        .map(firsts -> firsts.stream()
            .filter(first -> holdings.shownUpTo(first.project()) > 0)
            .toList());
  }

  /** The entry up to which a project is shown; null where nothing of it is. */
  private Future<Entry> shown(Entry head) {
    long upTo = holdings.shownUpTo(head.project());
    return head.seq() <= upTo
        ? Future.succeededFuture(head)
        : reader
            .read(head.project(), upTo - 1, 1)
            .map(found -> upTo == 0 || found.isEmpty() ? null : found.get(0));
  }

  @Override
  public String writeProblem() {
    return writer.writeProblem();
  }

  @Override
  public Journal.Subscription follow(Consumer<Entry> follower) {
    return followers.add(follower);
  }

  @Override
  public Journal.Subscription followRewrites(Consumer<String> follower) {
    return rewrites.add(follower);
  }

  @Override
  public Future<Void> close() {
    return Future.join(reader.close(), writer.end()).mapEmpty();
  }
}

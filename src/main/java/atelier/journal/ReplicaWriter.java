package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** The writing half of a replica: what {@link Holding} decides is made so on the disk. */
final class ReplicaWriter {
  /** Rows that only lag behind are written along with others, at most so many at a time. */
  private static final int MAX_STALE_ROWS = 200;

  private final Holdings holdings;
  private final Subscribers followers;
  private final Rewrites rewrites;
  private final GroupCommit group;
  private final JournalTables tables;

  ReplicaWriter(Connection connection, Holdings holdings, Subscribers followers, Rewrites rewrites)
      throws SQLException {
    this.holdings = holdings;
    this.followers = followers;
    this.rewrites = rewrites;
    group = new GroupCommit(connection, holdings);
    tables = new JournalTables(connection);
  }

  /** Reads what is held of each project; its last entry is known. */
  void load(List<Entry> heads) throws SQLException {
    Map<String, JournalTables.Row> rows = tables.replicas();
    for (Entry head : heads) {
      JournalTables.Row row = rows.remove(head.project());
      holdings.load(
          head.project(),
          row == null ? Holding.ofAlone(head.seq(), head.hash()) : loaded(row, head));
    }
    heads.forEach(head -> holdings.show(head.project()));
    rows.forEach((project, row) -> holdings.load(
        project, new Holding(row.promised(), row.accepted(), 0, Entry.GENESIS, List.of())));
  }

  private Holding loaded(JournalTables.Row row, Entry head) throws SQLException {
    long agreed = Math.min(row.agreed(), head.seq());
    List<Entry> tail = new ArrayList<>();
    for (long seq = agreed + 1; seq <= head.seq(); seq++) {
      tail.add(tables.entry(head.project(), seq));
    }
    String agreedHash =
        agreed == 0 ? Entry.GENESIS : tables.entry(head.project(), agreed).hash();
    return new Holding(row.promised(), row.accepted(), agreed, agreedHash, tail);
  }

  String writeProblem() {
    return group.writeProblem();
  }

  Future<List<Standing>> promise(Ballot ballot, List<String> projects) {
    return group.submit(0, () -> {
      List<Standing> standings = new ArrayList<>();
      for (String project : projects) {
        Holding before = holdings.get(project);
        Holding after = before.promise(ballot);
        if (!after.equals(before)) {
          put(project, after);
        }
        standings.add(after.standing(project));
      }
      return Future.succeededFuture(standings);
    });
  }

  Future<List<Acceptor.Reply>> accept(List<Proposal> proposals) {
    int chars = proposals.stream()
        .flatMap(proposal -> proposal.entries().stream())
        .mapToInt(entry -> entry.json().length())
        .sum();
    return group.submit(
        chars,
        new Taking(proposals.stream()
            .map(proposal -> new Decision(
                proposal.project(),
                holding -> holding.accept(proposal, past(proposal.project())),
                proposal.ballot().toString()))
            .toList()));
  }

  private Holding.Past past(String project) {
    return seq -> tables.entry(project, seq).hash();
  }

  Future<Standing> learn(String project, Ballot promised, List<Entry> entries) {
    int chars = entries.stream().mapToInt(entry -> entry.json().length()).sum();
    Decision learn = new Decision(project, holding -> holding.learn(promised, entries), "");
    return group
        .submit(chars, new Taking(List.of(learn)))
        .map(replies -> replies.get(0).standing());
  }

  Future<Void> agree(List<Acceptor.Agreement> agreements) {
    return group
        .submit(
            0,
            new Taking(agreements.stream()
                .map(one -> new Decision(
                    one.project(),
                    holding -> holding.accepted().equals(one.ballot())
                        ? holding.agree(one.seq())
                        : Holding.Change.none(holding),
                    ""))
                .toList()))
        .mapEmpty();
  }

  Future<List<Standing>> standings(BiPredicate<String, Holding> wanted) {
    return group.submit(
        0,
        () -> Future.succeededFuture(holdings.all().entrySet().stream()
            .filter(
                held -> held.getValue().seq() > 0 && wanted.test(held.getKey(), held.getValue()))
            .map(held -> held.getValue().standing(held.getKey()))
            .toList()));
  }

  /** What is decided of a project when its turn has come. */
  private record Decision(String project, Rule rule, String winner) {
    interface Rule {
      Holding.Change on(Holding holding) throws SQLException;
    }
  }

  /** Decisions of one call, all in one transaction. */
  private final class Taking implements GroupCommit.Write<List<Acceptor.Reply>> {
    private final List<Decision> decisions;
    private final List<Entry> told = new ArrayList<>();
    private final List<String> rewritten = new ArrayList<>();

    Taking(List<Decision> decisions) {
      this.decisions = decisions;
    }

    @Override
    public Future<List<Acceptor.Reply>> apply() throws SQLException {
      told.clear();
      rewritten.clear();
      List<Acceptor.Reply> replies = new ArrayList<>();
      for (Decision decision : decisions) {
        replies.add(take(decision));
      }
      return Future.succeededFuture(replies);
    }

    private Acceptor.Reply take(Decision decision) throws SQLException {
      String project = decision.project();
      Holding before = holdings.get(project);
      Holding.Change change = decision.rule().on(before);
      boolean onlyAgrees = change.added().isEmpty()
          && change.kept() == before.seq()
          && change.after().accepted().equals(before.accepted())
          && change.after().promised().equals(before.promised());
      if (!change.after().equals(before)) {
        if (onlyAgrees) {
          holdings.put(project, change.after());
          holdings.stale().add(project);
        } else {
          write(decision, before, change);
        }
      }
      told.addAll(change.told());
      if (change.rewrites(before)) {
        rewritten.add(project);
      }
      return new Acceptor.Reply(change.taken(), change.after().standing(project));
    }

    private void write(Decision decision, Holding before, Holding.Change change)
        throws SQLException {
      String project = decision.project();
      if (change.kept() < before.seq()) {
        if (change.rewrites(before)) {
          tables.putAside(project, change.kept(), decision.winner());
        }
        tables.truncate(project, change.kept());
      }
      if (!change.added().isEmpty()) {
        tables.append(change.added());
      }
      put(project, change.after());
    }

    @Override
    public void onCommitted(List<Acceptor.Reply> replies) {
      replies.forEach(reply -> holdings.show(reply.standing().project()));
      rewritten.forEach(rewrites::tell);
      followers.publish(told);
    }
  }

  private void put(String project, Holding holding) throws SQLException {
    holdings.put(project, holding);
    tables.put(project, holding);
    holdings.stale().remove(project);
    writeStale(MAX_STALE_ROWS);
  }

  private void writeStale(int limit) throws SQLException {
    Iterator<String> stale = holdings.stale().iterator();
    for (int i = 0; i < limit && stale.hasNext(); i++) {
      String project = stale.next();
      tables.put(project, holdings.get(project));
      stale.remove();
    }
  }

  /** Finishes what was begun, then refuses further calls. */
  Future<Void> end() {
    return group
        .submit(0, () -> {
          writeStale(Integer.MAX_VALUE);
          return Future.succeededFuture();
        })
        .transform(written -> group.close());
  }
}

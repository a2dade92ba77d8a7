package atelier.journal;

import atelier.event.Entry;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A replica by the same rules as the one on disk, all in memory and at once: for simulations. */
public final class MemoryReplica implements Replica {
  private final Map<String, Holding> holdings = new LinkedHashMap<>();
  private final Map<String, List<Entry>> agreed = new LinkedHashMap<>();
  private final List<Consumer<Entry>> followers = new ArrayList<>();
  private final List<Consumer<String>> rewrites = new ArrayList<>();
  private final Map<Aside, List<Entry>> asides = new LinkedHashMap<>();

  private Holding get(String project) {
    return holdings.getOrDefault(project, Holding.NOTHING);
  }

  private List<Entry> all(String project) {
    List<Entry> all = new ArrayList<>(agreed.getOrDefault(project, List.of()));
    all.addAll(get(project).tail());
    return all;
  }

  @Override
  public Future<List<Standing>> promise(Ballot ballot, Collection<String> projects) {
    List<Standing> standings = new ArrayList<>();
    for (String project : projects) {
      holdings.put(project, get(project).promise(ballot));
      standings.add(get(project).standing(project));
    }
    return Future.succeededFuture(standings);
  }

  @Override
  public Future<List<Reply>> accept(List<Proposal> proposals) {
    List<Reply> replies = new ArrayList<>();
    for (Proposal one : proposals) {
      replies.add(take(
          one.project(),
          holding -> holding.accept(
              one, seq -> agreed.get(one.project()).get((int) seq - 1).hash())));
    }
    return Future.succeededFuture(replies);
  }

  @Override
  public Future<Void> agree(List<Agreement> agreements) {
    for (Agreement one : agreements) {
      take(
          one.project(),
          holding -> holding.accepted().equals(one.ballot())
              ? holding.agree(one.seq())
              : Holding.Change.none(holding));
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<Standing> learn(String project, Ballot promised, List<Entry> entries) {
    return Future.succeededFuture(
        take(project, holding -> holding.learn(promised, entries)).standing());
  }

  private interface Rule {
    Holding.Change on(Holding holding) throws SQLException;
  }

  private Reply take(String project, Rule rule) {
    Holding before = get(project);
    Holding.Change change;
    try {
      change = rule.on(before);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    List<Entry> past = agreed.computeIfAbsent(project, id -> new ArrayList<>());
    if (change.rewrites(before)) {
      List<Entry> gone = past.subList((int) change.kept(), past.size());
      asides.put(
          new Aside(project, change.after().accepted().toString(), before.hash()),
          List.copyOf(all(project).subList((int) change.kept(), (int) before.seq())));
      gone.clear();
      rewrites.forEach(one -> one.accept(project));
    }
    holdings.put(project, change.after());
    past.addAll(change.told());
    for (Entry entry : change.told()) {
      followers.forEach(one -> one.accept(entry));
    }
    return new Reply(change.taken(), change.after().standing(project));
  }

  @Override
  public Future<List<Standing>> standings(Digests other) {
    return standings()
        .map(all ->
            all.stream().filter(one -> digests().differ(other, one.project())).toList());
  }

  @Override
  public Future<List<Standing>> standings() {
    return Future.succeededFuture(holdings.entrySet().stream()
        .filter(held -> held.getValue().seq() > 0)
        .map(held -> held.getValue().standing(held.getKey()))
        .toList());
  }

  @Override
  public Future<List<Standing>> undecided() {
    return standings()
        .map(all -> all.stream().filter(one -> one.seq() > one.agreed()).toList());
  }

  @Override
  public Digests digests() {
    Digests digests = Digests.none();
    for (var held : holdings.entrySet()) {
      digests = digests.with(held.getKey(), Holding.NOTHING, held.getValue());
    }
    return digests;
  }

  @Override
  public Future<List<Entry>> readAll(String project, long after, int limit) {
    return Future.succeededFuture(
        all(project).stream().skip(Math.max(0, after)).limit(limit).toList());
  }

  @Override
  public Future<List<Entry>> read(String project, long after, int limit) {
    return Future.succeededFuture(agreed.getOrDefault(project, List.of()).stream()
        .skip(after)
        .limit(limit)
        .toList());
  }

  @Override
  public Future<List<Entry>> heads() {
    return Future.succeededFuture(agreed.values().stream()
        .filter(list -> !list.isEmpty())
        .map(list -> list.get(list.size() - 1))
        .toList());
  }

  @Override
  public Future<List<Entry>> firsts() {
    return Future.succeededFuture(agreed.values().stream()
        .filter(list -> !list.isEmpty())
        .map(list -> list.get(0))
        .toList());
  }

  @Override
  public Future<List<Aside>> asides() {
    return Future.succeededFuture(List.copyOf(asides.keySet()));
  }

  @Override
  public Future<List<Entry>> read(Aside aside) {
    return Future.succeededFuture(asides.getOrDefault(aside, List.of()));
  }

  @Override
  public Journal.Subscription follow(Consumer<Entry> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  @Override
  public Journal.Subscription followRewrites(Consumer<String> follower) {
    rewrites.add(follower);
    return () -> rewrites.remove(follower);
  }

  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}

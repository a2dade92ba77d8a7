package atelier.cluster;

import atelier.event.Entry;
import atelier.journal.Acceptor;
import atelier.journal.Ballot;
import atelier.journal.Digests;
import atelier.journal.Proposal;
import atelier.journal.Standing;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Another node's copy of the journal, over the bus; {@link JournalService} answers there. */
final class RemoteAcceptor implements Acceptor {
  private static final DeliveryOptions SOON = new DeliveryOptions().setSendTimeout(2_000);
  /** What is sent at the moment a network heals is lost: the sooner asked again, the better. */
  private static final DeliveryOptions LATER = new DeliveryOptions().setSendTimeout(5_000);

  private final EventBus bus;
  private final String node;

  RemoteAcceptor(EventBus bus, String node) {
    this.bus = bus;
    this.node = node;
  }

  private <T> Future<T> ask(
      String what, Wire.Writer body, DeliveryOptions options, Function<Wire.Reader, T> answer) {
    return bus.<Buffer>request(JournalService.address(node, what), body.done(), options)
        .map(reply -> answer.apply(new Wire.Reader(reply.body())));
  }

  @Override
  public Future<List<Standing>> promise(Ballot ballot, Collection<String> projects) {
    return ask(
        JournalService.PROMISE,
        new Wire.Writer().ballot(ballot).list(projects, Wire.Writer::text),
        SOON,
        reader -> reader.list(Wire.Reader::standing));
  }

  @Override
  public Future<List<Reply>> accept(List<Proposal> proposals) {
    return ask(
        JournalService.ACCEPT,
        new Wire.Writer().list(proposals, Wire.Writer::proposal),
        SOON,
        reader -> reader.list(one -> new Reply(one.number() == 1, one.standing())));
  }

  @Override
  public Future<Void> agree(List<Agreement> agreements) {
    Wire.Writer body = new Wire.Writer()
        .list(
            agreements,
            (writer, one) -> writer.text(one.project()).ballot(one.ballot()).number(one.seq()));
    bus.send(JournalService.address(node, JournalService.AGREE), body.done());
    return Future.succeededFuture();
  }

  @Override
  public Future<List<Standing>> standings(Digests digests) {
    return ask(
        JournalService.STANDINGS,
        new Wire.Writer().text(digests.toString()),
        LATER,
        reader -> reader.list(Wire.Reader::standing));
  }

  @Override
  public Future<List<Entry>> readAll(String project, long after, int limit) {
    return ask(
        JournalService.READ,
        new Wire.Writer().text(project).number(after).number(limit),
        LATER,
        reader -> reader.list(Wire.Reader::entry));
  }
}

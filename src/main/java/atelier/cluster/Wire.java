package atelier.cluster;

import atelier.event.Entry;
import atelier.event.EventCodec;
import atelier.journal.Ballot;
import atelier.journal.Proposal;
import atelier.journal.Standing;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What nodes say about the journal, as bytes: numbers and texts, each text after its length. */
final class Wire {
  /** More of anything in one message is refused. */
  private static final int MAX_COUNT = 1_000_000;

  private Wire() {}

  /** Puts things one behind the other. */
  static final class Writer {
    private final Buffer buffer = Buffer.buffer();

    Writer number(long number) {
      buffer.appendLong(number);
      return this;
    }

    Writer text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      buffer.appendInt(bytes.length).appendBytes(bytes);
      return this;
    }

    Writer ballot(Ballot ballot) {
      return number(ballot.round()).text(ballot.node());
    }

    <T> Writer list(Collection<T> all, BiConsumer<Writer, T> one) {
      buffer.appendInt(all.size());
      all.forEach(item -> one.accept(this, item));
      return this;
    }

    Writer entry(Entry entry) {
      return text(entry.json());
    }

    Writer proposal(Proposal proposal) {
      return ballot(proposal.ballot())
          .text(proposal.project())
          .number(proposal.prevSeq())
          .text(proposal.prevHash())
          .list(proposal.entries(), Writer::entry)
          .number(proposal.agreed())
          .number(proposal.heals() ? 1 : 0);
    }

    Writer standing(Standing standing) {
      return text(standing.project())
          .ballot(standing.promised())
          .ballot(standing.accepted())
          .number(standing.seq())
          .text(standing.hash())
          .number(standing.agreed())
          .text(standing.agreedHash());
    }

    Buffer done() {
      return buffer;
    }
  }

  /** Takes them out again; throws {@link IllegalArgumentException} where they are not there. */
  static final class Reader {
    private final Buffer buffer;
    private int at;

    Reader(Buffer buffer) {
      this.buffer = buffer;
    }

    private int next(int bytes) {
      int from = at;
      if (bytes < 0 || bytes > buffer.length() - at) {
        throw new IllegalArgumentException("a message between nodes ends too early");
      }
      at += bytes;
      return from;
    }

    long number() {
      return buffer.getLong(next(Long.BYTES));
    }

    String text() {
      int length = buffer.getInt(next(Integer.BYTES));
      int from = next(length);
      return buffer.getString(from, from + length, StandardCharsets.UTF_8.name());
    }

    Ballot ballot() {
      return new Ballot(number(), text());
    }

    <T> List<T> list(Function<Reader, T> one) {
      int count = buffer.getInt(next(Integer.BYTES));
      if (count < 0 || count > MAX_COUNT) {
        throw new IllegalArgumentException("a message between nodes has a list of " + count);
      }
      List<T> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(one.apply(this));
      }
      return all;
    }

    Entry entry() {
      return EventCodec.decode(text());
    }

    Proposal proposal() {
      return new Proposal(
          ballot(), text(), number(), text(), list(Reader::entry), number(), number() == 1);
    }

    Standing standing() {
      return new Standing(text(), ballot(), ballot(), number(), text(), number(), text());
    }
  }
}

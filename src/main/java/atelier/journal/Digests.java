package atelier.journal;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A number for each of many shares of the projects: the same where two nodes have the same in them.
 * Immutable.
 */
public final class Digests {
  private static final int SHARES = 1_024;
  private final long[] numbers;

  private Digests(long[] numbers) {
    this.numbers = numbers;
  }

  /** Of no project at all. */
  public static Digests none() {
    return new Digests(new long[SHARES]);
  }

  /** With what is held of a project, in place of what was. */
  Digests with(String project, Holding before, Holding after) {
    long[] changed = numbers.clone();
    changed[share(project)] += number(after) - number(before);
    return new Digests(changed);
  }

  private static int share(String project) {
    return Math.floorMod(project.hashCode(), SHARES);
  }

  private static long number(Holding holding) {
    return number(holding.hash()) + 3 * number(holding.agreedHash());
  }

  private static long number(String hash) {
    return hash.isEmpty() ? 0 : Long.parseUnsignedLong(hash.substring(0, 16), 16);
  }

  /** Whether the two may differ in this project. */
  boolean differ(Digests other, String project) {
    return numbers[share(project)] != other.numbers[share(project)];
  }

  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(SHARES * Long.BYTES);
    bytes.asLongBuffer().put(numbers);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * Reads written ones.
   *
   * @throws IllegalArgumentException when they are none
   */
  public static Digests parse(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (bytes.length != SHARES * Long.BYTES) {
      throw new IllegalArgumentException(bytes.length + " bytes are no digests");
    }
    long[] numbers = new long[SHARES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
    return new Digests(numbers);
  }
}

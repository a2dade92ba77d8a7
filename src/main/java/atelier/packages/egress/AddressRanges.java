package atelier.packages.egress;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that are not on the public Internet (the registries of special-purpose addresses of
 * IANA). The ranges for documentation are left out: they lead nowhere, and networks without the
 * Internet use them for mirrors.
 */
final class AddressRanges {
  private record Range(String network, int bits, String description) {
    boolean contains(byte[] address) {
      byte[] start = parse(network).getAddress();
      int hostBits = address.length * Byte.SIZE - bits;
      return start.length == address.length
          && new BigInteger(1, start)
              .shiftRight(hostBits)
              .equals(new BigInteger(1, address).shiftRight(hostBits));
    }
  }

  private static final List<Range> NOT_PUBLIC = List.of(
      new Range("0.0.0.0", 8, "an address of this host"),
      new Range("10.0.0.0", 8, "a private address"),
      new Range("100.64.0.0", 10, "an address of a provider's network"),
      new Range("127.0.0.0", 8, "a loopback address"),
      new Range("169.254.0.0", 16, "a link-local address"),
      new Range("172.16.0.0", 12, "a private address"),
      new Range("192.0.0.0", 24, "a reserved address"),
      new Range("192.88.99.0", 24, "a reserved address"),
      new Range("192.168.0.0", 16, "a private address"),
      new Range("198.18.0.0", 15, "an address for measurements"),
      new Range("224.0.0.0", 4, "a multicast address"),
      new Range("240.0.0.0", 4, "a reserved address"),
      new Range("168.63.129.16", 32, "a cloud's address of the machine"),
      new Range("::", 128, "an address of this host"),
      new Range("::1", 128, "a loopback address"),
      new Range("64:ff9b:1::", 48, "a private address"),
      new Range("100::", 64, "a reserved address"),
      new Range("2001::", 23, "a reserved address"),
      new Range("fc00::", 7, "a private address"),
      new Range("fe80::", 10, "a link-local address"),
      new Range("fec0::", 10, "a private address"),
      new Range("ff00::", 8, "a multicast address"));

  /** Addresses of IPv6 that stand for one of IPv4, which begins at a byte. */
  private record Embedding(Range range, int firstByte) {}

  private static final List<Embedding> EMBEDDINGS = List.of(
      new Embedding(new Range("::", 96, "IPv4-compatible"), 12),
      new Embedding(new Range("64:ff9b::", 96, "NAT64"), 12),
      new Embedding(new Range("2002::", 16, "6to4"), 2));

  private AddressRanges() {}

  /** Returns what an address is if it is not public; empty if it is public. */
  static Optional<String> notPublic(InetAddress address) {
    return notPublic(address.getAddress());
  }

  private static Optional<String> notPublic(byte[] address) {
    return NOT_PUBLIC.stream()
        .filter(range -> range.contains(address))
        .map(Range::description)
        .findFirst()
        .or(() -> EMBEDDINGS.stream()
            .filter(embedding -> embedding.range.contains(address))
            .flatMap(embedding ->
                notPublic(Arrays.copyOfRange(address, embedding.firstByte, embedding.firstByte + 4))
                    .stream())
            .findFirst());
  }

  private static InetAddress parse(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(literal + " is not an address", e);
    }
  }
}

package atelier.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Many WebSockets on one thread, as cheap as can be, so that what is measured is the server: frames
 * are cut and their {@code seq} is looked at, nothing else. Checks that none is missing or doubled.
 */
final class FeedClients implements AutoCloseable {
  private static final int MAX_MS = 60_000;
  private static final byte[] SEQ = "\"seq\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AT = "\"at\":\"".getBytes(StandardCharsets.US_ASCII);

  private final Selector selector = Selector.open();
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
  private final long[] atMs = new long[1 << 20];
  private final int[] delays = new int[MAX_MS + 1];
  private long heard;

  /** One socket: where it stands, and the beginning of a frame whose end has not come. */
  private static final class Client {
    long seq;
    byte[] rest = new byte[0];
  }

  FeedClients(int port, int count, long after) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(ByteBuffer.wrap(("GET /feed?project=bench&after=" + after + " HTTP/1.1\r\n"
              + "Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII)));
      Client client = new Client();
      client.seq = after;
      client.rest = afterHandshake(channel);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, client);
    }
  }

  private static byte[] afterHandshake(SocketChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(1 << 16);
    while (true) {
      if (channel.read(head) < 0) {
        throw new IOException("the server hung up");
      }
      String text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        if (!text.startsWith("HTTP/1.1 101")) {
          throw new IOException(text);
        }
        return Arrays.copyOfRange(head.array(), end + 4, head.position());
      }
    }
  }

  /** Begins to count anew. */
  void reset() {
    Arrays.fill(delays, 0);
    heard = 0;
  }

  long heard() {
    return heard;
  }

  /** The delay that this share of the messages does not exceed. */
  int delayMs(double share) {
    long left = (long) Math.ceil(heard * share);
    for (int ms = 0; ms <= MAX_MS; ms++) {
      left -= delays[ms];
      if (left <= 0) {
        return ms;
      }
    }
    return MAX_MS;
  }

  /** Listens until so many messages were heard, or time is up. */
  void listen(long messages, long deadlineNs) throws IOException {
    while (heard < messages && System.nanoTime() < deadlineNs) {
      selector.select(100);
      long nowMs = System.currentTimeMillis();
      for (SelectionKey key : selector.selectedKeys()) {
        read((SocketChannel) key.channel(), (Client) key.attachment(), nowMs);
      }
      selector.selectedKeys().clear();
    }
  }

  private void read(SocketChannel channel, Client client, long nowMs) throws IOException {
    bytes.clear().put(client.rest);
    if (channel.read(bytes) < 0) {
      throw new IOException("the server closed a socket at seq " + client.seq);
    }
    bytes.flip();
    while (frame(client, nowMs)) {
      // One after the other.
    }
    client.rest = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
  }

  /** Takes a whole frame from the front, if there is one. */
  private boolean frame(Client client, long nowMs) throws IOException {
    byte[] all = bytes.array();
    int from = bytes.position();
    int length = bytes.remaining() < 2 ? 0 : all[from + 1] & 0x7f;
    int head = length == 126 ? 4 : 2;
    if (bytes.remaining() < head) {
      return false;
    }
    if (length == 126) {
      length = (all[from + 2] & 0xff) << 8 | (all[from + 3] & 0xff);
    }
    if (bytes.remaining() < head + length) {
      return false;
    }
    bytes.position(from + head + length);
    if ((all[from] & 0x0f) == 1) {
      message(client, all, from + head, nowMs);
    }
    return true;
  }

  private void message(Client client, byte[] all, int from, long nowMs) throws IOException {
    int seq = 0;
    for (int i = find(all, SEQ, from); all[i] >= '0' && all[i] <= '9'; i++) {
      seq = seq * 10 + all[i] - '0';
    }
    if (seq != client.seq + 1) {
      throw new IOException("after " + client.seq + " came " + seq);
    }
    client.seq = seq;
    if (atMs[seq] == 0) {
      int at = find(all, AT, from);
      int end = at;
      while (all[end] != '"') {
        end++;
      }
      atMs[seq] = Instant.parse(new String(all, at, end - at, StandardCharsets.US_ASCII))
          .toEpochMilli();
    }
    delays[(int) Math.max(0, Math.min(MAX_MS, nowMs - atMs[seq]))]++;
    heard++;
  }

  private static int find(byte[] all, byte[] sought, int from) {
    for (int i = from; ; i++) {
      int matched = 0;
      while (matched < sought.length && all[i + matched] == sought[matched]) {
        matched++;
      }
      if (matched == sought.length) {
        return i + matched;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}

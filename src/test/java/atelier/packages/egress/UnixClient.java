package atelier.packages.egress;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of the proxy that sends what a test says. */
final class UnixClient implements AutoCloseable {
  private final SocketChannel channel;

  UnixClient(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  /** Sends a request of its own connection and returns all of the reply. */
  static String exchange(Path socket, String request) throws IOException {
    try (UnixClient client = new UnixClient(socket)) {
      client.send(request);
      return client.readAll();
    }
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Reads so many bytes, or fewer if the proxy closes before. */
  String read(int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    try {
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Until it is full.
      }
    } catch (IOException reset) {
      // What was received before counts.
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }

  String readAll() throws IOException {
    return read(1 << 20);
  }

  /** Opens a tunnel, and expects that the proxy connects. */
  UnixClient connect(String target) throws IOException {
    send("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n");
    String expected = "HTTP/1.1 200 Connection established\r\n\r\n";
    String reply = read(expected.length());
    if (!reply.equals(expected)) {
      throw new IOException(reply + readAll());
    }
    return this;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

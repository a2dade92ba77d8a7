package atelier.packages.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server on loopback. For a line with a number it sends so many bytes, and with {@link #LAST}
 * behind it closes then; everything else it reads.
 */
final class FakeRegistry implements AutoCloseable {
  static final String LAST = " last";

  private final CountDownLatch end = new CountDownLatch(1);
  final AtomicLong receivedBytes = new AtomicLong();
  final List<String> lines = new CopyOnWriteArrayList<>();
  private final ServerSocket server;

  FakeRegistry() throws IOException {
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept, "fake-registry");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread thread = new Thread(() -> serve(socket), "fake-registry-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      StringBuilder line = new StringBuilder();
      byte[] buffer = new byte[8_192];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        receivedBytes.addAndGet(count);
        line.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        if (line.length() < 100 && line.indexOf("\n") > 0) {
          String text = line.toString().strip();
          lines.add(text);
          line.setLength(0);
          String size = text.replace(LAST, "");
          out.write(size.matches("[0-9]+") ? new byte[Integer.parseInt(size)] : new byte[0]);
          if (text.endsWith(LAST)) {
            break;
          }
        }
      }
    } catch (IOException closed) {
      // The proxy has closed the connection.
    } finally {
      end.countDown();
    }
  }

  /** Waits until it has closed a connection. */
  void awaitEnd() throws InterruptedException {
    if (!end.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("the registry has not closed any connection");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package atelier.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends raw bytes, for requests that no HTTP client would send. */
final class RawSocket {
  private RawSocket() {}

  /** Sends a request; returns what is received until the server closes or is silent for 3 s. */
  static String send(int port, String request) {
    return send(port, request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends the request line and headers of {@code head}, Connection: close, and a body. */
  static String send(int port, String head, String body) {
    return send(port, head + "Connection: close\r\n\r\n" + body);
  }

  static String send(int port, byte[] request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(3_000);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(InputStream in) {
    StringBuilder reply = new StringBuilder();
    try {
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        reply.append((char) octet);
      }
    } catch (IOException over) {
      reply.append("");
    }
    return reply.toString();
  }

  /** Sends a GET request on a new connection. */
  static String get(int port, String path, String... headers) {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    return send(port, request + "Connection: close\r\n\r\n");
  }

  static int status(String reply) {
    return reply.isEmpty() ? 0 : Integer.parseInt(reply.split(" ", 3)[1]);
  }

  /** Sends a WebSocket handshake; returns the status, after which the connection may stay open. */
  static int upgrade(int port, String path, String... headers) {
    String[] all = new String[headers.length + 8];
    String[] handshake = {
      "Upgrade",
      "websocket",
      "Connection",
      "Upgrade",
      "Sec-WebSocket-Version",
      "13",
      "Sec-WebSocket-Key",
      "dGhlIHNhbXBsZSBub25jZQ=="
    };
    System.arraycopy(handshake, 0, all, 0, handshake.length);
    System.arraycopy(headers, 0, all, handshake.length, headers.length);
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    for (int i = 0; i < all.length; i += 2) {
      request.append(all[i]).append(": ").append(all[i + 1]).append("\r\n");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      InputStream reply = socket.getInputStream();
      StringBuilder statusLine = new StringBuilder();
      for (int octet = reply.read(); octet >= 0 && octet != '\r'; octet = reply.read()) {
        statusLine.append((char) octet);
      }
      return status(statusLine.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package atelier.research;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;

/**
 * Sends a request and reads the body of its reply, whose size is limited while it arrives.
 *
 * @param body empty if the status is not 2xx
 */
record BoundedReply(int status, Buffer body) {
  /**
   * Fails if the body is larger than {@code maxBytes} or has not arrived within {@code timeoutMs}.
   */
  static Future<BoundedReply> send(
      Vertx vertx, HttpClientRequest request, int maxBytes, long timeoutMs) {
    Promise<BoundedReply> reply = Promise.promise();
    long timer =
        vertx.setTimer(timeoutMs, late -> reply.tryFail("no reply within " + timeoutMs + " ms"));
    request.send().onFailure(reply::tryFail).onSuccess(response -> {
      if (response.statusCode() / 100 == 2) {
        read(response, maxBytes, reply);
      } else {
        reply.tryComplete(new BoundedReply(response.statusCode(), Buffer.buffer()));
      }
    });
    return reply.future().onComplete(ended -> {
      vertx.cancelTimer(timer);
      // Ends the connection if the server still sends.
      request.reset();
    });
  }

  private static void read(HttpClientResponse response, int maxBytes, Promise<BoundedReply> reply) {
    Buffer body = Buffer.buffer();
    response
        .exceptionHandler(reply::tryFail)
        .handler(part -> {
          if (body.length() + part.length() > maxBytes) {
            reply.tryFail("the reply is larger than " + maxBytes + " bytes");
          } else if (!reply.future().isComplete()) {
            body.appendBuffer(part);
          }
        })
        .endHandler(end -> reply.tryComplete(new BoundedReply(response.statusCode(), body)));
  }
}

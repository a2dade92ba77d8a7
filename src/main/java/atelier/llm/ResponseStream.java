package atelier.llm;

import atelier.cancel.Cancellation;
import atelier.config.Settings.Model;
import atelier.llm.LlmFailure.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives one answer, with a timeout for its first token and one between tokens. Once the model
 * has ended its answer, neither silence nor a broken connection makes the answer fail. A cancelled
 * call closes its connection: servers then stop computing. Runs on one context.
 */
final class ResponseStream {
  /** Vert.x numbers timers from 0: 0 as "none" would cancel the node's first timer. */
  private static final long NO_TIMER = -1;

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_ERROR_BYTES = 64 * 1024;
  /** How long the token counts may follow an ended answer, and the stream's end follow both. */
  private static final long MAX_DRAIN_MS = 5_000;

  private final Vertx vertx;
  private final Model model;
  private final ProviderProtocol protocol;
  private final HttpClientRequest request;
  private final Llm.Progress progress;
  private final CompletionStream answer = new CompletionStream();
  private final Promise<CompletionStream> completed = Promise.promise();
  private final StreamDecoder decoder;
  private long timer = NO_TIMER;
  private @Nullable ErrorReply refusal;

  ResponseStream(
      Vertx vertx,
      Model model,
      ProviderProtocol protocol,
      HttpClientRequest request,
      Llm.Progress progress) {
    this.vertx = vertx;
    this.model = model;
    this.protocol = protocol;
    this.request = request;
    this.progress = progress;
    decoder = new StreamDecoder(
        protocol.usesServerSentEvents(),
        this::readRecord,
        tooLong ->
            fail(new LlmFailure(Kind.MALFORMED, model.model() + ": " + tooLong.getMessage())));
  }

  Future<CompletionStream> receive(Buffer body) {
    Cancellation cancellation = progress.cancellation();
    if (cancellation.isCancelled()) {
      fail(Cancellation.exception());
      return completed.future();
    }
    Context context = vertx.getOrCreateContext();
    cancellation.whileRunning(
        completed.future(), () -> context.runOnContext(unused -> fail(Cancellation.exception())));
    restartTimer(model.firstTokenTimeout().toMillis(), "no first token within ");
    request.exceptionHandler(this::breakOff);
    request.send(body).onSuccess(this::readResponse).onFailure(this::fail);
    return completed.future();
  }

  /** Returns the error that the server replied with instead of an answer, if any. */
  @Nullable
  ErrorReply refusal() {
    return refusal;
  }

  private void readResponse(HttpClientResponse response) {
    String encoding = header(response, "content-encoding");
    if (response.statusCode() / 100 != 2) {
      readErrorBody(response);
    } else if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      fail(new LlmFailure(
          Kind.MALFORMED,
          model.model() + ": the reply is compressed although that was not requested: switch"
              + " compression off in the server or the proxy before it"));
    } else {
      response.exceptionHandler(this::breakOff);
      response.endHandler(unused -> {
        decoder.end();
        succeed();
      });
      response.handler(decoder);
    }
  }

  private void readErrorBody(HttpClientResponse response) {
    Buffer body = Buffer.buffer();
    response.exceptionHandler(this::fail);
    response.handler(chunk -> {
      if (body.length() < MAX_ERROR_BYTES) {
        body.appendBuffer(chunk);
      }
    });
    response.endHandler(ended -> refuse(
        new ErrorReply(response.statusCode(), body.toString(), name -> header(response, name))));
  }

  private void refuse(ErrorReply reply) {
    refusal = reply;
    fail(reply.toFailure(model));
  }

  private void readRecord(String text) {
    if (completed.future().isComplete()) {
      return;
    }
    if (text.equals("[DONE]")) {
      answer.close();
    } else {
      readJson(text);
    }
    if (completed.future().isComplete()) {
      return;
    }
    progress.received(answer.tokenCount(), answer.text());
    if (answer.hasFailed()) {
      succeed();
      request.reset();
    } else if (answer.isClosed()) {
      succeed();
      timer = vertx.setTimer(MAX_DRAIN_MS, unused -> request.reset());
    } else if (answer.hasEnded()) {
      restartTimer(Math.min(MAX_DRAIN_MS, model.idleTimeout().toMillis()), "");
    } else {
      restartTimer(model.idleTimeout().toMillis(), "no token for ");
    }
  }

  private void readJson(String text) {
    try {
      JsonNode record = JSON.readTree(text);
      JsonNode first = record.isArray() ? record.path(0) : record;
      if (ErrorReply.isError(first)) {
        refuse(new ErrorReply(ErrorReply.statusOf(first), first.toString(), name -> ""));
      } else {
        protocol.readRecord(first, answer);
      }
    } catch (JacksonException notJson) {
      if (text.stripLeading().startsWith("<")) {
        fail(new LlmFailure(
            Kind.TRANSPORT,
            model.model() + ": " + model.endpoint() + " replied with a page of HTML instead of an"
                + " answer: " + ErrorReply.plainText(text)));
      } else if (!answer.hasEnded()) {
        answer.fail(
            Kind.TRUNCATED, model.model() + ": the stream contains a record that is not JSON");
      }
    }
  }

  private static String header(HttpClientResponse response, String name) {
    String value = response.getHeader(name);
    return value == null ? "" : value;
  }

  private void succeed() {
    vertx.cancelTimer(timer);
    completed.tryComplete(answer);
  }

  /** Ends the answer after a broken connection or a timeout: it is whole if its end was read. */
  private void breakOff(Throwable problem) {
    if (answer.hasEnded()) {
      succeed();
      request.reset();
    } else {
      fail(problem);
    }
  }

  private void fail(Throwable problem) {
    vertx.cancelTimer(timer);
    if (completed.tryFail(problem)) {
      request.reset();
    }
  }

  private void restartTimer(long ms, String message) {
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(
        ms,
        unused -> breakOff(
            new LlmFailure(Kind.TRANSPORT, model.model() + ": " + message + ms / 1_000.0 + " s")));
  }
}

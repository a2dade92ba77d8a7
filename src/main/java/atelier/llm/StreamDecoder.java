package atelier.llm;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import java.util.function.Consumer;

/**
 * Splits a stream into records: lines, or server-sent events (WHATWG HTML §9.2). Event names are
 * ignored: every provider repeats them in the data.
 */
final class StreamDecoder implements Handler<Buffer> {
  private final RecordParser lines;
  private final boolean serverSentEvents;
  private final Consumer<String> recordHandler;
  private final StringBuilder data = new StringBuilder();

  StreamDecoder(
      boolean serverSentEvents, Consumer<String> recordHandler, Consumer<Throwable> errorHandler) {
    this.serverSentEvents = serverSentEvents;
    this.recordHandler = recordHandler;
    lines = RecordParser.newDelimited("\n", this::readLine);
    lines.maxRecordSize(CompletionStream.MAX_CHARS);
    lines.exceptionHandler(errorHandler::accept);
  }

  @Override
  public void handle(Buffer chunk) {
    lines.handle(chunk);
  }

  private void readLine(Buffer bytes) {
    String line = bytes.toString();
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (!serverSentEvents) {
      emit(text);
    } else if (text.isEmpty()) {
      emit(data.toString());
      data.setLength(0);
    } else if (text.startsWith("data:")) {
      data.append(data.isEmpty() ? "" : "\n").append(text.substring(5).strip());
    }
  }

  private void emit(String text) {
    if (!text.isBlank()) {
      recordHandler.accept(text);
    }
  }
}

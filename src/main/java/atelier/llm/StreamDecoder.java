package atelier.llm;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import java.util.function.Consumer;

/**
 * Cuts a stream into records: a line each, or server-sent events (WHATWG HTML §9.2), whose name we
 * do not need since every provider repeats it in the data.
 */
final class StreamDecoder implements Handler<Buffer> {
  private final RecordParser lines;
  private final boolean serverSentEvents;
  private final Consumer<String> record;
  private final StringBuilder data = new StringBuilder();

  StreamDecoder(boolean serverSentEvents, Consumer<String> record, Consumer<Throwable> tooLong) {
    this.serverSentEvents = serverSentEvents;
    this.record = record;
    lines = RecordParser.newDelimited("\n", this::line);
    lines.maxRecordSize(CompletionStream.MAX_CHARS);
    lines.exceptionHandler(tooLong::accept);
  }

  @Override
  public void handle(Buffer chunk) {
    lines.handle(chunk);
  }

  private void line(Buffer bytes) {
    String line = bytes.toString();
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (!serverSentEvents) {
      tell(text);
    } else if (text.isEmpty()) {
      tell(data.toString());
      data.setLength(0);
    } else if (text.startsWith("data:")) {
      data.append(data.isEmpty() ? "" : "\n").append(text.substring(5).strip());
    }
  }

  private void tell(String text) {
    if (!text.isBlank()) {
      record.accept(text);
    }
  }
}

package atelier.llm;

import atelier.pattern.Pattern;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import java.util.function.Consumer;

/**
 * Splits a stream into records: lines, or server-sent events (WHATWG HTML §9.2). Event names are
 * ignored: every provider repeats them in the data. Accepts what servers and proxies get wrong: no
 * line end at the end, no blank line between events, a whole JSON document instead of events.
 */
final class StreamDecoder implements Handler<Buffer> {
  private static final Pattern FIELD = Pattern.compile("(:|(data|event|id|retry)(:|$)).*");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final RecordParser lines;
  private final boolean serverSentEvents;
  private final Consumer<String> recordHandler;
  private final StringBuilder data = new StringBuilder();
  /** Lines that belong to no event: an error reply, an answer in one document, a page of HTML. */
  private final StringBuilder document = new StringBuilder();

  private boolean begun;
  private boolean hasEvents;

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

  /** Emits what the stream left without a line end or a blank line; call it once, at the end. */
  void end() {
    lines.handle(Buffer.buffer("\n\n"));
    String rest = document.toString().strip();
    if (!hasEvents || rest.startsWith("{")) {
      emit(rest);
    }
  }

  private void readLine(Buffer bytes) {
    String line = bytes.toString();
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    text = !begun && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    begun = true;
    if (!serverSentEvents) {
      emit(text);
    } else if (text.isEmpty()) {
      emitEvent();
    } else if (text.startsWith("data:")) {
      readData(text.substring(5).strip());
    } else if (!FIELD.matcher(text).matches()
        && document.length() + text.length() < CompletionStream.MAX_CHARS) {
      document.append(text).append('\n');
    }
  }

  private void readData(String text) {
    boolean startsAnother = text.equals("[DONE]") || text.startsWith("{");
    if (startsAnother && !data.isEmpty() && data.charAt(data.length() - 1) == '}') {
      // Within one JSON document, "}" and "{" are never neighbours: the blank line is missing.
      emitEvent();
    }
    if (data.length() + text.length() < CompletionStream.MAX_CHARS) {
      data.append(data.isEmpty() ? "" : "\n").append(text);
    }
  }

  private void emitEvent() {
    hasEvents |= !data.isEmpty();
    String event = data.toString();
    data.setLength(0);
    emit(event);
  }

  private void emit(String text) {
    if (!text.isBlank()) {
      recordHandler.accept(text);
    }
  }
}

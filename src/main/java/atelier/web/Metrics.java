package atelier.web;

import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.EventCodec;
import atelier.event.Usage;
import atelier.web.feed.FeedBroadcaster;
import atelier.web.http.Reply;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The metrics of the node, in OpenMetrics format. None is labelled by project, since their number
 * has no limit.
 */
final class Metrics {
  private static final String CONTENT_TYPE =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter events = Counter.builder()
      .name("atelier_events")
      .help("Appended journal entries, by event type.")
      .labelNames("type")
      .register(registry);
  private final Counter tokens = Counter.builder()
      .name("atelier_llm_tokens")
      .help("Tokens sent to models (prompt) and received from them (completion).")
      .labelNames("direction", "role")
      .register(registry);
  private final Histogram answerSeconds = Histogram.builder()
      .name("atelier_llm_answer_seconds")
      .help("Duration of model answers, from the request to the last token.")
      .labelNames("role")
      .classicUpperBounds(0.1, 0.5, 1, 5, 15, 60, 300, 900)
      .classicOnly()
      .register(registry);
  private final Counter requests = Counter.builder()
      .name("atelier_http_requests")
      .help("HTTP replies, by status.")
      .labelNames("status")
      .register(registry);

  Metrics(ProjectIndex projectIndex, FeedBroadcaster feed) {
    GaugeWithCallback.builder()
        .name("atelier_projects")
        .help("Projects, by status.")
        .labelNames("status")
        .callback(
            gauge -> projectIndex.counts().forEach((status, count) -> gauge.call(count, status)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("atelier_feed_clients")
        .help("Connected clients of the feed.")
        .callback(gauge -> gauge.call(feed.clientCount()))
        .register(registry);
    JvmMetrics.builder().register(registry);
  }

  /** Counts every reply. */
  void countRequest(RoutingContext routing) {
    routing.addEndHandler(ended -> requests
        .labelValues(Integer.toString(routing.response().getStatusCode()))
        .inc());
    routing.next();
  }

  /** Counts an appended entry and the tokens that it reports. */
  void countEntry(Entry entry) {
    events.labelValues(EventCodec.typeName(entry.event())).inc();
    Usage usage = usage(entry.event());
    if (!usage.equals(Usage.NONE)) {
      String role = entry.agent();
      tokens.labelValues("prompt", role).inc(usage.promptTokens());
      tokens.labelValues("completion", role).inc(usage.completionTokens());
      answerSeconds.labelValues(role).observe(usage.ms() / 1000.0);
    }
  }

  private static Usage usage(Event event) {
    if (event instanceof Event.CodeReady code) {
      return code.usage();
    } else if (event instanceof Event.AnswerRejected rejected) {
      return rejected.usage();
    } else if (event instanceof Event.BlueprintReady ready) {
      return ready.usage();
    } else if (event instanceof Event.BlueprintRejected rejected) {
      return rejected.usage();
    }
    return Usage.NONE;
  }

  Future<Reply> show(RoutingContext routing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      OpenMetricsTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> headers = Map.of("content-type", CONTENT_TYPE, "cache-control", "no-store");
    return Future.succeededFuture(new Reply(200, headers, Buffer.buffer(out.toByteArray())));
  }
}

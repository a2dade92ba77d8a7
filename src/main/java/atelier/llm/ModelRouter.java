package atelier.llm;

import atelier.config.ProxySettings;
import atelier.config.Settings;
import atelier.config.Settings.Model;
import atelier.llm.LlmFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Routes each call to the model of its role. Limits concurrent calls per endpoint, retries
 * transient failures, and falls back to the next model of the chain on other failures.
 */
public final class ModelRouter implements Llm {
  /** Failures for which another model may succeed. */
  private static final Set<Kind> FALLBACK_KINDS =
      EnumSet.complementOf(EnumSet.of(Kind.CONTEXT, Kind.MALFORMED));

  private final Vertx vertx;
  private final Settings.Llm settings;
  private final Backoff backoff;
  private final Map<Model, Llm> models = new LinkedHashMap<>();
  private final Map<String, ConcurrencyLimiter> limiters = new HashMap<>();

  private ModelRouter(Vertx vertx, Settings.Llm settings, ProxySettings proxies, Backoff backoff) {
    this.vertx = vertx;
    this.backoff = backoff;
    this.settings = settings;
    List<Model> all = new ArrayList<>(List.of(settings.primary()));
    all.addAll(settings.fallback());
    all.addAll(settings.roles().values());
    for (Model model : all) {
      models.computeIfAbsent(model, unused -> Providers.create(vertx, model, proxies));
      limiters.computeIfAbsent(model.endpoint(), unused -> new ConcurrencyLimiter(model.slots()));
    }
  }

  public static ModelRouter create(Vertx vertx, Settings.Llm settings, ProxySettings proxies) {
    return new ModelRouter(vertx, settings, proxies, Backoff.DEFAULT);
  }

  /** Creates a router that calls all models directly. */
  public static ModelRouter create(Vertx vertx, Settings.Llm settings) {
    return create(vertx, settings, ProxySettings.NONE);
  }

  static ModelRouter create(Vertx vertx, Settings.Llm settings, Backoff backoff) {
    return new ModelRouter(vertx, settings, ProxySettings.NONE, backoff);
  }

  @Override
  public Future<Completion> complete(Prompt prompt, Progress progress) {
    List<Model> chain = chain(prompt);
    return completeWithFallback(prompt, progress, chain, 0);
  }

  /** Returns the models to try, in order; without the first if the prompt asks for a fallback. */
  private List<Model> chain(Prompt prompt) {
    List<Model> chain = new ArrayList<>();
    chain.add(settings.roles().getOrDefault(prompt.role(), settings.primary()));
    settings.fallback().stream().filter(model -> !chain.contains(model)).forEach(chain::add);
    return prompt.fallback() && chain.size() > 1 ? chain.subList(1, chain.size()) : chain;
  }

  private Future<Completion> completeWithFallback(
      Prompt prompt, Progress progress, List<Model> chain, int index) {
    Model model = chain.get(index);
    long loadingDeadlineMs =
        System.currentTimeMillis() + model.firstTokenTimeout().toMillis();
    return completeWithRetries(prompt, progress, model, 0, loadingDeadlineMs).recover(problem -> {
      boolean another = index + 1 < chain.size()
          && problem instanceof LlmFailure failure
          && FALLBACK_KINDS.contains(failure.kind());
      // If all models fail, the first one's problem is reported: it is the one to fix.
      return another
          ? completeWithFallback(prompt, progress, chain, index + 1)
              .recover(last -> Future.failedFuture(problem))
          : Future.failedFuture(problem);
    });
  }

  private Future<Completion> completeWithRetries(
      Prompt prompt, Progress progress, Model model, int retries, long loadingDeadlineMs) {
    Llm llm = Objects.requireNonNull(models.get(model));
    ConcurrencyLimiter limiter = Objects.requireNonNull(limiters.get(model.endpoint()));
    return limiter.submit(() -> llm.complete(prompt, progress)).recover(problem -> {
      boolean retryable = problem instanceof LlmFailure failure
          && failure.isRetryable()
          && failure.kind() != Kind.MALFORMED
          && (failure.isLoading()
              ? System.currentTimeMillis() < loadingDeadlineMs
              : retries < Backoff.MAX_RETRIES);
      return retryable
          ? vertx
              .timer(backoff.delayMs((LlmFailure) problem, retries), TimeUnit.MILLISECONDS)
              .compose(waited ->
                  completeWithRetries(prompt, progress, model, retries + 1, loadingDeadlineMs))
          : Future.failedFuture(problem);
    });
  }

  @Override
  public Future<List<Health>> health() {
    List<Future<List<Health>>> checks =
        models.values().stream().map(Llm::health).toList();
    return Future.all(checks)
        .map(unused -> checks.stream().flatMap(check -> check.result().stream()).toList());
  }
}

package atelier.llm;

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
 * All configured models as one: each role's own, so many questions at a time as an endpoint has
 * slots, patience with what passes, and the fallback chain for what does not.
 */
public final class ModelRouter implements Llm {
  /** Failures that another model may not share. */
  private static final Set<Kind> ELSEWHERE =
      EnumSet.complementOf(EnumSet.of(Kind.CONTEXT, Kind.BAD_REQUEST, Kind.MALFORMED));

  private final Vertx vertx;
  private final Settings.Llm settings;
  private final Backoff backoff;
  private final Map<Model, Llm> models = new LinkedHashMap<>();
  private final Map<String, ConcurrencyLimiter> slots = new HashMap<>();

  private ModelRouter(Vertx vertx, Settings.Llm settings, Backoff backoff) {
    this.vertx = vertx;
    this.backoff = backoff;
    this.settings = settings;
    List<Model> all = new ArrayList<>(List.of(settings.primary()));
    all.addAll(settings.fallback());
    all.addAll(settings.roles().values());
    for (Model model : all) {
      models.computeIfAbsent(model, one -> Providers.open(vertx, one));
      slots.computeIfAbsent(model.endpoint(), one -> new ConcurrencyLimiter(model.slots()));
    }
  }

  public static ModelRouter over(Vertx vertx, Settings.Llm settings) {
    return over(vertx, settings, Backoff.USUAL);
  }

  static ModelRouter over(Vertx vertx, Settings.Llm settings, Backoff backoff) {
    return new ModelRouter(vertx, settings, backoff);
  }

  @Override
  public Future<Completion> ask(Prompt prompt, Progress progress) {
    List<Model> chain = chain(prompt);
    return ask(prompt, progress, chain, 0);
  }

  /** The models to try, in order; a prompt that asks for the fallback passes over the first. */
  private List<Model> chain(Prompt prompt) {
    List<Model> chain = new ArrayList<>();
    chain.add(settings.roles().getOrDefault(prompt.role(), settings.primary()));
    settings.fallback().stream().filter(model -> !chain.contains(model)).forEach(chain::add);
    return prompt.fallback() && chain.size() > 1 ? chain.subList(1, chain.size()) : chain;
  }

  private Future<Completion> ask(Prompt prompt, Progress progress, List<Model> chain, int at) {
    return patiently(prompt, progress, chain.get(at), 0).recover(problem -> {
      boolean another = at + 1 < chain.size()
          && problem instanceof LlmFailure failure
          && ELSEWHERE.contains(failure.kind());
      // Where all fail, the first one's reason is the one to mend.
      return another
          ? ask(prompt, progress, chain, at + 1).recover(last -> Future.failedFuture(problem))
          : Future.failedFuture(problem);
    });
  }

  private Future<Completion> patiently(Prompt prompt, Progress progress, Model model, int retry) {
    Llm llm = Objects.requireNonNull(models.get(model));
    ConcurrencyLimiter through = Objects.requireNonNull(slots.get(model.endpoint()));
    return through.through(() -> llm.ask(prompt, progress)).recover(problem -> {
      boolean again = retry < Backoff.MAX_RETRIES
          && problem instanceof LlmFailure failure
          && failure.again()
          && failure.kind() != Kind.MALFORMED;
      return again
          ? vertx
              .timer(backoff.waitMs((LlmFailure) problem, retry), TimeUnit.MILLISECONDS)
              .compose(waited -> patiently(prompt, progress, model, retry + 1))
          : Future.failedFuture(problem);
    });
  }

  @Override
  public Future<List<Health>> health() {
    List<Future<List<Health>>> asked = models.values().stream().map(Llm::health).toList();
    return Future.all(asked)
        .map(all -> asked.stream().flatMap(one -> one.result().stream()).toList());
  }
}

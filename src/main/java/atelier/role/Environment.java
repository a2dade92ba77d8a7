package atelier.role;

import atelier.event.Event;
import atelier.event.Event.InfraError;
import atelier.event.Event.InfraReady;
import atelier.llm.Llm.Health;
import atelier.project.Project;
import atelier.project.RetryableFailure;
import atelier.project.Status;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks which models answer, which tools generated code finds and which sandbox runs it. Due at
 * the start of each feature, and with growing delays after a failure. Not due during a
 * verification, which needs no model. Returns {@code infra_ready} or {@code infra_error}.
 */
final class Environment implements Role<Environment.Survey> {
  private static final int MAX_SURVEYS = 8;
  private static final Duration RECOVERY_DELAY = Duration.ofMinutes(1);
  private static final Duration FIRST_RETRY_DELAY = Duration.ofSeconds(15);

  /** One check of models and tools; the delay doubles after each failure. */
  record Survey(String project, int attempt, Instant notBefore) implements Task {
    @Override
    public String name() {
      return "survey:" + attempt;
    }
  }

  @Override
  public String name() {
    return "environment";
  }

  @Override
  public Class<Survey> taskType() {
    return Survey.class;
  }

  @Override
  public Stream<Survey> dueTasks(Project project) {
    if (project.isVerifying()) {
      return Stream.of();
    }
    return project.infra() == null ? initialSurvey(project) : recoverySurvey(project);
  }

  private static Stream<Survey> initialSurvey(Project project) {
    int errors = project.surveys().failedInARow();
    Instant lastSurvey = project.surveys().lastAt();
    if (errors >= MAX_SURVEYS) {
      return Stream.of();
    }
    Instant notBefore = errors == 0 || lastSurvey == null
        ? Instant.EPOCH
        : lastSurvey.plus(FIRST_RETRY_DELAY.multipliedBy(1L << (errors - 1)));
    return Stream.of(new Survey(project.id(), errors + 1, notBefore));
  }

  /** While a project is paused because of its models, they are checked with a doubling delay. */
  private static Stream<Survey> recoverySurvey(Project project) {
    int recoveries = project.surveys().recoveries();
    boolean waitsForModel = project.status() == Status.PAUSED
        && project.pauseCause().equals("infrastructure")
        && recoveries < MAX_SURVEYS;
    return waitsForModel
        ? project.retryableFailures().values().stream()
            .map(RetryableFailure::failedAt)
            .max(Comparator.naturalOrder())
            .map(failedAt -> failedAt.plus(RECOVERY_DELAY.multipliedBy(1L << recoveries)))
            .map(notBefore -> new Survey(project.id(), MAX_SURVEYS + recoveries, notBefore))
            .stream()
        : Stream.of();
  }

  @Override
  public Future<List<Event>> perform(Survey task, Tools tools) {
    return tools
        .llm()
        .health()
        .compose(models -> Capabilities.runnableTools(tools.sandbox(), tools.toolchains())
            .map(toolchains -> List.of(toEvent(models, toolchains, tools))));
  }

  private static Event toEvent(List<Health> models, List<String> toolchains, Tools tools) {
    List<String> ready =
        models.stream().filter(Health::ready).map(Health::model).distinct().toList();
    if (ready.isEmpty()) {
      Health first = models.get(0);
      return new InfraError(first.problem(), first.remedy());
    }
    return new InfraReady(
        ready,
        toolchains,
        tools.sandbox().unavailableReason().isEmpty() ? tools.sandbox().name() : "none here",
        tools.policy().retries(),
        tools.policy().hasFallbackModel(),
        Optional.of(tools.policy().proof().repeats()),
        tools.sandbox().level().name(),
        tools.sandbox().level().reasons());
  }
}

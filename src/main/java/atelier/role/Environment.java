package atelier.role;

import atelier.event.Event;
import atelier.event.Event.InfraError;
import atelier.event.Event.InfraReady;
import atelier.llm.Llm.Health;
import atelier.packages.PackageRequest;
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
 *
 * <p>Also installs the packages that a project declares. Due for each request of accepted manifests
 * that nothing is known about. Returns {@code setup_ready} with a {@code lock_ready} for each file
 * that it made, {@code setup_failed} or {@code setup_skipped}.
 */
final class Environment implements Role<Environment.Preparation> {
  private static final int MAX_SURVEYS = 8;
  private static final Duration RECOVERY_DELAY = Duration.ofMinutes(1);
  private static final Duration FIRST_RETRY_DELAY = Duration.ofSeconds(15);
  private static final int KEY_CHARS = 12;

  /**
   * One check of models and tools, or the installing of packages.
   *
   * @param attempt counts the checks; 0 for packages
   * @param notBefore the earliest time of a check; the delay doubles after each failure
   * @param setup what is installed; empty for a check
   */
  record Preparation(String project, int attempt, Instant notBefore, Optional<PackageSetup> setup)
      implements Task {
    static Preparation survey(String project, int attempt, Instant notBefore) {
      return new Preparation(project, attempt, notBefore, Optional.empty());
    }

    static Preparation install(Project project, PackageRequest request) {
      return new Preparation(
          project.id(), 0, Instant.EPOCH, Optional.of(PackageSetup.of(project, request)));
    }

    @Override
    public String file() {
      return setup.map(each -> each.request().manifest()).orElse("");
    }

    @Override
    public String name() {
      return setup
          .map(each -> "install " + each.request().ecosystem() + ":"
              + each.request().key().substring(0, KEY_CHARS))
          .orElse("survey:" + attempt);
    }

    @Override
    public Requirements requirements() {
      return setup.map(PackageSetup::requirements).orElse(Requirements.NONE);
    }

    @Override
    public List<Event> startEvents() {
      return setup.stream().<Event>map(PackageSetup::started).toList();
    }
  }

  @Override
  public String name() {
    return "environment";
  }

  @Override
  public Class<Preparation> taskType() {
    return Preparation.class;
  }

  @Override
  public Stream<Preparation> dueTasks(Project project) {
    if (project.isVerifying()) {
      return Stream.of();
    }
    return Stream.concat(
        project.infra() == null ? initialSurvey(project) : recoverySurvey(project),
        SetupRequests.of(project).due().map(request -> Preparation.install(project, request)));
  }

  private static Stream<Preparation> initialSurvey(Project project) {
    int errors = project.surveys().failedInARow();
    Instant lastSurvey = project.surveys().lastAt();
    if (errors >= MAX_SURVEYS) {
      return Stream.of();
    }
    Instant notBefore = errors == 0 || lastSurvey == null
        ? Instant.EPOCH
        : lastSurvey.plus(FIRST_RETRY_DELAY.multipliedBy(1L << (errors - 1)));
    return Stream.of(Preparation.survey(project.id(), errors + 1, notBefore));
  }

  /** While a project is paused because of its models, they are checked with a doubling delay. */
  private static Stream<Preparation> recoverySurvey(Project project) {
    int recoveries = project.surveys().recoveries();
    boolean waitsForModel = project.status() == Status.PAUSED
        && project.pauseCause().equals("infrastructure")
        && recoveries < MAX_SURVEYS;
    return waitsForModel
        ? project.retryableFailures().values().stream()
            .map(RetryableFailure::failedAt)
            .max(Comparator.naturalOrder())
            .map(failedAt -> failedAt.plus(RECOVERY_DELAY.multipliedBy(1L << recoveries)))
            .map(notBefore -> Preparation.survey(project.id(), MAX_SURVEYS + recoveries, notBefore))
            .stream()
        : Stream.of();
  }

  @Override
  public Future<List<Event>> perform(Preparation task, Tools tools) {
    return task.setup().isPresent() ? task.setup().get().perform(tools.packages()) : survey(tools);
  }

  private static Future<List<Event>> survey(Tools tools) {
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

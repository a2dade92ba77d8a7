package atelier.role;

import atelier.event.Event;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One agent: claims a task when it is free, performs it, tells the result. The only place where a
 * bug in a role is caught.
 */
public final class RoleVerticle<T extends Record & Task> extends VerticleBase {
  private static final Logger LOG = Logger.getLogger(RoleVerticle.class.getName());
  private static final long BEAT_MS = 2_000;
  private static final DeliveryOptions PATIENT = new DeliveryOptions().setSendTimeout(60_000);

  private final Role<T> role;
  private final Tools tools;
  private boolean busy;
  private boolean offeredMeanwhile;

  public RoleVerticle(Role<T> role, Tools tools) {
    this.role = role;
    this.tools = tools;
  }

  @Override
  public Future<?> start() {
    var offers = vertx.eventBus().consumer(Bus.offers(role.name()), offer -> claim());
    return offers.completion().onSuccess(ready -> claim());
  }

  private void claim() {
    if (busy) {
      offeredMeanwhile = true;
      return;
    }
    busy = true;
    offeredMeanwhile = false;
    vertx
        .eventBus()
        .<Bus.Answer>request(Bus.CLAIM, new Bus.Claim(role.name()), PATIENT)
        .map(Message::body)
        .onSuccess(answer -> {
          Grant grant = answer.grant();
          if (grant == null) {
            free(offeredMeanwhile);
          } else {
            work(grant);
          }
        })
        .onFailure(problem -> free(false));
  }

  private void free(boolean again) {
    busy = false;
    if (again) {
      claim();
    }
  }

  private void work(Grant grant) {
    long beats = vertx.setPeriodic(
        BEAT_MS, timer -> vertx.eventBus().send(Bus.BEAT, new Bus.Beat(grant.id())));
    performed(grant)
        .map(events -> new Bus.Result(grant.id(), events, ""))
        .recover(bug -> {
          LOG.log(Level.WARNING, "task " + grant.key() + " failed", bug);
          return Future.succeededFuture(new Bus.Result(grant.id(), List.of(), String.valueOf(bug)));
        })
        .compose(result -> vertx.eventBus().request(Bus.RESULT, result, PATIENT))
        .onComplete(told -> {
          vertx.cancelTimer(beats);
          free(true);
        });
  }

  private Future<List<Event>> performed(Grant grant) {
    try {
      return role.perform(role.task().cast(grant.task()), tools);
    } catch (RuntimeException bug) {
      return Future.failedFuture(bug);
    }
  }
}

package atelier.studio;

import atelier.event.Cancelled;
import atelier.event.Entry;
import atelier.event.Event;
import atelier.event.Event.Approved;
import atelier.event.Event.FeatureRequested;
import atelier.event.Event.HintGiven;
import atelier.event.Event.RetryRequested;
import atelier.event.Event.VerifyRequested;
import atelier.event.EventCodec;
import atelier.project.Project;
import atelier.project.Status;
import atelier.studio.Studio.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the commands of people in a discarded history that can still be applied. Pure. */
public final class Restoration {
  private Restoration() {}

  /** The events to append to the history that is kept, as {@code consensus.Restoring} expects. */
  public static Map<Entry, Event> requests(List<Entry> kept, List<Entry> lost) {
    Project state = Project.empty(kept.get(0).project());
    for (Entry entry : kept) {
      state = state.apply(entry);
    }
    Map<Entry, Event> requests = new LinkedHashMap<>();
    for (Entry entry : lost) {
      for (Event again : again(state, entry.event())) {
        requests.put(entry, again);
        state = state.apply(EventCodec.seal(
            state.id(), state.seq() + 1, entry.at(), entry.node(), "user", again, state.hash()));
      }
    }
    return requests;
  }

  private static List<Event> again(Project state, Event lost) {
    try {
      if (lost instanceof FeatureRequested asked) {
        return CommandHandler.extend(
            state, new ProjectRequest(asked.spec(), asked.approve(), asked.key()));
      } else if (lost instanceof HintGiven hint) {
        return List.of(CommandHandler.hint(state, hint.file(), hint.text()));
      } else if (lost instanceof Cancelled cancelled) {
        // Who cancelled in the other history did not decide to drop what is queued in this one.
        String queued = cancelled.queued().isEmpty() ? "run" : cancelled.queued();
        return List.of(CommandHandler.cancel(state, cancelled.reason(), queued));
      } else if (lost instanceof RetryRequested) {
        return List.of(CommandHandler.retry(state));
      } else if (lost instanceof VerifyRequested) {
        return List.of(CommandHandler.verify(state));
      }
      return lost instanceof Approved && state.status() == Status.AWAITING_APPROVAL
          ? List.of(lost)
          : List.of();
    } catch (Refused nothingToGrant) {
      return List.of();
    }
  }
}

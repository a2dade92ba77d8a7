package atelier.web;

import atelier.event.Entry;
import atelier.event.Event.FeatureRequested;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which project the request with an idempotency key created; a fold over the first entries of all
 * projects. If two nodes accepted a key at the same moment, the earlier project has it, so that the
 * order in which entries arrive does not matter. For one context.
 */
final class IdempotencyKeys {
  private static final Comparator<Creation> EARLIEST =
      Comparator.comparing(Creation::at).thenComparing(Creation::project);

  private final Map<String, Creation> creations = new HashMap<>();

  private record Creation(String project, Instant at) {}

  /** Adds the key of a project's first entry, if it has one; ignores all other entries. */
  void apply(Entry entry) {
    if (entry.seq() == 1
        && entry.event() instanceof FeatureRequested request
        && !request.key().isEmpty()) {
      add(request.key(), entry.project(), entry.at());
    }
  }

  /** Adds the key with which a project was created. */
  void add(String key, String project, Instant at) {
    Creation creation = new Creation(project, at);
    creations.merge(
        key, creation, (known, other) -> EARLIEST.compare(known, other) <= 0 ? known : other);
  }

  /** Forgets the key of a project whose history was replaced. */
  void remove(String project) {
    creations.values().removeIf(creation -> creation.project().equals(project));
  }

  /** The project that was created with this key; empty if none was. */
  Optional<String> project(String key) {
    return Optional.ofNullable(creations.get(key)).map(Creation::project);
  }
}

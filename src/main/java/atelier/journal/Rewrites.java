package atelier.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who is told of projects whose history has become another one. */
final class Rewrites {
  private final List<Consumer<String>> followers = new CopyOnWriteArrayList<>();

  Journal.Subscription add(Consumer<String> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  void tell(String project) {
    followers.forEach(follower -> follower.accept(project));
  }
}

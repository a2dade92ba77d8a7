package atelier;

import atelier.role.Ownership;
import atelier.role.StudioDesk;
import atelier.web.Sources;
import atelier.web.Web;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;

/** Where people come in: HTTP, with what this node and its neighbours tell of themselves. */
final class FrontDoor {
  private FrontDoor() {}

  /** Listens from now on. */
  static Future<Web> open(Parts parts, StudioDesk desk, Instant since) {
    Vertx vertx = parts.vertx();
    Ownership ownership = parts.ground().ownership();
    Portrait portrait = new Portrait(parts, since);
    int size = parts.ground().cluster().isPresent() ? parts.settings().cluster().size() : 1;
    Neighbours neighbours = new Neighbours(vertx, ownership, size, portrait, desk::tellHere);
    SharedCalls calls = new SharedCalls(vertx, ownership, parts.llm(), neighbours::gone);
    Sources sources = new Sources(
        desk,
        parts.journal(),
        parts.repositories(),
        calls,
        () -> neighbours.seen(desk.board()),
        portrait::models);
    return Future.all(neighbours.begin(), calls.begin())
        .compose(begun -> vertx.executeBlocking(
            () -> new Web(parts.settings().http(), parts.folder().httpToken(), sources)))
        .compose(web -> vertx.deployVerticle(web).map(web));
  }
}

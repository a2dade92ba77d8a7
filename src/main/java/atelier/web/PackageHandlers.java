package atelier.web;

import atelier.sbom.SoftwareBill;
import atelier.web.http.Reply;
import atelier.web.http.ReplySender;
import atelier.workspace.Repositories;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Handles the operations on a project's packages: which they are, and their bill of materials. */
final class PackageHandlers {
  private final Repositories repositories;
  private final ProjectIndex projectIndex;

  private PackageHandlers(Repositories repositories, ProjectIndex projectIndex) {
    this.repositories = repositories;
    this.projectIndex = projectIndex;
  }

  /** Registers both operations. */
  static Routes addTo(
      Routes routes,
      Repositories repositories,
      ProjectIndex projectIndex,
      ReplySender replySender) {
    PackageHandlers handlers = new PackageHandlers(repositories, projectIndex);
    return routes
        .handle("showPackages", replySender.asHandler(handlers::show))
        .handle("downloadBill", replySender.asHandler(handlers::downloadBill));
  }

  private Future<Reply> show(RoutingContext routing) {
    return projectIndex
        .project(ProjectHandlers.projectId(routing))
        .map(project -> Reply.withEtag(
            "\"" + project.seq() + "\"",
            routing.request().getHeader("if-none-match"),
            PackagesView.of(project)));
  }

  /** Sends a file that browsers save. */
  private Future<Reply> downloadBill(RoutingContext routing) {
    return projectIndex
        .project(ProjectHandlers.projectId(routing))
        .compose(project -> repositories.listFiles(project.id(), "").map(tree -> {
          Reply reply = Reply.withEtag(
              "\"" + project.seq() + "-" + tree.commit() + "\"",
              routing.request().getHeader("if-none-match"),
              Buffer.buffer(SoftwareBill.of(project, tree.commit())));
          routing
              .response()
              .putHeader("content-type", SoftwareBill.MEDIA_TYPE)
              .putHeader(
                  "content-disposition", "attachment; filename=\"" + project.id() + ".cdx.json\"");
          return reply;
        }));
  }
}

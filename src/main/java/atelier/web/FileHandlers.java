package atelier.web;

import atelier.project.Project;
import atelier.web.http.HttpProblem;
import atelier.web.http.QueryParameters;
import atelier.web.http.Reply;
import atelier.web.http.ResponseOutputStream;
import atelier.web.http.TextLimits;
import atelier.workspace.Repositories;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Serves a project's files, as a tree, a zip or a Git repository, and its model calls. */
final class FileHandlers {
  private static final long MAX_GIT_BYTES = 8L << 20;
  private static final int MAX_NODE_CHARS = 200;

  private final Context context;
  private final Repositories repositories;
  private final ModelCallLog modelCalls;
  private final ProjectIndex projectIndex;

  FileHandlers(
      Context context,
      Repositories repositories,
      ModelCallLog modelCalls,
      ProjectIndex projectIndex) {
    this.context = context;
    this.repositories = repositories;
    this.modelCalls = modelCalls;
    this.projectIndex = projectIndex;
  }

  Future<Reply> listFiles(RoutingContext routing) {
    return existingProject(routing)
        .compose(id -> repositories.listFiles(id, QueryParameters.text(routing, "at")))
        .map(tree -> Reply.withEtag(
            "\"" + tree.commit() + "\"", routing.request().getHeader("if-none-match"), tree));
  }

  /** Sends a file as plain text or bytes only, so that no browser runs what a model wrote. */
  Future<Reply> readFile(RoutingContext routing) {
    String path = percentDecode(String.valueOf(routing.pathParam("*")));
    return existingProject(routing)
        .compose(id -> repositories.readFile(id, path, QueryParameters.text(routing, "at")))
        .map(blob -> {
          Reply reply = Reply.withEtag(
              "\"" + blob.blob() + "\"",
              routing.request().getHeader("if-none-match"),
              Buffer.buffer(blob.content()));
          routing.response().putHeader("content-type", contentType(blob.content()));
          routing.response().putHeader("content-security-policy", "sandbox; default-src 'none'");
          routing.response().putHeader("x-atelier-commit", blob.commit());
          return reply;
        });
  }

  private static String percentDecode(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.notFound("the path contains a % without two hexadecimal digits after it");
    }
  }

  private static String contentType(byte[] content) {
    for (byte octet : content) {
      if (octet == 0) {
        return "application/octet-stream";
      }
    }
    return "text/plain; charset=utf-8";
  }

  Future<Reply> listCalls(RoutingContext routing) {
    return existingProject(routing).compose(modelCalls::list).map(Reply::ok);
  }

  Future<Reply> showCall(RoutingContext routing) {
    String number = String.valueOf(routing.pathParam("number"));
    if (!number.matches("\\d{1,9}")) {
      throw HttpProblem.notFound("no call \"" + TextLimits.truncate(number, 40) + "\"");
    }
    String requestedNode = QueryParameters.text(routing, "node", MAX_NODE_CHARS);
    String node = requestedNode.isEmpty() ? modelCalls.localNode() : requestedNode;
    return existingProject(routing)
        .compose(id -> modelCalls.find(id, node, Integer.parseInt(number)))
        .map(Reply::ok);
  }

  /** The project's id; fails if there is no such project. */
  private Future<String> existingProject(RoutingContext routing) {
    return projectIndex.project(ProjectHandlers.projectId(routing)).map(Project::id);
  }

  void downloadZip(RoutingContext routing) {
    stream(routing, existingProject(routing), (id, out) -> {
      routing
          .response()
          .putHeader("content-type", "application/zip")
          .putHeader("content-disposition", "attachment; filename=\"" + id + ".zip\"");
      return repositories.writeZip(id, out);
    });
  }

  void advertiseRefs(RoutingContext routing) {
    if (!QueryParameters.text(routing, "service").equals("git-upload-pack")) {
      throw new HttpProblem(
          403, "this repository is read-only and needs Git's smart HTTP protocol");
    }
    stream(routing, gitProject(routing), (id, out) -> {
      putGitHeaders(routing.response(), "advertisement");
      return repositories.advertiseRefs(id, gitProtocol(routing), out);
    });
  }

  void uploadPack(RoutingContext routing) {
    InputStream request = gitRequestBody(routing);
    stream(routing, gitProject(routing), (id, out) -> {
      putGitHeaders(routing.response(), "result");
      return repositories.uploadPack(id, gitProtocol(routing), request, out);
    });
  }

  /** Writes the body of a reply about a project, on a worker thread. */
  private interface BodyWriter {
    Future<Void> write(String project, OutputStream out);
  }

  private void stream(RoutingContext routing, Future<String> project, BodyWriter writer) {
    HttpServerResponse response = routing.response();
    ResponseOutputStream out = new ResponseOutputStream(context, response);
    project
        .compose(id -> writer.write(id, out))
        .onComplete(written -> context.runOnContext(ignored -> {
          if (written.failed()) {
            response.headers().remove("content-type").remove("content-disposition");
            routing.fail(written.cause());
          } else if (!response.closed()) {
            response.end(out.remaining());
          }
        }));
  }

  private static void putGitHeaders(HttpServerResponse response, String kind) {
    response
        .putHeader("content-type", "application/x-git-upload-pack-" + kind)
        .putHeader("cache-control", "no-cache");
  }

  private Future<String> gitProject(RoutingContext routing) {
    String name = ProjectHandlers.projectId(routing);
    if (!name.endsWith(".git")) {
      throw HttpProblem.notFound("the path of a repository ends with .git");
    }
    return projectIndex
        .project(name.substring(0, name.length() - ".git".length()))
        .map(Project::id);
  }

  private static String gitProtocol(RoutingContext routing) {
    String protocol = routing.request().getHeader("git-protocol");
    return protocol == null ? "" : protocol;
  }

  /** The body, decompressed if Git compressed it; its size is limited after that too. */
  private static InputStream gitRequestBody(RoutingContext routing) {
    Buffer body = routing.body().buffer();
    InputStream bytes = new ByteArrayInputStream(body == null ? new byte[0] : body.getBytes());
    if (!"gzip".equals(routing.request().getHeader("content-encoding"))) {
      return bytes;
    }
    try (InputStream decompressed = new GZIPInputStream(bytes)) {
      byte[] request = decompressed.readNBytes((int) MAX_GIT_BYTES + 1);
      if (request.length > MAX_GIT_BYTES) {
        throw new HttpProblem(413, "the decompressed body exceeds " + MAX_GIT_BYTES + " bytes");
      }
      return new ByteArrayInputStream(request);
    } catch (IOException e) {
      throw HttpProblem.badRequest("Content-Encoding is gzip, but the body is not");
    }
  }
}

package atelier.web;

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

/** What a project has made: its tree, its files, a zip, Git; and what its models were asked. */
final class FileHandlers {
  private static final long MAX_GIT_BYTES = 8L << 20;

  private final Context context;
  private final Repositories repositories;
  private final ModelCallLog calls;
  private final ProjectIndex states;

  FileHandlers(
      Context context, Repositories repositories, ModelCallLog calls, ProjectIndex states) {
    this.context = context;
    this.repositories = repositories;
    this.calls = calls;
    this.states = states;
  }

  Future<Reply> files(RoutingContext routing) {
    return there(routing)
        .compose(id -> repositories.listFiles(id, QueryParameters.text(routing, "at")))
        .map(tree -> Reply.versioned(
            "\"" + tree.commit() + "\"", routing.request().getHeader("if-none-match"), tree));
  }

  /** Always as plain text or bytes: what a model wrote is never run as a page of ours. */
  Future<Reply> file(RoutingContext routing) {
    String path = decoded(String.valueOf(routing.pathParam("*")));
    return there(routing)
        .compose(id -> repositories.readFile(id, path, QueryParameters.text(routing, "at")))
        .map(blob -> {
          Reply reply = Reply.versioned(
              "\"" + blob.blob() + "\"",
              routing.request().getHeader("if-none-match"),
              Buffer.buffer(blob.content()));
          routing.response().putHeader("content-type", type(blob.content()));
          routing.response().putHeader("content-security-policy", "sandbox; default-src 'none'");
          routing.response().putHeader("x-atelier-commit", blob.commit());
          return reply;
        });
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.absent("the path holds a % that is followed by no two digits");
    }
  }

  private static String type(byte[] content) {
    for (byte one : content) {
      if (one == 0) {
        return "application/octet-stream";
      }
    }
    return "text/plain; charset=utf-8";
  }

  Future<Reply> calls(RoutingContext routing) {
    return there(routing).compose(calls::of).map(Reply::ok);
  }

  Future<Reply> call(RoutingContext routing) {
    String number = String.valueOf(routing.pathParam("number"));
    if (!number.matches("\\d{1,9}")) {
      throw Problem.absent("there is no call \"" + TextLimits.cut(number, 40) + "\"");
    }
    String asked = QueryParameters.text(routing, "node");
    String node = asked.isEmpty() ? calls.self() : asked;
    return there(routing)
        .compose(id -> calls.one(id, node, Integer.parseInt(number)))
        .map(Reply::ok);
  }

  private Future<String> there(RoutingContext routing) {
    return states.project(ProjectHandlers.id(routing)).map(atelier.project.Project::id);
  }

  void zip(RoutingContext routing) {
    stream(routing, there(routing), (id, to) -> {
      routing
          .response()
          .putHeader("content-type", "application/zip")
          .putHeader("content-disposition", "attachment; filename=\"" + id + ".zip\"");
      return repositories.writeZip(id, to);
    });
  }

  void advertise(RoutingContext routing) {
    if (!QueryParameters.text(routing, "service").equals("git-upload-pack")) {
      throw new Problem(403, "this repository can only be read, by Git's smart protocol");
    }
    stream(routing, gitProject(routing), (id, to) -> {
      git(routing.response(), "advertisement");
      return repositories.advertiseRefs(id, protocol(routing), to);
    });
  }

  void upload(RoutingContext routing) {
    InputStream request = request(routing);
    stream(routing, gitProject(routing), (id, to) -> {
      git(routing.response(), "result");
      return repositories.uploadPack(id, protocol(routing), request, to);
    });
  }

  /** Writes a project's bytes somewhere. */
  private interface Writing {
    Future<Void> write(String project, OutputStream to);
  }

  private void stream(RoutingContext routing, Future<String> project, Writing writing) {
    HttpServerResponse response = routing.response();
    ResponseStream to = new ResponseStream(context, response);
    project
        .compose(id -> writing.write(id, to))
        .onComplete(done -> context.runOnContext(turn -> {
          if (done.failed()) {
            response.headers().remove("content-type").remove("content-disposition");
            routing.fail(done.cause());
          } else if (!response.closed()) {
            response.end(to.rest());
          }
        }));
  }

  private static void git(HttpServerResponse response, String what) {
    response
        .putHeader("content-type", "application/x-git-upload-pack-" + what)
        .putHeader("cache-control", "no-cache");
  }

  private Future<String> gitProject(RoutingContext routing) {
    String name = ProjectHandlers.id(routing);
    if (!name.endsWith(".git")) {
      throw Problem.absent("a repository's address ends with .git");
    }
    return states
        .project(name.substring(0, name.length() - ".git".length()))
        .map(atelier.project.Project::id);
  }

  private static String protocol(RoutingContext routing) {
    String protocol = routing.request().getHeader("git-protocol");
    return protocol == null ? "" : protocol;
  }

  /** Git packs larger requests; what they unpack to has a limit too. */
  private static InputStream request(RoutingContext routing) {
    Buffer body = routing.body().buffer();
    InputStream bytes = new ByteArrayInputStream(body == null ? new byte[0] : body.getBytes());
    if (!"gzip".equals(routing.request().getHeader("content-encoding"))) {
      return bytes;
    }
    try (InputStream unpacked = new GZIPInputStream(bytes)) {
      byte[] request = unpacked.readNBytes((int) MAX_GIT_BYTES + 1);
      if (request.length > MAX_GIT_BYTES) {
        throw new Problem(413, "the request unpacks to more than " + MAX_GIT_BYTES + " bytes");
      }
      return new ByteArrayInputStream(request);
    } catch (IOException e) {
      throw Problem.badRequest("the body is not gzip, as its Content-Encoding says");
    }
  }
}

package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.context.ExitCode;
import atelier.cli.report.StyledLine;
import atelier.cli.report.TerminalText;
import atelier.client.NodeClient;
import atelier.client.NodeUnreachable;
import atelier.client.RequestRefused;
import atelier.config.Settings;
import atelier.journal.DataFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** A command that sends requests to a running node. */
abstract class RemoteCommand extends AtelierCommand {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The node's URL (default: http://localhost:4000). The token is read from ATELIER_TOKEN"
              + " or from the data folder of the local node.")
  private @Nullable String url;

  RemoteCommand(CommandContext context) {
    super(context);
  }

  abstract int execute(NodeClient node) throws InterruptedException;

  @Override
  final int run() {
    validate();
    Settings settings = settings();
    URI nodeUrl = url == null ? localUrl(settings.http()) : parseUrl(url);
    try {
      return execute(new NodeClient(nodeUrl, token(settings, nodeUrl)));
    } catch (NodeUnreachable e) {
      throw CommandFailure.unreachable(String.valueOf(e.getMessage()), e);
    } catch (RequestRefused e) {
      throw CommandFailure.refused(e);
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED;
    }
  }

  /** Checks the arguments before the first request. */
  void validate() {}

  /** Prints the reply itself with {@code --json}, else {@code lines}. */
  final void print(JsonNode reply, List<StyledLine> lines) {
    if (isJson()) {
      output().printData(reply.toString());
    } else {
      output().print(lines);
    }
  }

  private static URI localUrl(Settings.Http http) {
    boolean isWildcard = List.of("0.0.0.0", "::", "[::]").contains(http.host());
    String host = isWildcard ? "localhost" : http.host();
    return URI.create("http://"
        + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":"
        + http.port());
  }

  private static URI parseUrl(String url) {
    try {
      URI uri = URI.create(url.replaceFirst("/+$", ""));
      if (List.of("http", "https").contains(uri.getScheme())
          && uri.getHost() != null
          && uri.getPort() <= MAX_PORT
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(invalidUrl(url));
    }
    throw CommandFailure.usage(invalidUrl(url));
  }

  private static String invalidUrl(String url) {
    return "--url " + TerminalText.sanitize(url, 100) + " is not the URL of a node: use one such as"
        + " http://localhost:4000, and pass the token in ATELIER_TOKEN";
  }

  private static String token(Settings settings, URI nodeUrl) {
    boolean isConfigured = settings.http().token().isSet();
    String token =
        isConfigured ? settings.http().token().value() : readSavedToken(settings, nodeUrl);
    if (!token.matches("[!-~]*")) {
      throw CommandFailure.usage("the token "
          + (isConfigured
              ? "in ATELIER_TOKEN or http.token"
              : "in " + DataFolder.httpTokenFile(settings.dataFolder()))
          + " has invalid characters: copy it completely, without spaces");
    }
    return token;
  }

  /** Reads the token in the local data folder; it is sent to the local node only. */
  private static String readSavedToken(Settings settings, URI nodeUrl) {
    Path file = DataFolder.httpTokenFile(settings.dataFolder());
    try {
      return isLocal(nodeUrl, settings.http().host()) && Files.isReadable(file)
          ? Files.readString(file, StandardCharsets.ISO_8859_1).strip()
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isLocal(URI nodeUrl, String ownHost) {
    try {
      return nodeUrl.getHost().equals(ownHost)
          || InetAddress.getByName(nodeUrl.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

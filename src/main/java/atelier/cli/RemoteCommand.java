package atelier.cli;

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

/** A command that asks a running node. */
abstract class RemoteCommand extends AtelierCommand {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "The node to ask (http://localhost:4000); its token is taken from ATELIER_TOKEN,"
              + " or from the data folder of this machine's node.")
  private @Nullable String url;

  RemoteCommand(CommandContext context) {
    super(context);
  }

  abstract int ask(NodeClient node) throws InterruptedException;

  @Override
  final int run() {
    check();
    Settings settings = configuration(List.of(), List.of()).settings();
    URI at = url == null ? local(settings.http()) : named(url);
    try {
      return ask(new NodeClient(at, token(settings, at)));
    } catch (NodeUnreachable away) {
      throw CommandFailure.unreachable(String.valueOf(away.getMessage()), away);
    } catch (RequestRefused no) {
      throw CommandFailure.denied(no);
    } catch (InterruptedException e) {
      return ExitCode.INTERRUPTED;
    }
  }

  /** Refuses what cannot be meant, before anybody is asked. */
  void check() {}

  /** Tells a program the answer as it is, a person in words. */
  final void show(JsonNode answer, List<StyledLine> words) {
    if (json()) {
      screen().data(answer.toString());
    } else {
      screen().tell(words);
    }
  }

  private static URI local(Settings.Http http) {
    boolean everywhere = List.of("0.0.0.0", "::", "[::]").contains(http.host());
    String host = everywhere ? "localhost" : http.host();
    return URI.create("http://"
        + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":"
        + http.port());
  }

  private static URI named(String url) {
    try {
      URI at = URI.create(url.replaceFirst("/+$", ""));
      if (List.of("http", "https").contains(at.getScheme())
          && at.getHost() != null
          && at.getPort() <= MAX_PORT
          && at.getRawUserInfo() == null
          && at.getRawQuery() == null
          && at.getRawFragment() == null) {
        return at;
      }
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(noUrl(url));
    }
    throw CommandFailure.usage(noUrl(url));
  }

  private static String noUrl(String url) {
    return "--url " + TerminalText.line(url, 100) + " is no address of a node: give one such as"
        + " http://localhost:4000, and a token in ATELIER_TOKEN";
  }

  private static String token(Settings settings, URI at) {
    boolean set = settings.http().token().isSet();
    String token = set ? settings.http().token().value() : kept(settings, at);
    if (!token.matches("[!-~]*")) {
      throw CommandFailure.usage("the token "
          + (set ? "in ATELIER_TOKEN or http.token" : "in " + DataFolder.httpToken(settings.data()))
          + " has characters that none has: take it over whole, without blanks");
    }
    return token;
  }

  /** The token that lies on this machine is for the node of this machine: no other is shown it. */
  private static String kept(Settings settings, URI at) {
    Path file = DataFolder.httpToken(settings.data());
    try {
      return isOfThisMachine(at, settings.http().host()) && Files.isReadable(file)
          ? Files.readString(file, StandardCharsets.ISO_8859_1).strip()
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean isOfThisMachine(URI at, String ownHost) {
    try {
      return at.getHost().equals(ownHost)
          || InetAddress.getByName(at.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.report.EventPhrases;
import atelier.cli.report.StyledLine;
import atelier.client.NodeClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cancel}: cancels the feature in progress of a project. */
@Command(
    name = "cancel",
    description = "Cancel a project; commits are kept.",
    footer = {
      "",
      "If features are queued behind it, --queued says what is to become of them. Without it the"
          + " command asks on a terminal."
    })
public final class CancelCommand extends ProjectCommand {
  @Option(names = "--reason", paramLabel = "TEXT", description = "The reason, kept in the journal.")
  private @Nullable String reason;

  @Option(
      names = "--queued",
      paramLabel = "run|cancel",
      description = "Build queued features next (run), or drop them (cancel).")
  private @Nullable String queued;

  public CancelCommand(CommandContext context) {
    super(context);
  }

  @Override
  void validate() {
    super.validate();
    if (queued != null && !List.of("run", "cancel").contains(queued)) {
      throw CommandFailure.usage(
          "--queued must be run (build queued features next) or cancel (drop" + " them)");
    }
  }

  @Override
  int execute(NodeClient node) throws InterruptedException {
    Map<String, String> body = new LinkedHashMap<>();
    if (reason != null) {
      body.put("reason", reason);
    }
    String choice = queued == null ? choose(queuedSpecs(node)) : queued;
    if (!choice.isEmpty()) {
      body.put("queued", choice);
    }
    return postAction(node, "cancel", body);
  }

  private List<String> queuedSpecs(NodeClient node) throws InterruptedException {
    return node.get(path())
        .path("waiting")
        .valueStream()
        .map(spec -> EventPhrases.sanitize(spec.asString("")))
        .toList();
  }

  /** What is to become of queued features; empty if none is queued. */
  private String choose(List<String> specs) {
    if (specs.isEmpty()) {
      return "";
    }
    if (!context.console().terminalIn()) {
      throw CommandFailure.usage(id() + " has queued features: \"" + String.join("\", \"", specs)
          + "\". Nothing was cancelled: repeat it with --queued run, which builds them next, or"
          + " --queued cancel, which drops them");
    }
    specs.forEach(spec -> output().print(StyledLine.plain("🕓 queued: " + spec)));
    var in =
        new BufferedReader(new InputStreamReader(context.console().in(), StandardCharsets.UTF_8));
    while (true) {
      output().print(StyledLine.warning("Build what is queued next? n drops it. [y/n]"));
      String line = readLine(in);
      if (List.of("y", "yes").contains(line)) {
        return "run";
      } else if (List.of("n", "no").contains(line)) {
        return "cancel";
      }
    }
  }

  private static String readLine(BufferedReader in) {
    try {
      String line = in.readLine();
      if (line != null) {
        return line.strip().toLowerCase(Locale.ROOT);
      }
    } catch (IOException e) {
      // The same as the end of the input: nobody answers.
    }
    throw CommandFailure.usage(
        "nothing was cancelled: nobody said what is to become of the queued" + " features");
  }
}

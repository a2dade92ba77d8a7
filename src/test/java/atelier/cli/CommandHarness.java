package atelier.cli;

import atelier.cli.context.CommandContext;
import atelier.cli.context.Console;
import atelier.cli.context.DoctorSubjects;
import atelier.config.ProcessEnvironment;
import atelier.config.Settings;
import atelier.workspace.ProjectOrigin;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs commands in this process, with a fake node and captured streams. */
final class CommandHarness {
  final FakeNode node = new FakeNode();
  final Map<String, String> environment = new HashMap<>();
  boolean terminal;
  byte[] standardInput = new byte[0];
  volatile Runnable interrupt = () -> {};
  Runnable whenStarting = () -> {};
  DoctorSubjects.@Nullable Factory doctorSubjects;

  @Nullable
  Settings settings;

  @Nullable
  String onlyProject;

  @Nullable
  RuntimeException startFailure;

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  CommandHarness(Path folder) {
    this.folder = folder;
  }

  int run(String... args) {
    out.reset();
    err.reset();
    return Commands.run(args, context());
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private CommandContext context() {
    var console = new Console(
        new ByteArrayInputStream(standardInput),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal,
        terminal,
        terminal);
    return new CommandContext(
        console,
        new ProcessEnvironment(environment, folder, folder.resolve("home")),
        action -> {
          interrupt = action;
          return () -> interrupt = () -> {};
        },
        (read, project, record) -> {
          whenStarting.run();
          settings = read;
          onlyProject = project.orElse(null);
          return startFailure == null
              ? Future.succeededFuture(node)
              : Future.failedFuture(startFailure);
        },
        (vertx, read) -> {
          if (doctorSubjects == null) {
            throw new IllegalStateException("no doctor subjects were set");
          }
          return doctorSubjects.create(vertx, read);
        },
        ProjectOrigin::isAtelier);
  }
}

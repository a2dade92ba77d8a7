package atelier.sandbox;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the tools that a job can start, with their versions, by a job that asks each of them. */
public final class InstalledTools {
  private static final Duration TIMEOUT = Duration.ofSeconds(18);

  /** The tools that tests and programs are started with, and how each prints its version. */
  private static final Map<String, List<String>> BY_ARGUMENT = Map.of(
      "--version",
      List.of(
          "bash",
          "bun",
          "cargo",
          "clang",
          "cmake",
          "composer",
          "curl",
          "deno",
          "dotnet",
          "g++",
          "gcc",
          "git",
          "java",
          "javac",
          "jq",
          "julia",
          "make",
          "mvn",
          "node",
          "npm",
          "php",
          "pip3",
          "pytest",
          "python3",
          "rake",
          "ruby",
          "rustc",
          "sqlite3",
          "swift",
          "tsc",
          "Rscript"),
      "--short-version",
      List.of("elixir"),
      "-v",
      List.of("lua", "luac"),
      "version",
      List.of("go"),
      "-e print$^V",
      List.of("perl"),
      // They start a virtual machine or have no version to print.
      "",
      List.of("c++", "cc", "clang++", "erl", "gofmt", "gradle", "kotlinc", "mix", "sh"));

  /** The names of all tools that are looked for. */
  static final List<String> NAMES =
      BY_ARGUMENT.values().stream().flatMap(List::stream).sorted().toList();

  /** Prints a line for each tool that is installed and starts: its name, then what it prints. */
  private static final String SCRIPT = BY_ARGUMENT.entrySet().stream()
      .sorted(Map.Entry.comparingByKey())
      .map(row -> "for tool in " + String.join(" ", row.getValue()) + "; do"
          + " command -v $tool >/dev/null || continue;"
          + (row.getKey().isEmpty()
              ? " echo $tool;"
              : " said=$(timeout 5 $tool " + row.getKey() + " 2>&1) &&"
                  + " echo \"$tool $(echo \"$said\" | tr '\\n' ' ' | head -c 300)\";")
          + " done")
      .collect(Collectors.joining("\n"));

  private static final Pattern COLOR = Pattern.compile("\u001b\\[[\\d;]*m");
  private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+");

  private final Function<Job, Future<JobResult>> sandbox;
  private @Nullable Future<List<String>> found;

  /** The tools of a sandbox, which runs the job. */
  public InstalledTools(Function<Job, Future<JobResult>> sandbox) {
    this.sandbox = sandbox;
  }

  /** Runs the job at the first call, and again after it failed; none if it fails. */
  public synchronized Future<List<String>> find() {
    Future<List<String>> known = found;
    if (known == null) {
      known = sandbox
          .apply(new Job(List.of("sh", "-c", SCRIPT), Map.of(), TIMEOUT))
          .map(result -> parse(result.output()))
          .recover(problem -> {
            forget();
            return Future.succeededFuture(List.of());
          });
      found = known.isComplete() && known.result().isEmpty() ? null : known;
    }
    return known;
  }

  private synchronized void forget() {
    found = null;
  }

  /** Returns the names with their versions, such as {@code python3 3.11.2}, sorted. */
  static List<String> parse(String output) {
    List<String> tools = new ArrayList<>();
    for (String line : COLOR.matcher(output).replaceAll("").lines().toList()) {
      String name = line.split(" ", 2)[0];
      Matcher version = VERSION.matcher(line.substring(name.length()));
      if (!name.isEmpty()) {
        tools.add(version.find() ? name + " " + version.group() : name);
      }
    }
    return tools.stream().sorted().toList();
  }
}

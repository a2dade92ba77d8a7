package atelier.bench;

import static atelier.Await.await;

import atelier.CompilerSandbox;
import atelier.bench.PromptParts.Part;
import atelier.language.Toolchains;
import atelier.llm.Prompt;
import atelier.scan.NativeScanner;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many tokens the Writers' prompts have for each file, by what they are for. */
final class PromptBench {
  private PromptBench() {}

  /**
   * The prompts of one case.
   *
   * @param chars the characters of the Writers' prompts by part
   * @param shared those that are equal in all of them, which a server can cache
   * @param design the characters of all other prompts
   */
  private record Row(
      String name, int files, int calls, Map<Part, Integer> chars, long shared, long design) {
    static Row of(String name, List<Prompt> prompts) {
      List<Prompt> written =
          prompts.stream().filter(prompt -> prompt.role().equals("writer")).toList();
      Map<Part, Integer> chars = new EnumMap<>(Part.class);
      written.forEach(prompt -> PromptParts.charsOf(prompt)
          .forEach((part, count) -> chars.merge(part, count, Integer::sum)));
      return new Row(
          name,
          (int) written.stream().map(Prompt::file).distinct().count(),
          written.size(),
          chars,
          written.stream()
              .mapToLong(prompt -> prompt.system().length() + prompt.context().length())
              .sum(),
          prompts.stream()
              .filter(prompt -> !written.contains(prompt))
              .mapToLong(prompt -> prompt.system().length() + prompt.task().length())
              .sum());
    }

    Row plus(Row other) {
      Map<Part, Integer> sum = new EnumMap<>(Part.class);
      sum.putAll(chars);
      other.chars.forEach((part, count) -> sum.merge(part, count, Integer::sum));
      return new Row(
          name,
          files + other.files,
          calls + other.calls,
          sum,
          shared + other.shared,
          design + other.design);
    }

    long all() {
      return chars.values().stream().mapToLong(Integer::longValue).sum();
    }

    void print() {
      System.out.printf("%-10s %5d %5d", name, files, calls);
      for (Part part : Part.values()) {
        System.out.printf(" %6d", PromptParts.tokens(chars.getOrDefault(part, 0)) / files);
      }
      System.out.printf(
          " %6d %7d %8d %7d%n",
          PromptParts.tokens(all()) / files,
          PromptParts.tokens(all() - shared) / files,
          PromptParts.tokens(all()),
          PromptParts.tokens(design));
    }
  }

  public static void main(String[] arguments) throws IOException {
    Vertx vertx = Vertx.vertx();
    try (NativeScanner scanner =
        NativeScanner.open(NativeScanner.readRules(Path.of("conf/rules.toml")))) {
      Toolchains toolchains = CompilerSandbox.toolchains(vertx, scanner);
      System.out.printf("%-10s %5s %5s", "", "files", "calls");
      for (Part part : Part.values()) {
        String name = part.name().toLowerCase(Locale.ROOT);
        System.out.printf(" %6s", name.substring(0, Math.min(6, name.length())));
      }
      System.out.printf(" %6s %7s %8s %7s%n", "a file", "new", "project", "design");
      Row sum = new Row("all", 0, 0, Map.of(), 0, 0);
      for (PromptCase played : PromptCase.all()) {
        Row row = Row.of(played.name(), PromptPlay.of(played, scanner, toolchains));
        row.print();
        sum = sum.plus(row);
      }
      sum.print();
    } finally {
      await(vertx.close());
    }
  }
}

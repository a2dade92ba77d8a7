package atelier.bench;

import atelier.event.Finding;
import atelier.scan.NativeScanner;
import atelier.scan.SyntaxAnalysis;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the scanner costs as a node calls it: through JNA, JSON and all. For JMH. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ScannerBench {
  private static final String PIECE = """

      class Item%1$d:
          \"""What a customer may order, number %1$d.\"""

          def total(self, count: int, rate: float = 0.19) -> float:
              if count < 0:  # nobody orders less than nothing
                  raise ValueError(f"item %1$d: {count} is below 0")
              return sum(self.price * (1 + rate) for _ in range(count))
      """;

  private NativeScanner scanner;

  @Setup(Level.Trial)
  public void open() {
    scanner = NativeScanner.open(NativeScanner.readRules(Path.of("conf/rules.toml")));
  }

  @TearDown(Level.Trial)
  public void close() {
    scanner.close();
  }

  /** Clean texts, by length. */
  @State(Scope.Benchmark)
  public static class Clean {
    @Param({"1000", "10000", "1000000"})
    public int bytes;

    private String text;

    @Setup(Level.Trial)
    public void write() {
      text = pieces(bytes / 100 + 1).substring(0, bytes);
    }
  }

  /** A file of 300 lines. */
  @State(Scope.Benchmark)
  public static class Script {
    private String text;

    @Setup(Level.Trial)
    public void write() {
      text = pieces(300 / (int) PIECE.lines().count());
    }
  }

  private static String pieces(int count) {
    return IntStream.range(0, count).mapToObj(PIECE::formatted).collect(Collectors.joining());
  }

  @Benchmark
  public List<Finding> rules(Clean clean) {
    return scanner.scan("item.py", clean.text);
  }

  @Benchmark
  public SyntaxAnalysis read300Lines(Script script) {
    return scanner.analyze("item.py", script.text);
  }
}

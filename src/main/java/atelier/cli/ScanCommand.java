package atelier.cli;

import atelier.scan.NativeScanner;
import atelier.scan.Sarif;
import atelier.scan.Scanner.ScanFailure;
import atelier.scan.TreeScan;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code scan}: the scanner by itself, for any files. */
@Command(
    name = "scan",
    description = "Looks for unfinished work, merge markers and secrets; exit 1 where one blocks.")
final class ScanCommand extends AtelierCommand {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--sarif", description = "SARIF 2.1.0 on standard output.")
  private boolean sarif;

  ScanCommand(Context context) {
    super(context);
  }

  @Override
  int run() {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw Failure.usage("there is no " + path);
      }
    }
    Path rules = configuration(List.of(), List.of()).settings().scan().rules();
    try (NativeScanner scanner = NativeScanner.open(NativeScanner.rules(rules))) {
      TreeScan scan = new TreeScan(scanner);
      paths.forEach(scan::add);
      print(scan);
      return scan.blocks() ? Exit.FAILED : Exit.OK;
    } catch (ScanFailure refused) {
      throw Failure.infrastructure(String.valueOf(refused.getMessage()));
    }
  }

  private void print(TreeScan scan) {
    PrintStream out = context.console().out();
    PrintStream err = context.console().err();
    if (sarif) {
      out.println(Sarif.of(scan.hits()));
    } else if (json()) {
      out.println(JsonMapper.shared()
          .writeValueAsString(scan.hits().stream().map(ScanCommand::row).toList()));
    } else {
      scan.hits().forEach(hit -> out.println(line(hit)));
    }
    scan.skipped().forEach(why -> err.println("passed over " + Plain.line(why, 300)));
    err.println(scan.files() + " files, " + scan.hits().size() + " findings");
  }

  private record Row(
      String path,
      String rule,
      String severity,
      int line,
      int column,
      String message,
      String suggestion) {}

  private static Row row(TreeScan.Hit hit) {
    var one = hit.finding();
    return new Row(
        hit.file().toString(),
        one.rule(),
        one.severity(),
        one.line(),
        one.column(),
        one.message(),
        one.suggestion());
  }

  private static String line(TreeScan.Hit hit) {
    var one = hit.finding();
    return Plain.line(
        hit.file() + ":" + one.line() + ":" + one.column() + ": " + one.severity() + " "
            + one.rule() + ": " + one.message(),
        1_000);
  }
}

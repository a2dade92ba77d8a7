package atelier.cli.command;

import atelier.cli.context.CommandContext;
import atelier.cli.context.CommandFailure;
import atelier.cli.context.ExitCode;
import atelier.cli.report.TerminalText;
import atelier.scan.NativeScanner;
import atelier.scan.Scanner.ScanFailure;
import atelier.scan.TreeReport;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scan}: runs the code scanner on any files. */
@Command(
    name = "scan",
    description =
        "Scan files for unfinished work, secrets and dangerous calls; exit 1 if a finding blocks.")
public final class ScanCommand extends AtelierCommand {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders to scan.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--sarif", description = "Print SARIF 2.1.0 to standard output.")
  private boolean sarif;

  @Option(names = "--syntax", description = "Report syntax errors too.")
  private boolean syntax;

  public ScanCommand(CommandContext context) {
    super(context);
  }

  @Override
  int run() {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw CommandFailure.usage(path + " does not exist");
      }
    }
    Path rules = settings().scan().rulesFile();
    List<String> names = paths.stream().map(Path::toString).toList();
    String format = sarif ? "sarif" : isJson() ? "json" : "text";
    try (NativeScanner scanner = NativeScanner.open(NativeScanner.readRules(rules))) {
      TreeReport report = scanner.walk(new TreeReport.Request(names, format, syntax));
      context.console().out().print(report.report());
      PrintStream err = context.console().err();
      report.skipped().forEach(file -> err.println("skipped " + TerminalText.sanitize(file, 300)));
      err.println(report.files() + " files, " + report.findings() + " findings");
      return report.blocks() ? ExitCode.FAILED : ExitCode.OK;
    } catch (ScanFailure failure) {
      throw CommandFailure.infrastructure(String.valueOf(failure.getMessage()));
    }
  }
}

package atelier.cli;

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

/** {@code scan}: the scanner by itself, for any files. */
@Command(
    name = "scan",
    description =
        "Looks for unfinished work, secrets, dangerous calls; exit 1 where a finding blocks.")
final class ScanCommand extends AtelierCommand {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--sarif", description = "SARIF 2.1.0 on standard output.")
  private boolean sarif;

  @Option(names = "--syntax", description = "Errors of syntax too, in every language it reads.")
  private boolean syntax;

  ScanCommand(CommandContext context) {
    super(context);
  }

  @Override
  int run() {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw CommandFailure.usage("there is no " + path);
      }
    }
    Path rules = configuration(List.of(), List.of()).settings().scan().rules();
    List<String> names = paths.stream().map(Path::toString).toList();
    String form = sarif ? "sarif" : json() ? "json" : "text";
    try (NativeScanner scanner = NativeScanner.open(NativeScanner.rules(rules))) {
      TreeReport found = scanner.walk(new TreeReport.Request(names, form, syntax));
      context.console().out().print(found.report());
      PrintStream err = context.console().err();
      found.skipped().forEach(why -> err.println("passed over " + TerminalText.line(why, 300)));
      err.println(found.files() + " files, " + found.findings() + " findings");
      return found.blocks() ? ExitCode.FAILED : ExitCode.OK;
    } catch (ScanFailure refused) {
      throw CommandFailure.infrastructure(String.valueOf(refused.getMessage()));
    }
  }
}

import com.sun.source.util.JavacTask;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Says of each file that standard input names whether javac takes its syntax: path, tab, line. */
class Judge {
  public static void main(String[] args) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var manager = compiler.getStandardFileManager(null, null, null);
    for (String path : new String(System.in.readAllBytes()).split("\n")) {
      var faults = new DiagnosticCollector<JavaFileObject>();
      var files = manager.getJavaFileObjects(Path.of(path));
      ((JavacTask) compiler.getTask(null, manager, faults, List.of("-proc:none"), null, files))
          .parse();
      long line = faults.getDiagnostics().stream()
          .filter(fault -> fault.getKind() == Diagnostic.Kind.ERROR)
          .mapToLong(fault -> Math.max(1, fault.getLineNumber()))
          .findFirst()
          .orElse(0);
      System.out.println(path + "\t" + line);
    }
  }
}

import com.sun.source.util.JavacTask;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Prints "path, tab, line" for each path on standard input: the line of the first syntax error by
 * javac, 0 if there is none. */
class Judge {
  public static void main(String[] args) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var manager = compiler.getStandardFileManager(null, null, null);
    for (String path : new String(System.in.readAllBytes()).split("\n")) {
      var errors = new DiagnosticCollector<JavaFileObject>();
      var files = manager.getJavaFileObjects(Path.of(path));
      ((JavacTask) compiler.getTask(null, manager, errors, List.of("-proc:none"), null, files))
          .parse();
      long line = errors.getDiagnostics().stream()
          .filter(error -> error.getKind() == Diagnostic.Kind.ERROR)
          .mapToLong(error -> Math.max(1, error.getLineNumber()))
          .findFirst()
          .orElse(0);
      System.out.println(path + "\t" + line);
    }
  }
}

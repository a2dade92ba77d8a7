import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jetbrains.kotlin.cli.jvm.compiler.EnvironmentConfigFiles;
import org.jetbrains.kotlin.cli.jvm.compiler.KotlinCoreEnvironment;
import org.jetbrains.kotlin.com.intellij.openapi.util.Disposer;
import org.jetbrains.kotlin.com.intellij.psi.PsiErrorElement;
import org.jetbrains.kotlin.com.intellij.psi.util.PsiTreeUtil;
import org.jetbrains.kotlin.cli.common.CLIConfigurationKeys;
import org.jetbrains.kotlin.cli.common.messages.MessageCollector;
import org.jetbrains.kotlin.config.CompilerConfiguration;
import org.jetbrains.kotlin.psi.KtPsiFactory;

/** Prints "path, tab, line" for each path on standard input: the line of the first syntax error by
 * Kotlin's own parser, 0 if there is none. */
class JudgeKotlin {
  public static void main(String[] arguments) throws Exception {
    var settings = new CompilerConfiguration();
    settings.put(CLIConfigurationKeys.MESSAGE_COLLECTOR_KEY, MessageCollector.Companion.getNONE());
    var environment = KotlinCoreEnvironment.createForProduction(
        Disposer.newDisposable(), settings, EnvironmentConfigFiles.JVM_CONFIG_FILES);
    var parser = new KtPsiFactory(environment.getProject(), false);
    var paths = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String path = paths.readLine(); path != null; path = paths.readLine()) {
      String text = Files.readString(Path.of(path)).replace("\r\n", "\n");
      var error = PsiTreeUtil.findChildOfType(parser.createFile(text), PsiErrorElement.class);
      long line = error == null
          ? 0
          : 1 + text.substring(0, error.getTextOffset()).chars().filter(c -> c == '\n').count();
      System.out.println(path + "\t" + line);
    }
    System.exit(0);
  }
}

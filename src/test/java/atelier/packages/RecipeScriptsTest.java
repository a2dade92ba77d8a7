package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The parts of the scripts that need no registry, run by the installed Python and Node.js. */
final class RecipeScriptsTest extends ScriptFixture {
  private Ended readDeclared() throws IOException, InterruptedException {
    return run(
        "python3", "pip/declared.py", out.toString(), out.resolve("warnings").toString());
  }

  @Test
  void requirementsIncludeFilesAndConstraints() throws Exception {
    write(
        "requirements.txt",
        "flask==3.0.3  # the server",
        "-r requirements/dev.txt",
        "-c constraints.txt",
        "--extra-index-url https://mirror.example/simple",
        "-e .[extra]");
    write("requirements/dev.txt", "pytest \\", "  >=8", "-r ../requirements.txt");
    write("constraints.txt", "werkzeug<4");

    assertThat(readDeclared()).isEqualTo(new Ended(0, ""));
    assertThat(lines("requirements.txt")).containsExactly("flask==3.0.3", "pytest >=8");
    assertThat(lines("constraints.txt")).containsExactly("werkzeug<4");
    assertThat(lines("warnings"))
        .containsExactly("requirements.txt:4: --extra-index-url is ignored: this machine's registry"
            + " is asked");
  }

  @Test
  void pyprojectDeclaresWithoutItsBuildBackend() throws Exception {
    write(
        "pyproject.toml",
        "[project]",
        "name = 'todo-api'",
        "dependencies = ['fastapi']",
        "[project.optional-dependencies]",
        "test = ['pytest']",
        "dev = ['todo_api[test]', 'ruff']",
        "docs = ['sphinx']",
        "[dependency-groups]",
        "dev = [{include-group = 'lint'}, 'httpx']",
        "lint = ['mypy']");

    assertThat(readDeclared()).isEqualTo(new Ended(0, ""));
    assertThat(lines("requirements.txt"))
        .containsExactlyInAnyOrder("fastapi", "pytest", "ruff", "httpx", "mypy");
  }

  @Test
  void poetryRangesBecomeThoseOfPip() throws Exception {
    write(
        "pyproject.toml",
        "[tool.poetry]",
        "name = 'x'",
        "[tool.poetry.dependencies]",
        "python = '^3.11'",
        "a = '^1.2.3'",
        "b = '^0.4'",
        "c = '~2.5'",
        "d = '*'",
        "e = {version = '1.0', extras = ['all']}");

    assertThat(readDeclared()).isEqualTo(new Ended(0, ""));
    assertThat(lines("requirements.txt"))
        .containsExactly("a>=1.2.3,<2", "b>=0.4,<0.5", "c>=2.5,<2.6", "d", "e[all]==1.0");
  }

  @Test
  void whatIsNotFromARegistryIsRefused() throws Exception {
    write(
        "requirements.txt",
        "git+https://example.com/x.git",
        "y @ https://example.com/y.tar.gz",
        "../z",
        "-r /etc/hosts",
        "-r ../outside.txt");
    Files.writeString(folder.resolve("outside.txt"), "flask\n");

    Ended ended = readDeclared();

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.output().lines())
        .containsExactly(
            "atelier: git+https://example.com/x.git is not from a registry",
            "atelier: y @ https://example.com/y.tar.gz is not from a registry",
            "atelier: ../z is not from a registry",
            "atelier: /etc/hosts is not a file of the project",
            "atelier: ../outside.txt is not a file of the project");
  }

  @Test
  void aLockFileIsComparedWithWhatIsDeclared() throws Exception {
    write("declared.txt", "Flask>=3", "pytest; python_version < '3'");
    write("same.lock", "flask==3.0.3 \\", "    --hash=sha256:00");
    write("older.lock", "flask==2.0.0 \\", "    --hash=sha256:00", "click==8.1.0");
    assumeTrue(
        run("python3", "pip/agrees.py", "same.lock", "declared.txt", "kept").exitCode() == 0
            && Files.exists(project.resolve("kept")),
        "pip is not installed");

    assertThat(run("python3", "pip/agrees.py", "older.lock", "declared.txt", "kept")
            .exitCode())
        .isEqualTo(1);
    assertThat(Files.readAllLines(project.resolve("kept"))).containsExactly("click==8.1.0");
  }

  @Test
  void npmIsNotAskedForWhatIsNotFromARegistry() throws Exception {
    write(
        "package.json",
        "{\"dependencies\": {\"a\": \"^1.0.0\", \"b\": \"github:me/b\", \"c\": \"me/c\"},",
        " \"devDependencies\": {\"d\": \"git+ssh://host/d\", \"e\": \"npm:f@1\"},",
        " \"overrides\": {\"g\": {\"h\": \"https://example.com/h.tgz\"}}}");
    write("list.json", "[]");
    write("broken.json", "{,}");

    Ended ended = run("node", "npm/declared.cjs", "package.json", "list.json", "broken.json");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.output().lines())
        .startsWith(
            "atelier: b is not from a registry",
            "atelier: c is not from a registry",
            "atelier: d is not from a registry",
            "atelier: h is not from a registry",
            "atelier: list.json is not a JSON object")
        .anyMatch(line -> line.startsWith("atelier: broken.json is not JSON: "))
        .hasSize(6);
  }
}

package atelier.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BuildCommandsTest {
  private static List<String> words(String command) {
    return List.of(command.split("\\|", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mvn|-q|test",
        "./mvnw|package",
        "gradle|build",
        "/opt/gradle/bin/gradlew",
        "cargo|test",
        "cargo|+stable|run",
        "go|build|./...",
        "go|test|./...",
        "go|run|main.go",
        "npm|ci",
        "npm|install|--silent",
        "npm|--silent|run|build",
        "npm|run|build:web",
        "make|test",
        "cmake|--build|build",
        "npx|--yes|tsc|-p|.",
        "dotnet|test",
        "javac|-d|out|Main.java",
        "gcc|-o|x|x.c",
        "python3|-m|pip|install|.",
        "env|CGO_ENABLED=0|go|test|./...",
        "sh|-c|go build -o x && ./x",
        "bash|-e|-o|pipefail|-c|cd app && npm ci; npm test",
        "bash|-ec|(cd web; GOFLAGS=-v timeout 60 go test ./...)",
        "sh|-c|make -s|sh"
      })
  void recognizesWhatBuilds(String command) {
    assertThat(BuildCommands.builds(words(command))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python3|-m|unittest",
        "python3|app.py|-m",
        "node|--test",
        "npm|test",
        "npm|run|start",
        "go|version",
        "sh|test.sh",
        "sh|-c|python3 make.py",
        "sh|-c",
        "./build/app|make",
        "env",
        "java|-jar|app.jar",
        "echo|go|build",
        "dotnet|app.dll",
        "npm|run|builder"
      })
  void recognizesWhatDoesNot(String command) {
    assertThat(BuildCommands.builds(words(command))).isFalse();
  }
}

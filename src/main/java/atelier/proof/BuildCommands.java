package atelier.proof;

import atelier.pattern.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The commands that compile, or download what is needed, and therefore have a time limit of their
 * own. A row has the tool and the words after it, options aside; without words, whatever it does. A
 * row too many costs time only; a missing one stops a right project.
 */
public final class BuildCommands {
  private static final List<List<String>> ROWS = rows("""
      mvn
      mvnw
      mvnd
      gradle
      gradlew
      ant
      sbt
      lein
      javac
      kotlinc
      scalac
      cargo
      rustc
      go build
      go run
      go test
      go vet
      go install
      go generate
      go get
      go mod
      npm ci
      npm i
      npm install
      npm run build
      npm run compile
      yarn install
      yarn add
      yarn build
      yarn run build
      pnpm i
      pnpm install
      pnpm add
      pnpm build
      pnpm run build
      bun install
      bun build
      bun run build
      tsc
      vite build
      next build
      webpack
      rollup
      pip install
      pip3 install
      poetry install
      uv sync
      uv pip install
      build
      bundle install
      composer install
      composer update
      make
      gmake
      ninja
      cmake
      meson
      bazel
      cc
      gcc
      g++
      c++
      clang
      clang++
      dotnet build
      dotnet run
      dotnet test
      dotnet publish
      dotnet restore
      swift build
      swift run
      swift test
      zig build
      zig run
      zig test
      mix compile
      mix test
      mix run
      mix deps.get
      rebar3
      stack
      cabal
      ghc
      dune
      """);

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh");

  /** They run the command that follows, options, assignments and numbers aside. */
  private static final Set<String> WRAPPERS = Set.of("env", "npx", "nice", "time", "timeout");

  private static final Set<String> PYTHONS = Set.of("python", "python3");

  private BuildCommands() {}

  private static List<List<String>> rows(String lines) {
    return lines.lines().map(line -> List.of(line.split(" ", -1))).toList();
  }

  /** Whether a command builds, by itself or as a command of a shell's text. */
  public static boolean builds(List<String> command) {
    if (command.isEmpty()) {
      return false;
    }
    String tool = command.get(0).substring(command.get(0).lastIndexOf('/') + 1);
    List<String> arguments = command.subList(1, command.size());
    if (SHELLS.contains(tool)) {
      int text = textOf(arguments);
      return text < arguments.size() && buildsInShell(arguments.get(text));
    } else if (WRAPPERS.contains(tool)) {
      return builds(withoutOptions(arguments));
    } else if (PYTHONS.contains(tool)) {
      int module = arguments.indexOf("-m") + 1;
      return module > 0 && builds(arguments.subList(module, arguments.size()));
    }
    List<String> words = new ArrayList<>(List.of(tool));
    arguments.stream().filter(word -> !word.startsWith("-")).forEach(words::add);
    return ROWS.stream().anyMatch(row -> isRow(row, words));
  }

  /** The index of the text after {@code -c}, also in a group of options such as {@code -ec}. */
  private static int textOf(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).matches("-[a-z]*c")) {
        return i + 1;
      }
    }
    return arguments.size();
  }

  /** Splits also in quotes, where it finds at most a command too many. */
  private static boolean buildsInShell(String text) {
    for (String part : text.split("&&|\\|\\||[;|&\\n(){}]", -1)) {
      List<String> words = List.of(part.strip().split("\\s+", -1));
      if (builds(withoutOptions(words))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> withoutOptions(List<String> words) {
    int first = 0;
    while (first < words.size()
        && Pattern.of("-.*|\\w+=.*|[0-9.]+[smh]?|").matches(words.get(first))) {
      first++;
    }
    return words.subList(first, words.size());
  }

  private static boolean isRow(List<String> row, List<String> words) {
    if (words.size() < row.size()) {
      return false;
    }
    for (int i = 0; i < row.size(); i++) {
      String word = words.get(i);
      boolean isVariant = i > 0 && word.startsWith(row.get(i) + ":");
      if (!word.equals(row.get(i)) && !isVariant) {
        return false;
      }
    }
    return true;
  }
}

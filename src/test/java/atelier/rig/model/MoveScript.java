package atelier.rig.model;

import java.util.Map;

/** What a model answers for a calculator and for a move of its files, in two requests. */
public final class MoveScript {
  public static final String SPEC = "A calculator that adds two numbers, with tests";
  public static final String MOVE = "Move calc.py to app/adder.py and delete the old files";

  private static final String FIRST = """
      {"summary":"A calculator","files":[
      {"path":"calc.py","description":"adds","contract":"add(a, b)"},
      {"path":"test_calc.py","description":"tests","uses":["calc.py"]},
      {"path":"main.py","description":"the program"}],
      "run":["python3","main.py"],
      "checks":[{"name":"unit","command":["python3","-m","unittest","test_calc"]}]}
      """;

  private static final String SECOND = """
      {"summary":"A package","files":[
      {"path":"app/adder.py","description":"adds","contract":"add(a, b)"},
      {"path":"app/test_adder.py","description":"tests","uses":["app/adder.py"]}],
      "delete":["./calc.py","test_calc.py"],
      "checks":[{"name":"unit","command":["python3","-m","unittest","app.test_adder"]}]}
      """;

  private static final String CALC = "def add(a, b):\n    return a + b\n";
  private static final String TEST = """
      import unittest

      from calc import add


      class CalcTest(unittest.TestCase):
          def test_add(self):
              self.assertEqual(add(2, 3), 5)
              self.assertEqual(add(-1, 7), 6)
      """;
  private static final String MAIN = """
      from calc import add

      print("2 + 3 =", add(2, 3))
      """;

  private static final Map<String, String> FILES = Map.of(
      "calc.py", CALC,
      "test_calc.py", TEST,
      "main.py", MAIN,
      "app/adder.py", CALC,
      "app/test_adder.py", TEST.replace("from calc", "from app.adder"));

  private MoveScript() {}

  /** The main program says nothing in the plan of what it imports, so that it is found later. */
  public static String answer(String role, String file, int attempt) {
    return switch (role) {
      case "architect" -> attempt == 1 ? FIRST : SECOND;
      case "writer" -> {
        String content = FILES.get(file);
        boolean moved = file.equals("main.py") && attempt > 1;
        yield "Commit: Write " + file + "\n```python\n"
            + (moved ? content.replace("from calc", "from app.adder") : content) + "```\n";
      }
      default -> "";
    };
  }
}

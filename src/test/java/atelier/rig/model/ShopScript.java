package atelier.rig.model;

import java.util.Map;

/**
 * What a model answers for a project of six files, four of which go wrong at first: bad syntax, a
 * forbidden pattern, an answer cut off, a failure that shows at run time only.
 */
public final class ShopScript {
  public static final String SPEC = "A shopping cart with add and total";

  private static final String BLUEPRINT = """
      Here is the plan:
      ```json
      {"summary":"A shopping cart","files":[
      {"path":"item.py","description":"an item","contract":"class Item(name, cents)"},
      {"path":"cart.py","description":"the cart","uses":["item.py"],
       "contract":"class Cart: add(item), total()"},
      {"path":"report.py","description":"prints a cart","uses":["cart.py"],
       "contract":"report(cart) -> str"},
      {"path":"main.py","description":"the program","uses":["item.py","cart.py","report.py"]},
      {"path":"test_cart.py","description":"tests","uses":["item.py","cart.py"]},
      {"path":"README.md","description":"how to use it"}],
      "run":["python3","main.py"],
      "checks":[{"name":"unit tests","command":["python3","-m","unittest","-v"]}]}
      ```
      """;

  private static final Map<String, String> FILES = Map.of(
      "item.py", """
          class Item:
              def __init__(self, name, cents):
                  self.name = name
                  self.cents = cents
          """,
      "cart.py", """
          class Cart:
              def __init__(self):
                  self.items = []

              def add(self, item):
                  self.items.append(item)

              def total(self):
                  return sum(item.cents for item in self.items)
          """,
      "report.py", """
          def report(cart):
              return "total: %d" % cart.total()
          """,
      "main.py", """
          from cart import Cart
          from item import Item
          from report import report

          if __name__ == "__main__":
              cart = Cart()
              cart.add(Item("tea", 250))
              print(report(cart))
          """,
      "test_cart.py", """
          import unittest

          from cart import Cart
          from item import Item


          class CartTest(unittest.TestCase):
              def test_total(self):
                  cart = Cart()
                  cart.add(Item("tea", 250))
                  self.assertEqual(250, cart.total())
          """,
      "README.md", "# Cart\n\nRun `python3 main.py`.\n");

  private static final Map<String, String> FIRST_TRIES = Map.of(
      "item.py", "class Item:\n    def __init__(self, name, cents:\n        pass\n",
      "cart.py",
          FILES.get("cart.py").replace("self.items = []", "self.items = []  # TODO: use a dict"),
      "main.py", FILES.get("main.py").replace("print(report(cart))", "print(report(cart) + 1)"));

  private ShopScript() {}

  public static String answer(String role, String file, int attempt) {
    return switch (role) {
      case "architect" -> BLUEPRINT;
      case "writer" -> written(file, attempt);
      case "analyst" ->
        "{\"why\":\"it adds a number to a text\",\"fault\":\"code\",\"file\":\"main.py\","
            + "\"lessons\":[{\"title\":\"Call with arguments\",\"subject\":\"python\","
            + "\"trigger\":\"TypeError\",\"advice\":\"Pass what a function takes.\"}]}";
      default -> "";
    };
  }

  private static String written(String file, int attempt) {
    if (attempt == 1 && file.equals("report.py")) {
      return "Commit: Add the report\n\n```python\ndef report(cart):\n    return";
    }
    String body = attempt == 1 ? FIRST_TRIES.getOrDefault(file, FILES.get(file)) : FILES.get(file);
    String fence = "````";
    return "Commit: Write " + file + "\n\n" + fence + "\n" + body + fence + "\n";
  }
}

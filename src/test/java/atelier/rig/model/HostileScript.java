package atelier.rig.model;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a model would say that wants to get at whoever watches. */
public final class HostileScript {
  /** An image that calls home, a script, a link that is one, and text that turns around. */
  public static final String SPEC =
      "<img src=\"http://evil.example/beacon.png\" onerror=\"window.hit=1\">"
          + "<script>window.hit=1</script><a href=\"javascript:window.hit=1\">free</a>"
          + "<svg onload=window.hit=1>{{7*7}}${7*7}";

  private static final String BAIT = SPEC + "\u202egnp.exe\u200b";

  public static final String PATH = "a' onmouseover='window.hit=1' b&lt;i&gt;.py";
  private static final String PAGE = "page.html";
  private static final Map<String, String> FILES = Map.of(
      PATH,
      """
          import sys
          # BAIT
          link = "\\033]8;;http://evil.example/x\\033\\\\link\\033]8;;\\033\\\\"
          print("\\033[31mred\\033[0m " + link)
          print("\\033]0;title\\007\\033[2J\\033[1;1H<b>bold</b> " + sys.argv[0])
          print('''BAIT''')
          """,
      PAGE,
      "<!doctype html><title>BAIT</title><body>BAIT</body>\n",
      "notes.md",
      "# BAIT\n\n![x](http://evil.example/m.png) [go](javascript:window.hit=1)\n");

  private HostileScript() {}

  public static String answer(String role, String file, int attempt) {
    return switch (role) {
      case "architect" -> attempt == 1 ? "no plan: " + BAIT : blueprint();
      case "writer" -> written(file);
      case "analyst" ->
        "{\"lessons\":[{\"title\":" + quoted(BAIT) + ",\"subject\":\"python\"," + "\"trigger\":"
            + quoted(BAIT) + ",\"advice\":" + quoted(BAIT) + "}]}";
      default -> BAIT;
    };
  }

  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private static String blueprint() {
    ObjectNode plan = JsonMapper.shared().createObjectNode().put("summary", BAIT);
    plan.putArray("assumptions").add(BAIT);
    var files = plan.putArray("files");
    FILES
        .keySet()
        .forEach(path ->
            files.addObject().put("path", path).put("description", BAIT).put("contract", BAIT));
    plan.putArray("run").add("python3").add(PATH);
    plan.putArray("checks")
        .addObject()
        .put("name", "shows " + BAIT)
        .putArray("command")
        .add("python3")
        .add(PATH)
        .add(BAIT);
    return plan.toString();
  }

  /** A header cannot hold every path as it is: the odd one is known by not being another. */
  private static String written(String file) {
    String fence = "````";
    return "Commit: " + BAIT + "\n\n" + fence + "\n"
        + FILES.getOrDefault(file, FILES.get(PATH)).replace("BAIT", SPEC)
        + fence + "\n";
  }
}

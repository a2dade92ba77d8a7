package atelier.cli;

import atelier.event.Entry;
import atelier.llm.Llm;
import atelier.role.Studio;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;

/** A node of this process, as the commands use it. */
public interface RunningNode extends Studio {
  /** Lets tasks in hand go, writes what is open, stops. */
  Future<Void> close();

  /** Which models answer now. */
  Future<List<Llm.Health>> health();

  /** The roles whose agents run here, by name. */
  List<String> agents();

  /** The whole journal of a project so far; empty where there is no such project. */
  Future<List<Entry>> history(String project);

  /** Where a project's repository is. */
  Path folder(String project);

  /** Clones a project's repository into a folder that is not there yet, or empty. */
  Future<Void> cloneTo(String project, Path target);

  /** The answers of this run as a script for {@code llm.script}; empty unless it was recorded. */
  String recordedScript();
}

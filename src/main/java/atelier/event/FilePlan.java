package atelier.event;

import java.util.List;

/**
 * One file of a blueprint.
 *
 * @param uses paths of the files it depends on
 * @param contract what it offers to other files: names, signatures, routes; may be empty
 */
public record FilePlan(String path, String description, List<String> uses, String contract) {
  public FilePlan {
    uses = List.copyOf(uses);
  }
}

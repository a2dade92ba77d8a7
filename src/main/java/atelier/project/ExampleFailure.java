package atelier.project;

import tools.jackson.databind.JsonNode;

/**
 * How an example failed.
 *
 * @param tree the hash of the accepted files that it failed on
 * @param point what it and the program disagree about: equal for the same disagreement
 * @param observed the prober's report
 * @param blamed whether the file at fault was found
 */
public record ExampleFailure(String tree, String point, JsonNode observed, boolean blamed) {
  ExampleFailure withoutBlame() {
    return new ExampleFailure(tree, point, observed, false);
  }

  ExampleFailure withBlame() {
    return new ExampleFailure(tree, point, observed, true);
  }
}

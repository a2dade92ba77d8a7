package atelier.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which layers a node announces first. */
final class KnownLayersTest {
  @Test
  void theMostRecentlyUsedIsFirstAndMissingOnesAreForgotten() {
    KnownLayers known = new KnownLayers();
    known.replace(List.of("old", "new"));
    known.add("made");
    known.add("old");
    known.remove("new");

    assertThat(known.newestFirst()).containsExactly("old", "made");

    known.replace(List.of("other"));
    assertThat(known.newestFirst()).containsExactly("other");
  }
}

package atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.project.CheckResult;
import atelier.project.CheckResult.Control;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a check or an example is no evidence. */
final class MissingEvidenceTest {
  private static final CheckResult PROVEN =
      new CheckResult("t", 2, false, "", null, Control.PASSED, List.of("a.py"));

  @Test
  void anExampleMustExpectAResult() {
    MissingEvidence missing = new MissingEvidence("t", 2, null);

    assertThat(missing.ofExample(PROVEN, false, true)).isEmpty();
    assertThat(missing.ofExample(PROVEN, false, false)).contains("expects no result");
    assertThat(missing.ofExample(PROVEN, true, true)).contains("does not decide");
  }
}

package atelier.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every pattern over untrusted text takes steps in proportion to the text, and little stack. */
final class LinearTimeTest {
  private static final int STACK_BYTES = 256 * 1024;
  private static final int TEXTS = 6;
  private static final int MAX_STEPS_PER_INSTRUCTION = 2;

  private final long seed = Long.getLong("seed", 1);

  @Test
  void stepsGrowNoFasterThanTheText() throws InterruptedException {
    Collection<Pattern> patterns = WrittenPatterns.all();
    assertThat(patterns).hasSizeGreaterThan(300);

    onSmallStack(() -> patterns.forEach(pattern -> {
      Random random = new Random(seed + pattern.pattern().hashCode());
      AttackTexts.of(pattern.pattern(), 2_000, TEXTS, random).forEach(text -> check(pattern, text));
      AttackTexts.of(pattern.pattern(), 20_000, 1, random).forEach(text -> check(pattern, text));
    }));
  }

  private void check(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    int matches = 0;
    while (matcher.find()) {
      matches++;
    }
    long most = (long) MAX_STEPS_PER_INSTRUCTION * pattern.program().size() * (text.length() + 1L);
    assertThat(matcher.steps())
        .as("/%s/ on %s… (%d matches, seed %d)", pattern, text.substring(0, 30), matches, seed)
        .isLessThanOrEqualTo(most);
    pattern.matches(text);
  }

  private static void onSmallStack(Runnable work) throws InterruptedException {
    Throwable[] failure = new Throwable[1];
    Thread thread = new Thread(null, work, "small-stack", STACK_BYTES);
    thread.setUncaughtExceptionHandler((which, thrown) -> failure[0] = thrown);
    thread.start();
    thread.join();
    assertThat(failure[0]).isNull();
  }
}

package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A method that is added to sandboxes is forwarded too. */
final class ForwardingSandboxTest {
  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !method.isSynthetic())
        .map(Method::getName)
        .toList();
  }

  @Test
  void everyMethodIsForwarded() {
    assertThat(names(ForwardingSandbox.class)).containsAll(names(Sandbox.class));
  }
}

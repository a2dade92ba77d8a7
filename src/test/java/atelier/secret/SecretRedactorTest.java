package atelier.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretRedactorTest {
  private static final String SECRET = "sk-Canary/42+\"x&Qz\\9";

  private final SecretRedactor redactor =
      SecretRedactor.of(List.of(NamedSecret.of("llm.key", SECRET)));

  static List<String> forms() {
    return EncodedForms.of(SECRET);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void replacesASecretInEveryForm(String form) {
    String redacted = redactor.redact("= " + form + " =");

    // Of a code of three bytes in four characters, zeros at the end may be left.
    assertThat(redacted).contains("[redacted: llm.key]").hasSizeLessThanOrEqualTo(27);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void findsItInTheMiddleOfABase64Text(int offset) {
    String text = "x".repeat(offset) + SECRET + "and more";
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));

    String redacted = redactor.redact(encoded);

    assertThat(redacted).contains("[redacted: llm.key]");
    assertThat(redacted.indexOf('[')).isLessThanOrEqualTo(offset * 4 / 3);
  }

  @Test
  void findsWhatIsHiddenBehindTheStartOfAnEscape() {
    SecretRedactor hex = SecretRedactor.of(List.of(NamedSecret.of("k", "4ad0canary-xyz")));

    assertThat(
            hex.redact("%4ad0canary-xyz \\x4ad0canary-xyz \u001b[4ad0canary-xyz &#4ad0canary-xyz;"))
        .doesNotContain("canary");
  }

  @Test
  void replacesALongPartOfASecretThatWasCut() {
    SecretRedactor cut =
        SecretRedactor.of(List.of(NamedSecret.of("k", "abcdefghij-KLMNOPQRST-0123456789")));

    assertThat(cut.redact("key abcdefghij-KLMNOP…")).isEqualTo("key [redacted: k]…");
    assertThat(cut.redact("…OPQRST-0123456789 end, qrst-01234"))
        .isEqualTo("…[redacted: k] end, qrst-01234");
  }

  @Test
  void leavesOtherTextsAndCommonValuesAsTheyAre() {
    SecretRedactor common = SecretRedactor.of(List.of(
        NamedSecret.of("a", "short"),
        NamedSecret.of("b", "password"),
        NamedSecret.of("c", "password1234"),
        NamedSecret.of("d", "test-token"),
        NamedSecret.of("e", "your-api-key"),
        NamedSecret.of("f", "aaaaaaaaaaaa")));
    String text = "short password1234 test-token your-api-key aaaaaaaaaaaa";

    assertThat(common.redact(text)).isSameAs(text);
    assertThat(redactor.redact(text)).isSameAs(text);
  }

  @Test
  void aKnownHeaderOfTokensAndKeysIsNoSecret() {
    String header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.";
    String token = header + "eyJzdWIiOiJjYW5hcnkifQ.kQ3xS1nature-of-7he-canary";
    SecretRedactor web = SecretRedactor.of(List.of(NamedSecret.of("jwt", token)));

    assertThat(web.redact(header + "other.token")).isEqualTo(header + "other.token");
    assertThat(web.redact("x " + token)).isEqualTo("x " + header + "[redacted: jwt]");
  }

  @Test
  void aGrowingTextNeverShowsThePartsOfASecret() {
    GrowingText growing = new GrowingText(redactor);
    String text = "line of the answer\n".repeat(900) + "the key is " + SECRET + ".\n";
    List<String> shown = new ArrayList<>();
    for (int end = 0; end <= text.length(); end += 7) {
      shown.add(growing.redact(text.substring(0, end)));
    }

    assertThat(growing.redact(text)).isEqualTo(redactor.redact(text));
    assertThat(shown).noneMatch(part -> part.contains(SECRET.substring(0, 4)));
    assertThat(growing.redact("another")).isEqualTo("another");
  }

  @Test
  void aMebibyteTakesMilliseconds() {
    List<NamedSecret> secrets = IntStream.range(0, 20)
        .mapToObj(i -> NamedSecret.of(
            "k" + i,
            "sk-ant-api03-" + Integer.toHexString(i * 7919)
                + Base64.getEncoder()
                    .encodeToString(new byte[] {(byte) i, 55, 7, (byte) (i * 3), 9})
                + "QwErTyUiOpAsDf" + i))
        .toList();
    SecretRedactor twenty = SecretRedactor.of(secrets);
    String source = IntStream.range(0, 40_000)
        .mapToObj(i -> "value = compute(other) + \"\\n" + Integer.toHexString(i * 31) + "\";\n")
        .collect(Collectors.joining())
        .substring(0, 1 << 20);
    for (int i = 0; i < 20; i++) {
      assertThat(twenty.redact(source)).isSameAs(source);
    }

    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long fastestNs = IntStream.range(0, 10)
        .mapToLong(i -> {
          long startedNs = thread.getCurrentThreadCpuTime();
          twenty.redact(source);
          return thread.getCurrentThreadCpuTime() - startedNs;
        })
        .min()
        .orElseThrow();

    // Some 5 ms; more where the coverage is measured.
    assertThat(fastestNs).isLessThan(200_000_000);
  }
}

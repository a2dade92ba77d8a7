package atelier.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VisibleTextTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x1B, 0x7F, 0x9B, 0x9D, 0xAD, 0x61C, 0x200B, 0x200D, 0x200E, 0x202E, 0x2066,
        0x2060, 0xFEFF, 0xE0041, 0xE007F, 0xFE0F, 0xE0100, 0x115F, 0x3164, 0xFFA0, 0x180E, 0x2028
      })
  void showsWhatIsInvisibleByItsNumber(int character) {
    String text = "a" + Character.toString(character) + "b";

    assertThat(VisibleText.escape(text)).isEqualTo("a\\u{" + Integer.toHexString(character) + "}b");
    assertThat(VisibleText.plainLine(text, 10)).matches("a ?b");
  }

  @Test
  void keepsOrdinaryText() {
    String text = "Größe\t日本 é 😀 a < b\n`x` **y**\n";

    assertThat(VisibleText.document(text)).isEqualTo(text);
  }

  @Test
  void aDocumentHasNoHtmlAndLoadsNothing() {
    assertThat(VisibleText.document("<script>x</script> \\<b> \\\\<img src=x> ![i](http://e/)"))
        .isEqualTo("&lt;script>x&lt;/script> \\<b> \\\\&lt;img src=x> ![i] (http://e/)");
  }

  @Test
  void aPlainLineHasNoMarkupAndABound() {
    assertThat(VisibleText.plainLine("# Do\n```sh\nrm `x`\n``` <b>[y](z)", 100))
        .isEqualTo("Do sh rm x b y (z)");
    assertThat(VisibleText.plainLine("abc😀d", 4)).isEqualTo("abc…");
  }
}

package atelier.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HiddenCharactersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a todo list\twith\r\nlines",
        "می‌خواهم یک فهرست", // Persian needs the non-joiner
        "क्‍ष हिन्दी", // Hindi asks for a half form
        "👩‍💻 👨‍👩‍👧 ❤️‍🔥 🏳️‍🌈 👋🏽 ✔️ ©️ 1️⃣ #️⃣",
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62" // the flag of England
            + "\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F",
        "葛\uDB40\uDD00飾区", // an ideographic variant
        "שלום\u200F, (abc)",
        "\uD83E\uDEE0 \uE0B0 ≠\uFE00 ᠮ᠋" // newer emoji, private use, mathematics, Mongolian
      })
  void aReaderSeesAllOfWhatScriptsAndEmojiNeed(String text) {
    assertThat(HiddenCharacters.findFirst(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x1B, 0x7F, 0x9B, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180B, 0x180E, 0x200B,
        0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2064, 0x2065, 0x2066, 0x2069,
        0x206A, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0xFFF9, 0xFFFB, 0xFFFE, 0xE0001,
        0xE0041, 0xE007F, 0xE0100, 0xE01EF, 0xE0FFF
      })
  void whatNoReaderSeesIsFound(int character) {
    String hidden = Character.toString(character);

    assertThat(HiddenCharacters.findFirst("a" + hidden + "b")).hasValue(character);
    assertThat(HiddenCharacters.findFirst(hidden + hidden)).hasValue(character);
    assertThat(HiddenCharacters.findFirst("日 " + hidden)).hasValue(character);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "م\u200C\u200C\u200Cم",
        "👩\u200D\u200D💻",
        "👩\u200Da",
        "✔\uFE0F\uFE0F",
        "1\uFE0F2",
        "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62",
        "😀\uDB40\uDC67\uDB40\uDC7F",
        "葛\uDB40\uDD00\uDB40\uDD01"
      })
  void noMoreThanIsNeededIsTaken(String text) {
    assertThat(HiddenCharacters.findFirst(text)).isPresent();
  }
}

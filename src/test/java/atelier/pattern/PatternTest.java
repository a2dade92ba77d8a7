package atelier.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PatternTest {
  private final long seed = Long.getLong("seed", 1);

  @Test
  void everyPatternFindsWhatJavaFinds() {
    for (Pattern pattern : WrittenPatterns.all()) {
      Random random = new Random(seed + pattern.pattern().hashCode());
      for (int i = 0; i < 60; i++) {
        compare(pattern.pattern(), AttackTexts.shortText(pattern.pattern(), random));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "(a|ab)(c|bcd)(d*)~abcd",
        "(a+)(b?)~aabaaab",
        "a{2,3}?b|a{1,2}~aaaaab",
        "(?i)straße|[a-c]+~STRASSE ABC strasse",
        "(?s)a.c~a␤c",
        "(?m)^b$~a␤b␍␤b",
        "b$~b␤",
        "b\\z~b␤",
        "\\bw\\B~wx w",
        "(?<=^|/)\\./~./a/./b",
        "(?<![\\w.])x(?![\\w.])~x .x x. ax x",
        "a(?=.*z)~a a z a",
        "(?:(?!end).)+~abc end",
        "[\\p{L}&&[^a-c]]+~abcdé",
        "\\Qa.b\\E+~a.bbb",
        "x|~xax",
        "(?i:a)b~Ab AB",
        ".~😀",
        "\\R~a␍␤b␤",
        "(\\w+)\\s*=\\s*(\\d*)~a = 1; b=; c =3"
      })
  void itFindsWhatJavaFinds(String expression, String text) {
    compare(expression, text.replace('␤', '\n').replace('␍', '\r'));
  }

  private void compare(String expression, String text) {
    Matcher ours = Pattern.compile(expression).matcher(text);
    java.util.regex.Matcher theirs = java.util.regex.Pattern.compile(expression).matcher(text);
    String about = "/" + expression + "/ on [" + text + "], seed " + seed;
    while (theirs.find()) {
      assertThat(ours.find()).as(about).isTrue();
      assertThat(places(ours, expression)).as(about).isEqualTo(places(theirs, expression));
    }
    assertThat(ours.find()).as(about).isFalse();
    assertThat(ours.matches()).as(about).isEqualTo(theirs.reset().matches());
    assertThat(ours.lookingAt()).as(about).isEqualTo(theirs.reset().lookingAt());
  }

  /** Java keeps groups of a negative lookahead that matched elsewhere. */
  private static String places(MatchResult match, String expression) {
    StringBuilder places = new StringBuilder();
    boolean leaks = expression.matches("(?s).*\\(\\?! ?\\((?!\\?).*");
    for (int group = 0; group <= (leaks ? 0 : match.groupCount()); group++) {
      places.append(match.start(group)).append('-').append(match.end(group)).append(' ');
    }
    return places.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a)\\1",
        "a*+",
        "(?:a*)*",
        "(?:a|)+",
        "(?<=a{1,40})b",
        "(?>a)",
        "(a",
        "a)",
        "[a",
        "*a",
        "(?:(?:a{100}){100}){100}",
        "\\k<a>",
        "\\G"
      })
  void whatIsNotLinearIsRefused(String expression) {
    assertThatIllegalArgumentException().isThrownBy(() -> Pattern.compile(expression));
  }

  @Test
  void replacementsAndPartsAreThoseOfJava() {
    Pattern pattern = Pattern.compile("(?<key>\\w)=(\\d)");

    assertThat(pattern.replaceAll("a=1, b=2", "$2\\$$1")).isEqualTo("1$a, 2$b");
    assertThat(pattern.replaceFirst("a=1, b=2", "x")).isEqualTo("x, b=2");
    assertThat(pattern.matcher("a=1").replaceAll(found -> found.group(2) + "!")).isEqualTo("1!");
    assertThat(Pattern.compile(",").split("a,b,,")).containsExactly("a", "b");
    assertThat(Pattern.compile(",").splitAll("a,b,,")).containsExactly("a", "b", "", "");
    assertThat(Pattern.compile("(?=/)").splitAll("/a/b")).containsExactly("/a", "/b");
  }

  @Test
  void groupsHaveNames() {
    Matcher matcher = Pattern.compile("(?<key>\\w)=(?<value>\\d)?").matcher("a=");

    assertThat(matcher.find()).isTrue();
    assertThat(matcher.group("key")).isEqualTo("a");
    assertThat(matcher.group("value")).isNull();
    assertThat(matcher.end("key")).isEqualTo(1);
    assertThatThrownBy(() -> matcher.group("none")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRegionIsATextOfItsOwn() {
    Matcher matcher = Pattern.compile("^b$").matcher("abc").region(1, 2);

    assertThat(matcher.find()).isTrue();
    assertThat(matcher.start()).isEqualTo(1);
    assertThat(Pattern.compile("b").matcher("abab").find(2)).isTrue();
    assertThat(Pattern.compile("b").matcher("abab").startsAt(2)).isFalse();
  }
}

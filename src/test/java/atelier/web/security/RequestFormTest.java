package atelier.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which targets and hosts can be read in one way only. */
final class RequestFormTest {
  private static final List<String> HOST = List.of("localhost:4000");

  private static boolean isRefused(String target, List<String> hosts) {
    return RequestForm.findViolation(target, hosts, true).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api/projects?q=a//b/../c;d",
        "/api/projects/shop/files/src/a-b_c.d~e",
        "/api/projects/shop/files/.gitignore",
        "/api/projects/shop/files/...",
        "/api/projects/shop/files/a%20b%3Bc%25d%2B%C3%A9",
        "/@scope/a+b,c=d:e!(f)*'$&",
        "/api/projects/",
        "/api/projects/shop/files/src%2Fa.py",
        "http://localhost:4000/api/projects?x=1",
        "HTTP://LOCALHOST:4000/"
      })
  void acceptsNormalForms(String target) {
    assertThat(RequestForm.findViolation(target, HOST, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "api",
        "localhost:4000",
        "//api",
        "/api//projects",
        "/./api",
        "/api/.",
        "/api/..",
        "/../api",
        "/%2e%2e/api",
        "/%2E%2E/api",
        "/.%2E/api",
        "/%61pi",
        "/a%2F..%2Fb",
        "/a%2F.",
        "/a%2fb",
        "/a%5Cb",
        "/a%5cb",
        "/a\\b",
        "/a;b",
        "/a%00",
        "/a%0A",
        "/a%7F",
        "/a%C2%85",
        "/a%c3%a9",
        "/a%C0%AE",
        "/a%E0%80%AE",
        "/a%ED%A0%80",
        "/a%FF",
        "/a%",
        "/a%4",
        "/a%zz",
        "/a%u002e",
        "/a#b",
        "/a?b#c",
        "/a b",
        "/a\"b",
        "/a<b>",
        "/a[b]",
        "/é",
        "http://evil.example/",
        "http://localhost/",
        "http://x@localhost:4000/",
        "http://localhost:4000@evil.example/",
        "http://localhost:4000",
        "http://localhost:4000/../a",
        "http:///a",
        "ftp://localhost:4000/"
      })
  void refusesEveryOtherSpelling(String target) {
    assertThat(isRefused(target, HOST)).isTrue();
  }

  @Test
  void refusesHostsThatCanBeReadInTwoWays() {
    assertThat(isRefused("/", List.of("localhost", "localhost"))).isTrue();
    assertThat(isRefused("/", List.of("localhost", "evil.example"))).isTrue();
    assertThat(isRefused("/", List.of())).isTrue();
    assertThat(isRefused("/", List.of(""))).isTrue();
    assertThat(isRefused("/", List.of("localhost:4000@evil.example"))).isTrue();
    assertThat(isRefused("/", List.of("user@localhost:4000"))).isTrue();
    assertThat(isRefused("/", List.of("localhost, evil.example"))).isTrue();
    assertThat(isRefused("/", List.of("evil.example")))
        .as("another check's concern")
        .isFalse();
    assertThat(RequestForm.findViolation("/", List.of(), false)).as("HTTP/1.0").isEmpty();
  }

  @Test
  void readsALongPathInBoundedTime() {
    assertThat(isRefused("/" + "a/".repeat(8_000) + ";", HOST)).isTrue();
    assertThat(isRefused("/" + "%".repeat(16_000), HOST)).isTrue();
  }
}

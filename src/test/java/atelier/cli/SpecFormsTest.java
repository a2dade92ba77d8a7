package atelier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs that look like options or files are texts; a byte order mark is no part of a spec. */
final class SpecFormsTest extends RemoteCommandsFixture {
  private static final String MARKED = "\uFEFFA todo list\n";

  @BeforeEach
  void endProjectsAtOnce() {
    Event ended = new Event.ProjectFinished("succeeded", "", 0, "");
    harness.node.afterRequest.addAll(List.of(READY, DESIGNED, ended));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- a list of todos",
        "-- a list",
        "- one\n- two",
        "--help as a service",
        "-5 to 5, as a slider",
        "@todo.txt",
        "@@todo",
        "@todo.txt and more"
      })
  void takesTheSpecAsItIs(String spec) throws IOException {
    Files.writeString(folder.resolve("todo.txt"), "--help");

    assertThat(run("submit", spec, "--id", "todo")).as(harness.err()).isEqualTo(0);
    assertThat(run("show", "todo", "--json")).isEqualTo(0);
    assertThat(harness.out()).contains(spec.replace("\n", "\\n"));
    assertThat(harness.run("run", spec, "--project", "p")).as(harness.err()).isNotEqualTo(2);
    assertThat(harness.node.calls).contains("request p " + spec + " false");
  }

  @Test
  void stillReportsUnknownOptions() {
    assertThat(harness.run("run", "x", "--prot", "3")).isEqualTo(2);
    assertThat(harness.err()).contains("did you mean --port?", "goes after --");
    assertThat(harness.run("run", "-x=a b")).isEqualTo(2);
    assertThat(harness.run("run", "x", "--set", "- a b")).isEqualTo(2);
    assertThat(harness.err()).doesNotContain("unknown option");
  }

  @Test
  void takesAByteOrderMarkOff() throws IOException {
    Files.writeString(folder.resolve("bom.md"), MARKED);

    assertThat(run("submit", "-f", "bom.md", "--id", "todo")).as(harness.err()).isEqualTo(0);
    assertThat(run("show", "todo", "--json")).isEqualTo(0);
    assertThat(harness.out()).contains("A todo list").doesNotContain("\uFEFF", "ufeff");
    harness.run("run", "-f", "bom.md", "--project", "p");
    harness.standardInput = MARKED.getBytes(StandardCharsets.UTF_8);
    harness.run("run", "-", "--project", "q");
    assertThat(harness.node.calls)
        .contains("request p A todo list false", "request q A todo list false");
    Files.writeString(folder.resolve("bom.md"), "\uFEFF\n");
    assertThat(harness.run("run", "-f", "bom.md")).isEqualTo(2);
    assertThat(harness.err()).contains("is empty");
  }

  @Test
  void readsUtf16WithAMarkAndRefusesOtherEncodings() throws IOException {
    Files.write(folder.resolve("w.md"), MARKED.getBytes(StandardCharsets.UTF_16LE));
    Files.write(folder.resolve("x.md"), MARKED.getBytes(StandardCharsets.UTF_16BE));
    Files.write(folder.resolve("latin.md"), "für".getBytes(StandardCharsets.ISO_8859_1));

    harness.run("run", "-f", "w.md", "--project", "w");
    harness.run("run", "-f", "x.md", "--project", "x");
    assertThat(harness.node.calls)
        .contains("request w A todo list false", "request x A todo list false");
    assertThat(harness.run("run", "-f", "latin.md")).isEqualTo(2);
    assertThat(harness.err()).contains("is not UTF-8 text");
  }
}

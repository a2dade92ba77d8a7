package atelier.sandbox.sprites;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import atelier.sandbox.OutputCapture;
import atelier.sandbox.sprites.ExecSession.Keepalive;
import atelier.sandbox.sprites.SpritesFailure.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Atelier expects of the service, from creation to deletion. */
abstract class SpritesContract {
  private final String name = SpriteName.of("contract-" + System.nanoTime(), "contract");

  abstract Vertx vertx();

  abstract SpritesClient client();

  abstract ExecConnector connector();

  @BeforeEach
  void create() {
    await(client().ensure(name));
    await(client().setPolicy(name, NetworkPolicy.DENY_ALL));
  }

  @AfterEach
  void delete() {
    await(client().delete(name));
    assertThat(await(client().list(name))).isEmpty();
  }

  private record Seen(ExecSession.Ended ended, OutputCapture output, String session) {}

  private Seen run(String script, Duration longest) {
    await(client().write(name, "/workspace/t/run.sh", Buffer.buffer(script), "0700"));
    OutputCapture output = new OutputCapture();
    AtomicReference<ExecSession> session = new AtomicReference<>();
    ExecSession.Ended ended = await(connector().run(name, "/workspace/t/run.sh", socket -> {
      session.set(new ExecSession(vertx(), socket, output, Keepalive.DEFAULT));
      return session.get().follow(longest);
    }));
    return new Seen(ended, output, session.get().id());
  }

  @Test
  void usesASpriteThatExists() {
    await(client().ensure(name));

    assertThat(await(client().list(name))).containsExactly(name);
  }

  @Test
  void writesReadsAndDeletesFiles() {
    Buffer content = Buffer.buffer(new byte[] {0, (byte) 0xff, 10, 13});
    await(client().write(name, "/workspace/a b/ü&?.bin", content, "0644"));

    assertThat(await(client().read(name, "/workspace/a b/ü&?.bin", 10))).contains(content);
    assertThatThrownBy(() -> await(client().read(name, "/workspace/a b/ü&?.bin", 3)))
        .hasMessageContaining("more than 3 bytes");
    await(client().deleteFolder(name, "/workspace/a b"));
    assertThat(await(client().read(name, "/workspace/a b/ü&?.bin", 10))).isEmpty();
    await(client().deleteFolder(name, "/workspace/a b"));
  }

  @Test
  void runsAScript() {
    Seen seen = run("printf 'hällo'; echo no >&2; exit 7", Duration.ofSeconds(20));

    assertThat(seen.ended().exitCode()).hasValue(7);
    assertThat(seen.output().text()).contains("hällo", "no\n");
    assertThat(seen.output().errorText()).isEqualTo("no\n");
    assertThat(seen.session()).isNotEmpty();
    assertThat(run("kill -9 $$", Duration.ofSeconds(20)).ended().exitCode()).hasValue(137);
  }

  @Test
  void givesAScriptNoInput() {
    assertThat(run("wc -c", Duration.ofSeconds(20)).output().text().strip()).isEqualTo("0");
  }

  @Test
  void endsASession() {
    Seen seen = run("sleep 60 & wait", Duration.ofMillis(500));

    assertThat(seen.ended().exitCode()).isEmpty();
    await(client().kill(name, seen.session()));
    await(client().kill(name, seen.session()));
    await(client().kill(name, "987654"));
  }

  @Test
  void saysThatASpriteDoesNotExist() {
    assertThatThrownBy(() -> await(connector()
            .run("atelier-none", "/x", socket -> io.vertx.core.Future.succeededFuture())))
        .isInstanceOfSatisfying(
            SpritesFailure.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND));
    await(client().delete("atelier-none"));
  }
}

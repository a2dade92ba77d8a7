package atelier.journal;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import atelier.consensus.Peers;
import atelier.consensus.ReplicatedJournal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a cluster of one does what every journal does, on the real disk. */
final class ReplicatedJournalTest extends JournalConformance {
  @TempDir
  private Path folder;

  private static final Vertx VERTX = Vertx.vertx();

  @AfterAll
  static void endLoop() {
    await(VERTX.close());
  }

  @Override
  Journal open() {
    Context loop = VERTX.getOrCreateContext();
    return new ReplicatedJournal(
        "n",
        UUID.randomUUID().toString(),
        DiskReplica.open(folder.resolve("journal.db")),
        new Nobody(),
        work -> loop.runOnContext(turn -> work.run()),
        Clock.systemUTC(),
        (kept, lost) -> Map.of());
  }

  /** Nobody else is here, and nobody is meant to be. */
  private static final class Nobody implements Peers {
    @Override
    public Set<String> present() {
      return Set.of();
    }

    @Override
    public Acceptor of(String node) {
      throw new IllegalArgumentException(node);
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @Test
  void goesOnAfterItWasOpenedAgain() {
    await(journal.append(chain("p", 3)));
    await(journal.close());

    journal = open();

    assertThat(await(journal.read("p", 0, 10))).isEqualTo(chain("p", 3));
    await(journal.append(chain("p", 4).subList(3, 4)));
    assertThat(await(journal.heads())).containsExactly(chain("p", 4).get(3));
  }

  @Test
  void takesOverWhatANodeAloneHadWritten() {
    await(journal.close());
    Journal alone = DiskJournal.open(folder.resolve("journal.db"));
    await(alone.append(chain("p", 2)));
    await(alone.close());

    journal = open();

    assertThat(await(journal.read("p", 0, 10))).isEqualTo(chain("p", 2));
    await(journal.append(chain("p", 3).subList(2, 3)));
  }
}

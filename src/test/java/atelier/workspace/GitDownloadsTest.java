package atelier.workspace;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Downloads have threads of their own. */
final class GitDownloadsTest extends GitWorkspaceFixture {
  @Test
  void downloadsThatAreNotReadKeepNothingElseWaiting() {
    GitWorkspace workspace = workspace("one");
    startFeature("a.py");
    commitVersion(workspace, "a.py", 1, "x\n");
    GitRepositories repositories = new GitRepositories(vertx, workspace);
    CountDownLatch read = new CountDownLatch(1);
    OutputStream unread = new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        try {
          read.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
    };

    List<Future<Void>> downloads = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      downloads.add(repositories.writeZip("p", unread));
    }
    assertThat(downloads.stream().filter(download -> download.cause() instanceof Repositories.Busy))
        .hasSize(45 - GitRepositories.MAX_DOWNLOADS);
    assertThat(await(repositories.listFiles("p", "")).files()).hasSize(1);

    read.countDown();
    downloads.subList(0, GitRepositories.MAX_DOWNLOADS).forEach(atelier.Await::await);
    await(repositories.writeZip("p", OutputStream.nullOutputStream()));
  }
}

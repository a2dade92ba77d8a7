package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the usual runtimes ask of the kernel works behind the filter of system calls. For Go see
 * {@link GoBuildCacheTest}.
 */
final class RuntimesTest {
  private static Vertx vertx;
  private static Sandbox sandbox;

  @BeforeAll
  static void choose() {
    vertx = Vertx.vertx();
    sandbox = await(SandboxFactory.create(
        vertx, new Settings.Runner("auto", Duration.ofSeconds(60), 1L << 30, false)));
    assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  private static void assertPrints(
      String expected, String file, String program, String tool, String command) {
    assumeTrue(
        Stream.of("/usr/bin", "/usr/local/bin", "/usr/local/go/bin")
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))),
        tool + " is not installed under /usr");
    Job job = new Job(List.of("sh", "-c", command), Map.of(file, program), Duration.ofSeconds(60));

    assertThat(await(sandbox.run(job)).output().strip()).isEqualTo(expected);
  }

  @Test
  void python() {
    assertPrints(
        "1\n[1, 4]\n[1, 4]\n[1, 4]\nb'child\\n'\nwal\nb'pty'\nshared",
        "main.py",
        """
        import asyncio, multiprocessing, os, pty, sqlite3, subprocess, threading
        from multiprocessing import shared_memory

        def square(number):
            return number * number

        async def child():
            process = await asyncio.create_subprocess_exec('echo', 'child', stdout=-1)
            print((await process.communicate())[0])
            server = await asyncio.start_server(lambda r, w: None, '127.0.0.1', 0)
            server.close()

        if __name__ == '__main__':
            found = []
            thread = threading.Thread(target=lambda: found.append(1))
            thread.start()
            thread.join()
            print(len(found))
            for method in ('fork', 'spawn', 'forkserver'):
                with multiprocessing.get_context(method).Pool(2) as pool:
                    print(pool.map(square, [1, 2]))
            asyncio.run(child())
            base = sqlite3.connect('main.db')
            print(base.execute('pragma journal_mode=wal').fetchone()[0])
            number, terminal = pty.fork()
            if number == 0:
                os.execvp('printf', ['printf', 'pty'])
            print(os.read(terminal, 3))
            os.waitpid(number, 0)
            block = shared_memory.SharedMemory(create=True, size=4096)
            block.close()
            block.unlink()
            print('shared')
        """,
        "python3",
        "python3 main.py");
  }

  @Test
  void node() {
    assertPrints("child, exec, gzip, served, wasm, worker", "main.js", """
        const { execSync, fork } = require('child_process');
        const { Worker, isMainThread, parentPort } = require('worker_threads');
        const next = (start) => new Promise((done) => start(done));
        if (process.argv[2] === 'child') {
          process.send('child');
          process.disconnect();
        } else if (!isMainThread) {
          parentPort.postMessage('worker');
        } else {
          const server = require('http').createServer((q, r) => r.end('served'));
          require('fs').watch('.', () => {}).close();
          Promise.all([
            next((done) => done(execSync('echo exec').toString().trim())),
            next((done) => fork(__filename, ['child']).on('message', done)),
            next((done) => new Worker(__filename).on('message', done)),
            next((done) => require('zlib').gzip('x', () => done('gzip'))),
            WebAssembly.instantiate(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(() => 'wasm'),
            next((done) => server.listen(0, async () => {
              const reply = await fetch(`http://localhost:${server.address().port}`);
              done(await reply.text());
              server.close();
            })),
          ]).then((all) => console.log(all.sort().join(', ')));
        }
        """, "node", "node main.js");
  }

  @Test
  void java() {
    String program = """
        import com.sun.net.httpserver.HttpServer;
        import java.net.*;
        import java.nio.file.*;
        import java.util.concurrent.*;

        public class Main {
          public static void main(String[] arguments) throws Exception {
            Process child = new ProcessBuilder("echo", "child").start();
            System.out.print(new String(child.getInputStream().readAllBytes()));
            ExecutorService threads = Executors.newFixedThreadPool(8);
            System.out.println(threads.submit(() -> "thread").get());
            threads.shutdown();
            HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
            server.start();
            new Socket("localhost", server.getAddress().getPort()).close();
            server.stop(0);
            WatchService watch = FileSystems.getDefault().newWatchService();
            Path.of(".").register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            System.out.println(NetworkInterface.networkInterfaces().count());
          }
        }
        """;
    String run = "javac Main.java && java Main; for java in /usr/lib/jvm/*/bin/java; do"
        + " $java -XX:+UseG1GC Main.java > out; done; cat out";

    assertPrints("child\nthread\n1\nchild\nthread\n1", "Main.java", program, "javac", run);
  }

  @Test
  void compiledPrograms() {
    String program = """
        #include <pthread.h>
        #include <spawn.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <sys/wait.h>
        extern char **environ;
        static void *work(void *unused) { puts("thread"); return unused; }
        int main(void) {
          pthread_t thread;
          char *words[] = {"echo", "child", NULL};
          pid_t child;
          setbuf(stdout, NULL);
          pthread_create(&thread, NULL, work, NULL);
          pthread_join(thread, NULL);
          posix_spawnp(&child, "echo", NULL, NULL, words, environ);
          waitpid(child, NULL, 0);
          return system("echo shell") + (malloc(8) == NULL);
        }
        """;
    String all = "thread\nchild\nshell";

    assertPrints(all, "main.c", program, "gcc", "gcc -pthread main.c -o main && ./main");
    // Its leak detection would stop the program by ptrace.
    assertPrints(
        all, "main.c", program, "gcc", "gcc -fsanitize=address -pthread main.c -o main && ./main");
  }

  @Test
  void scriptsAndTools() {
    String line = "`echo child`.strip, fork { exit 3 } && Process.wait2[1].exitstatus";
    assertPrints("child\n3", "main.rb", "puts " + line + "\n", "ruby", "ruby main.rb");
    String perl = "print `echo child`; if (!fork) { exit 3 } wait; print $? >> 8;\n";
    assertPrints("child\n3", "main.pl", perl, "perl", "perl main.pl");
    assertPrints(
        "main.txt\nx",
        "main.txt",
        "x\n",
        "tar",
        "tar cf a.tar main.txt && tar tf a.tar; cat *.txt");
    assertPrints("1", "main.sql", "select 1;", "sqlite3", "sqlite3 main.db < main.sql");
    assertPrints("y", "Makefile", "all:\n\t@yes | head -n 1\n", "make", "make -j4");
  }
}

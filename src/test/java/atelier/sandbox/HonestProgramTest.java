package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.sandbox.Attack.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that use much and harm nobody end by themselves with the limits of the settings. */
final class HonestProgramTest {
  private static final long DEFAULT_MEMORY_BYTES = 512L << 20;

  private static void assertRuns(Limits limits, String file, String program, String... command) {
    assumeTrue(
        Stream.of("/usr/bin", "/usr/local/bin", "/usr/local/go/bin")
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, command[0]))),
        command[0] + " is not installed under /usr");
    JobResult result =
        Attack.sandbox(limits, DEFAULT_MEMORY_BYTES).run(Map.of(file, program), command);

    assertThat(result.succeeded()).as(result.toString()).isTrue();
    assertThat(result.output()).endsWith("end\n");
  }

  @ParameterizedTest
  @EnumSource(Limits.class)
  void javaWithManyThreads(Limits limits) {
    assertRuns(limits, "Main.java", """
        public class Main {
          public static void main(String[] args) throws Exception {
            Thread[] threads = new Thread[200];
            byte[][] kept = new byte[100][];
            for (int i = 0; i < 100; i++) kept[i] = new byte[1 << 20];
            for (int i = 0; i < threads.length; i++) {
              threads[i] = new Thread(() -> { try { Thread.sleep(500); } catch (Exception e) {} });
              threads[i].start();
            }
            for (Thread thread : threads) thread.join();
            System.out.println("end");
          }
        }
        """, "java", "Main.java");
  }

  @ParameterizedTest
  @EnumSource(Limits.class)
  void nodeWithWorkersAndChildren(Limits limits) {
    assertRuns(limits, "main.js", """
        const { Worker, isMainThread } = require('worker_threads');
        const { execFileSync } = require('child_process');
        if (isMainThread) {
          const kept = Buffer.alloc(100 << 20, 1);
          const shared = new SharedArrayBuffer(16 << 20);
          let open = 8;
          for (let i = 0; i < 8; i++) {
            new Worker(__filename, { workerData: shared }).on('exit', () => {
              if (--open === 0) console.log(String(execFileSync('echo', ['end'])).trim());
            });
          }
        }
        """, "node", "main.js");
  }

  @ParameterizedTest
  @EnumSource(Limits.class)
  void pythonWithAPoolOfProcessesThatShareMemory(Limits limits) {
    assertRuns(limits, "main.py", """
        from multiprocessing import Array, Pool, Queue, shared_memory
        # The pages of this are those of all children, and count once.
        kept = bytearray(b'x' * (100 << 20))
        def work(number):
            return number + kept[number]
        if __name__ == '__main__':
            with Pool(8) as pool:
                pool.map(work, range(10_000))
            numbers = Array('i', 1 << 20)
            block = shared_memory.SharedMemory(create=True, size=8 << 20)
            block.buf[:] = b'x' * (8 << 20)
            block.unlink()
            print('end')
        """, "python3", "main.py");
  }

  @ParameterizedTest
  @EnumSource(Limits.class)
  void aCompilerAndAProjectOfManyFiles(Limits limits) {
    assertRuns(limits, "main.c", """
        #include <pthread.h>
        #include <stdio.h>
        static void *work(void *unused) { return unused; }
        int main(void) {
          pthread_t threads[100];
          for (int i = 0; i < 100; i++) pthread_create(&threads[i], NULL, work, NULL);
          for (int i = 0; i < 100; i++) pthread_join(threads[i], NULL);
          for (int i = 0; i < 20000; i++) {
            char name[64];
            snprintf(name, sizeof name, "node_modules-%d", i);
            fclose(fopen(name, "w"));
          }
          puts("end");
        }
        """, "sh", "-c", "gcc -O2 -pthread main.c -o main && ./main");
  }
}

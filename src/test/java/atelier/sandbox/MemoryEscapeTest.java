package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.ReachedLimit;
import atelier.sandbox.Attack.Limits;
import atelier.sandbox.Attack.Watch;
import atelier.sandbox.JobResult.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Attacks by memory, files and processor time; the numbers are the rows of docs/sandbox.md. */
@Isolated("measures the memory of the machine")
final class MemoryEscapeTest {
  private static final long MEMORY_MIB = Attack.MEMORY_BYTES >> 20;

  /** Of the memory that the kernel limits: what other programs do meanwhile. */
  private static final long SLACK_MIB = 300;

  /** What a program gets between two measurements on a busy machine. */
  private static final long COUNTING_SLACK_MIB = 2_200;

  /** Each takes 4 GB, a piece after the other, and keeps them. */
  private static final Map<String, String> WAYS = Map.of(
      "heap",
      "kept.append(b'x' * SIZE)",
      "populated mapping",
      "kept.append(mmap.mmap(-1, SIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x8000))",
      "shared mapping that is not resident",
      """
      piece = mmap.mmap(-1, SIZE)
      for at in range(0, SIZE, 4096): piece[at] = 1
      piece.madvise(mmap.MADV_DONTNEED)
      kept.append(piece)
      """,
      "shared mappings of children",
      """
      if os.fork() == 0:
          piece = mmap.mmap(-1, SIZE)
          for at in range(0, SIZE, 4096): piece[at] = 1
          time.sleep(60)
      """,
      "files in folders",
      "open(('/work', '/tmp')[number % 2] + f'/{number}', 'wb').write(b'x' * SIZE)",
      "deleted files in folders",
      """
      file = open('/tmp/file', 'wb')
      file.write(b'x' * SIZE)
      file.flush()
      os.unlink('/tmp/file')
      kept.append(file)
      """);

  private static final Map<String, String> WAYS_OF_KERNEL =
      Map.of("memfd", """
      descriptor = os.memfd_create('memory')
      os.write(descriptor, b'x' * SIZE)
      kept.append(descriptor)
      """, "System V segments", """
      segment = libc.shmget(0, SIZE, 0o1600)
      if segment < 0: raise OSError(ctypes.get_errno(), '')
      libc.shmat.restype = ctypes.c_void_p
      libc.memset(ctypes.c_void_p(libc.shmat(segment, None, 0)), 1, SIZE)
      """);

  private static final String PROGRAM = """
      import mmap
      SIZE = 32 << 20
      kept = []
      def take(number):
      BODY
      try:
          for number in range(128): take(number)
      except OSError as e:
          print('refused', e)
          sys.exit(1)
      print('has', len(kept))
      time.sleep(1)
      """;

  @AfterEach
  void nothingIsLeft() {
    assertThat(Watch.left()).isZero();
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> ways() {
    return WAYS.keySet().stream()
        .sorted()
        .flatMap(way -> Stream.of(Limits.values())
            .map(limits -> org.junit.jupiter.params.provider.Arguments.of(way, limits)));
  }

  private static JobResult take(String body, Limits limits) {
    Attack attack = Attack.sandbox(limits);
    long mostMiB = MEMORY_MIB + (limits == Limits.FENCED ? SLACK_MIB : COUNTING_SLACK_MIB);
    try (Watch watch = new Watch()) {
      JobResult result = attack.python(PROGRAM.replace("BODY", body.strip().indent(4)));
      assertThat(watch.sharedMiB()).as(result.toString()).isLessThan(mostMiB);
      assertThat(watch.residentMiB()).as(result.toString()).isLessThan(mostMiB);
      return result;
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void row8MemoryOfEachKindCounts(String way, Limits limits) {
    JobResult result = take(WAYS.get(way), limits);

    // Folders may be full before the supervisor looks at them.
    if (!result.output().contains("No space left")) {
      assertThat(result.end()).as(result.toString()).isEqualTo(End.OUT_OF_MEMORY);
      assertThat(result.limit().map(ReachedLimit::describe).orElseThrow())
          .matches("stopped after \\S+ MiB of memory \\(limit runner.memory 256 MiB\\)");
    }
  }

  @ParameterizedTest
  @EnumSource(Limits.class)
  void row8MemoryThatOnlyTheKernelSeesIsFencedOrRefused(Limits limits) {
    for (String body : WAYS_OF_KERNEL.values()) {
      JobResult result = take(body, limits);

      assertThat(result.succeeded()).as(result.toString()).isFalse();
    }
  }

  @Test
  void row9WritesAtMostAsMuchAsItsFoldersHave() throws Exception {
    Path host = Path.of(System.getProperty("java.io.tmpdir"));
    long before = files(host);
    JobResult result = Attack.sandbox(1L << 30).python("""
        for folder in '/ /work /tmp /dev /dev/shm /usr /src /etc /opt /var /proc'.split():
            total = 0
            try:
                for number in range(20):
                    with open(f'{folder}/fill{number}', 'wb', buffering=0) as file:
                        for _ in range(60): total += file.write(b'x' * (1 << 20))
            except OSError as e:
                print(folder, total >> 20, errno.errorcode[e.errno])
        """);

    assertThat(result.output().lines())
        .containsExactly(
            "/ 0 EROFS",
            "/work 255 ENOSPC",
            "/tmp 256 ENOSPC",
            "/dev 0 EROFS",
            "/dev/shm 16 ENOSPC",
            "/usr 0 EROFS",
            "/src 0 EROFS",
            "/etc 0 EROFS",
            "/opt 0 EROFS",
            "/var 0 ENOENT",
            "/proc 0 ENOENT");
    assertThat(files(host)).isLessThanOrEqualTo(before + 2);
  }

  private static long files(Path folder) throws java.io.IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @ParameterizedTest
  @EnumSource(Limits.class)
  void row10FilesAreLimited(Limits limits) {
    JobResult result = Attack.sandbox(limits, 1L << 30).python("""
        for number in range(1_000_000):
            if number % 1000 == 0:
                folder = ('/work', '/tmp')[number // 1000 % 2] + f'/{number}'
                os.mkdir(folder)
            os.close(os.open(f'{folder}/{number}', os.O_CREAT | os.O_WRONLY))
        """);

    assertThat(result.end()).as(result.toString()).isEqualTo(End.TOO_MANY_FILES);
    assertThat(result.limit().map(ReachedLimit::describe).orElseThrow())
        .matches("stopped after \\d{6} files and folders \\(limit 100000\\)");
  }

  @Test
  void row11NoFileIsLargerThanItsLimit() {
    JobResult result = Attack.sandbox().python("""
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        for folder in ('/work', '/tmp', '/dev/shm'):
            attempt('sparse', lambda: open(folder + '/big', 'wb').truncate(1 << 40))
        """);

    assertThat(result.output().lines()).containsOnly("sparse EFBIG");
  }

  @ParameterizedTest
  @EnumSource(Limits.class)
  void row38OtherProgramsKeepAPartOfTheProcessors(Limits limits) {
    Attack attack = Attack.sandbox(limits).within(Duration.ofSeconds(1), Duration.ofSeconds(100));
    JobResult result = attack.python("""
        print(os.getpriority(os.PRIO_PROCESS, 0))
        attempt('priority', lambda: os.setpriority(os.PRIO_PROCESS, 0, -1))
        for _ in range(4): os.fork()
        while True: pass
        """);

    assertThat(result.limit().map(ReachedLimit::name)).hasValue("CPU time");
    assertThat(result.output()).contains("priority EACCES");
    if (limits == Limits.FENCED && Cgroup.find().fencesCpu()) {
      int processors = Runtime.getRuntime().availableProcessors();
      double share = CgroupLimits.cpuQuotaUs(processors) / 100_000.0;
      // A period more: what a group may use is refilled at its beginning.
      assertThat((double) result.cpuMs()).isLessThan(share * (result.durationMs() + 200));
    } else {
      assertThat(result.output()).startsWith("5\n");
    }
  }
}

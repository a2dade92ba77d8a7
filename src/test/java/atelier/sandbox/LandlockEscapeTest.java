package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import atelier.sandbox.JobResult.End;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Attacks on a sandbox without namespaces: on files and processes of the job's own user, which
 * nothing but Landlock and the filters separates from it.
 */
final class LandlockEscapeTest {
  /** Who runs the studio. */
  enum Node {
    /** Jobs are those of nobody. */
    ROOT,
    /** Jobs have the user of the studio. */
    ORDINARY_USER
  }

  private static final int ORDINARY_UID = 22_001;
  private static final String PYTHON = "/usr/bin/python3";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String PRELUDE = """
      import ctypes, errno, os, resource, signal, socket, subprocess, sys, time
      libc = ctypes.CDLL(None, use_errno=True)
      def attempt(name, action):
          try:
              print(name, 'DONE', action())
          except OSError as e:
              print(name, errno.errorcode.get(e.errno, e.errno))
      """;

  private static Vertx vertx;
  private static LandlockSandbox sandbox;

  @TempDir
  private Path host;

  @BeforeAll
  static void choose() {
    vertx = Vertx.vertx();
    sandbox = new LandlockSandbox(
        vertx,
        new Settings.Runner("auto", TIMEOUT, 512L << 20, false),
        2,
        Optional.empty(),
        Cgroup::find);
    SandboxLevel level = await(sandbox.selfTest().otherwise(e -> SandboxLevel.none(e.toString())));
    assumeTrue(level.isEnough("partial"), level.describe());
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), PYTHON + " is not installed");
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  private static int uid(Node node) throws IOException {
    return !HostSystem.isRoot()
        ? HostSystem.uid()
        : node == Node.ROOT ? HostSystem.SANDBOX_UID : ORDINARY_UID;
  }

  private static String python(Node node, String program) throws Exception {
    Job job = new Job(List.of(PYTHON, "main.py"), Map.of("main.py", PRELUDE + program), TIMEOUT);
    return node == Node.ROOT ? await(sandbox.run(job)).output() : asOrdinaryUser(job);
  }

  /** The words of a process of an ordinary user, who may be the one of this process. */
  private static List<String> as(int uid, List<String> command) {
    List<String> words = new ArrayList<>();
    if (HostSystem.isRoot()) {
      words.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--"));
    }
    words.addAll(command);
    return words;
  }

  private static String asOrdinaryUser(Job job) throws Exception {
    int uid = uid(Node.ORDINARY_USER);
    try (JobFolder folder = JobFolder.create(Optional.empty(), job.files())) {
      Path own = folder.path().getParent();
      Path status = Files.createFile(own.resolve("status"));
      JobPlace place =
          new JobPlace(folder.path(), Optional.of(status), Optional.empty(), Optional.empty());
      List<String> words = sandbox.commandLine(job, place);
      if (HostSystem.isRoot()) {
        for (Path path : List.of(own, status)) {
          Files.setAttribute(path, "unix:uid", uid);
        }
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
        words.subList(words.indexOf("--user"), words.indexOf("--user") + 2).clear();
      }
      words.addAll(job.command());
      Process process =
          new ProcessBuilder(as(uid, words)).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      assertThat(Files.readString(status)).as(output).isEqualTo("entered\n");
      return output;
    }
  }

  /** A file of the job's own user, which every user may read, change and execute. */
  private Path ownFile(Node node) throws Exception {
    Files.setPosixFilePermissions(host, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path file = Files.writeString(host.resolve("canary"), "#!/bin/sh\necho canary\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxr-x"));
    if (HostSystem.isRoot()) {
      Files.setAttribute(file, "unix:uid", uid(node));
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource(Node.class)
  void changesNoFileOfItsOwnUser(Node node) throws Exception {
    Path canary = ownFile(node);
    Object before = Files.readAttributes(canary, "unix:mode,uid,gid,size,lastModifiedTime,nlink");
    String output = python(node, """
        T = '%s'
        for path in (T, '/etc/shadow', '/root', '/home', '/tmp', '/var', '/run', '/sys',
                     '/proc/self/root' + T, '../../..' + T, '/dev/shm', '/dev/tty'):
            attempt('read', lambda: os.listdir(path) if os.path.isdir(path) else open(path).read())
        for path in (T, os.path.dirname(T) + '/new', '/dev/shm/new', '/tmp/new', '/work',
                     '../new', '../src/new', '/usr/new', '/etc/new'):
            attempt('write', lambda: open(path, 'a'))
        os.symlink(T, 'link')
        attempt('by link', lambda: open('link', 'a'))
        attempt('hard link', lambda: os.link(T, 'hard'))
        attempt('rename', lambda: os.rename(T, 'stolen'))
        attempt('replace', lambda: os.rename('main.py', T))
        attempt('truncate', lambda: os.truncate(T, 0))
        attempt('unlink', lambda: os.unlink(T))
        attempt('execute', lambda: subprocess.run([T]))
        path = os.open(T, os.O_PATH)
        named = '/proc/self/fd/%%d' %% path
        attempt('open again', lambda: open(named))
        for name in (T, 'link', named, '../../../../../../../..' + T, '../src/main.py'):
            attempt('mode', lambda: os.chmod(name, 0o777))
        attempt('mode 0', lambda: os.chmod(os.path.basename(T), 0, dir_fd=os.open(
            os.path.dirname(T), os.O_PATH)))
        empty = libc.syscall(452, path, b'', 0o777, 0x1000)
        print('by descriptor', errno.errorcode[ctypes.get_errno()] if empty else 'DONE')
        attempt('times', lambda: os.utime(T))
        attempt('attribute', lambda: os.setxattr(T, 'user.x', b'x'))
        attempt('owner', lambda: os.chown(T, -1, os.getgid()))
        attempt('device', lambda: os.mknod('device', 0o20666, os.makedev(1, 1)))
        """.formatted(canary));

    assertThat(output.lines()).hasSize(40).noneMatch(line -> line.contains("DONE"));
    assertThat(canary).hasContent("#!/bin/sh\necho canary\n");
    assertThat(Files.readAttributes(canary, "unix:mode,uid,gid,size,lastModifiedTime,nlink"))
        .isEqualTo(before);
    try (Stream<Path> files = Files.list(host)) {
      assertThat(files).containsExactly(canary);
    }
  }

  @ParameterizedTest
  @EnumSource(Node.class)
  void changesThePermissionsOfItsOwnFilesAlone(Node node) throws Exception {
    String output = python(node, """
        def mode(path): return oct(os.stat(path).st_mode & 0o7777)
        open('a', 'w')
        os.chmod('a', 0); print(mode('a'))
        os.chmod(os.path.abspath('a'), 0o751); print(mode('a'))
        os.mkdir('d'); os.symlink('../a', 'd/link')
        os.chmod('link', 0o700, dir_fd=os.open('d', os.O_PATH)); print(mode('a'))
        os.chmod('.', 0o705); print(mode('.'))
        os.chmod(os.environ['TMPDIR'], 0o711); print(mode(os.environ['TMPDIR']))
        attempt('missing', lambda: os.chmod('missing', 0))
        """);

    assertThat(output.lines())
        .containsExactly("0o0", "0o751", "0o700", "0o705", "0o711", "missing ENOENT");
  }

  @ParameterizedTest
  @EnumSource(Node.class)
  void reachesNoProcessOfItsOwnUser(Node node) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(as(uid(node), List.of("sleep", "300")));
    builder.environment().put("SECRET", "canary-4711");
    Process outside = builder.start();
    try {
      String output =
          python(node, """
          print('names', open('/proc/%d/cmdline').read().replace(chr(0), ' '))
          for pid in (%d, os.getppid(), 1):
              for name in ('environ', 'mem', 'maps', 'exe', 'root/etc/shadow', 'cwd/x', 'fd/0'):
                  attempt(name, lambda: open(f'/proc/{pid}/{name}', 'rb').read(64))
              attempt('kill', lambda: os.kill(pid, 0))
              attempt('stop', lambda: os.kill(pid, signal.SIGSTOP))
              attempt('pidfd', lambda: signal.pidfd_send_signal(os.pidfd_open(pid), 0))
              attempt('limit', lambda: resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1)))
              attempt('priority', lambda: os.setpriority(os.PRIO_PROCESS, pid, 19))
              attempt('processors', lambda: os.sched_setaffinity(pid, {0}))
          attempt('user', lambda: os.setpriority(os.PRIO_USER, 0, 19))
          trace, read = (101, 310) if os.uname().machine == 'x86_64' else (117, 270)
          print('trace', libc.syscall(trace, 16, %d, 0, 0), libc.syscall(read, %d, 0, 0, 0, 0, 0))
          """.formatted(outside.pid(), outside.pid(), outside.pid(), outside.pid()));

      assertThat(output.lines()).hasSize(42).noneMatch(line -> line.contains("DONE"));
      assertThat(output).contains("names sleep 300", "trace -1 -1").doesNotContain("4711");
      assertThat(outside.isAlive()).isTrue();
    } finally {
      outside.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @EnumSource(Node.class)
  void hasNoSocketsButPairs(Node node) throws Exception {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener
          .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .configureBlocking(false);
      String output =
          python(node, """
          attempt('tcp', lambda: socket.create_connection(('127.0.0.1', %d), 2))
          for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):
              for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
                  attempt('socket', lambda: socket.socket(family, kind))
          for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW):
              attempt('pair', lambda: socket.socketpair(socket.AF_UNIX, kind))
          for call in ('shmget', 'semget', 'msgget'):
              print(call, getattr(libc, call)(0x4711, 1, 0o1666))
          print('queue', libc.mq_open(b'/atelier-escape', 66, 0o666, None))
          left, right = socket.socketpair()
          left.send(b'pair')
          print(right.recv(4))
          """.formatted(((InetSocketAddress) listener.getLocalAddress()).getPort()));

      assertThat(output.lines()).noneMatch(line -> line.contains("DONE"));
      assertThat(output)
          .contains("shmget -1\nsemget -1\nmsgget -1\nqueue -1\n")
          .endsWith("b'pair'\n");
      assertThat(listener.accept()).isNull();
    }
  }

  private static final String DAEMONS = """
      for _ in range(3):
          if os.fork() == 0:
              os.setsid()
              if os.fork() == 0:
                  for number in (1, 2, 3, 15, 17):
                      signal.signal(number, signal.SIG_IGN)
                  os.closerange(0, 3)
                  os.execvp('sleep', ['sleep', '%s'])
              os._exit(0)
      """;

  private static List<ProcessHandle> sleeping(String seconds) {
    return ProcessHandle.allProcesses()
        .filter(one -> one.info().commandLine().orElse("").endsWith("sleep " + seconds))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Node.class)
  void leavesNoDaemonBehind(Node node) throws Exception {
    String seconds = node == Node.ROOT ? "4701" : "4711";

    assertThat(python(node, DAEMONS.formatted(seconds) + "time.sleep(0.5); print('end')"))
        .isEqualTo("end\n");
    assertThat(sleeping(seconds)).isEmpty();
  }

  @Test
  void aJobThatIsStoppedLeavesNoDaemonBehind() {
    String program = PRELUDE + DAEMONS.formatted("4731") + "time.sleep(60)";
    TimeLimit limit = TimeLimit.ofWall(Duration.ofSeconds(2));
    Job job = new Job(List.of(PYTHON, "main.py"), Map.of("main.py", program), Map.of(), limit);

    assertThat(await(sandbox.run(job)).end()).isEqualTo(End.TIMED_OUT);
    assertThat(sleeping("4731")).isEmpty();
  }

  @Test
  void aForkBombIsStoppedAndNothingOfItIsLeft() {
    String program = """
        import os
        while True:
            try:
                os.fork()
            except OSError:
                pass
        # bomb-4732
        """;
    Job job = new Job(List.of(PYTHON, "-c", program), Map.of(), TIMEOUT);

    assertThat(await(sandbox.run(job)).end())
        .isIn(End.TOO_MANY_PROCESSES, End.OUT_OF_MEMORY, End.TIMED_OUT);
    assertThat(ProcessHandle.allProcesses()
            .filter(one -> one.info().commandLine().orElse("").contains("bomb-4732")))
        .isEmpty();
  }

  @Test
  void limitsTheFilesOfAJobAndDeletesFoldersThatItHasClosed() throws Exception {
    String program = """
        import os
        os.makedirs('closed/a'); os.chmod('closed', 0)
        while True:
            for number in range(200): open(f'{number}', 'wb').write(bytes(8 << 20))
        """;
    Job job = new Job(List.of(PYTHON, "-c", program), Map.of(), TIMEOUT);
    JobResult result = await(sandbox.run(job));

    assertThat(result.end()).as(result.toString()).isEqualTo(End.TOO_MANY_FILES);
    assertThat(result.limit().orElseThrow().allowed()).isEqualTo("512 MiB");
    String own = "atelier-run-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith(own));
    }
  }

  @Test
  void isOfTheLevelPartialAndSaysWhy() {
    assertThat(sandbox.level().name()).isEqualTo("partial");
    assertThat(String.join("; ", sandbox.level().reasons()))
        .contains("see the processes of the host", "no server can be tried")
        .doesNotContain("can be signalled", "can be read");
  }

  @Test
  void replacesBubblewrapOnlyWhereTheSettingsAcceptIt() {
    var problem = new IOException("bwrap: No permissions to create new namespace");
    Settings.Runner settings = new Settings.Runner("auto", TIMEOUT, 512L << 20, false);

    Sandbox refused =
        await(SandboxFactory.withoutNamespaces(vertx, settings, Optional.empty(), problem));
    Sandbox accepted = SandboxFactory.accepted(sandbox, sandbox.level(), "partial");

    assertThat(refused.unavailableReason())
        .contains("this system forbids user namespaces", "runner.level: partial");
    assertThat(refused.level().name()).isEqualTo("partial");
    assertThat(accepted).isSameAs(sandbox);
  }
}

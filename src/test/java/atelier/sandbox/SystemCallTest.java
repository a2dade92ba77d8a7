package atelier.sandbox;

import static atelier.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atelier.config.Settings;
import atelier.sandbox.JobResult.End;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of the kernel that a program cannot reach, tried by programs. */
final class SystemCallTest {
  private static final long SIGPIPE_BIT = 1L << 12;
  private static final String PYTHON = "/usr/bin/python3";

  /** Calls by name, with the numbers of x86-64 and arm64, and reading a key of the session. */
  private static final String PRELUDE = """
      import ctypes, errno, os, platform, signal, socket, sys
      libc = ctypes.CDLL(None, use_errno=True)
      column = 0 if platform.machine() == 'x86_64' else 1
      numbers = {'ptrace': (101, 117), 'process_vm_readv': (310, 270), 'kcmp': (312, 272),
          'pidfd_getfd': (438, 438), 'userfaultfd': (323, 282), 'memfd_secret': (447, 447),
          'personality': (135, 92), 'io_uring_setup': (425, 425), 'bpf': (321, 280),
          'perf_event_open': (298, 241), 'mount': (165, 40), 'fsopen': (430, 430),
          'unshare': (272, 97), 'setns': (308, 268), 'chroot': (161, 51), 'clone': (56, 220),
          'clone3': (435, 435), 'open_by_handle_at': (304, 265), 'keyctl': (250, 219),
          'add_key': (248, 217), 'request_key': (249, 218), 'ioctl': (16, 29), 'swapon': (167, 224),
          'init_module': (175, 105), 'clock_settime': (227, 112), 'no_such_call': (999, 999)}
      def call(name, *arguments):
          result = libc.syscall(numbers[name][column], *arguments)
          return errno.errorcode[ctypes.get_errno()] if result < 0 else result
      """;

  private static Vertx vertx;
  private static Sandbox sandbox;

  @BeforeAll
  static void choose() {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), PYTHON + " is not installed");
    vertx = Vertx.vertx();
    sandbox = await(SandboxFactory.create(
        vertx, new Settings.Runner("auto", Duration.ofSeconds(20), 512L << 20, false)));
    assumeTrue(sandbox.unavailableReason().isEmpty(), sandbox.unavailableReason());
  }

  @AfterAll
  static void close() {
    await(vertx.close());
  }

  private static JobResult run(Map<String, String> files, String... command) {
    return await(sandbox.run(new Job(List.of(command), files, Duration.ofSeconds(20))));
  }

  private static String python(String program) {
    return run(Map.of("main.py", PRELUDE + program), PYTHON, "main.py").output().strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'ptrace', 16, 1, 0, 0 | EPERM",
        "'process_vm_readv', 1, 0, 0, 0, 0, 0 | EPERM",
        "'kcmp', 1, 1, 0, 0, 0 | EPERM",
        "'pidfd_getfd', os.pidfd_open(1), 1, 0 | EPERM",
        "'userfaultfd', 1 | EPERM",
        "'memfd_secret', 0 | EPERM",
        "'personality', 0x40000 | EPERM",
        "'personality', 0xffffffff | 0",
        "'io_uring_setup', 1, 0 | EPERM",
        "'bpf', 0, 0, 0 | EPERM",
        "'perf_event_open', 0, 0, -1, -1, 0 | EPERM",
        "'mount', 0, 0, 0, 0, 0 | EPERM",
        "'fsopen', b'tmpfs', 0 | EPERM",
        "'unshare', 0x10000000 | EPERM",
        "'setns', -1, 0 | EPERM",
        "'chroot', b'/tmp' | EPERM",
        "'clone', 0x10000011, 0, 0, 0, 0 | EPERM",
        "'clone', 0x40000011, 0, 0, 0, 0 | EPERM",
        "'clone3', 0, 0 | ENOSYS",
        "'open_by_handle_at', -1, 0, 0 | EPERM",
        "'keyctl', 0, -3, 0 | EPERM",
        "'add_key', b'user', b'a', b'x', 1, -3 | EPERM",
        "'request_key', b'user', b'a', 0, 0 | EPERM",
        "'ioctl', 0, 0x5412, b'x' | EPERM",
        "'swapon', b'/tmp/x', 0 | EPERM",
        "'init_module', 0, 0, b'' | EPERM",
        "'clock_settime', 0, 0 | EPERM",
        "'no_such_call' | ENOSYS"
      })
  void answersACallWith(String arguments, String answer) {
    assertThat(python("print(call(" + arguments + "))")).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socket.AF_NETLINK, socket.SOCK_RAW",
        "40, socket.SOCK_STREAM",
        "17, socket.SOCK_RAW",
        "38, socket.SOCK_SEQPACKET",
        "31, socket.SOCK_RAW",
        "socket.AF_INET, socket.SOCK_RAW, 255",
        "socket.AF_INET, socket.SOCK_STREAM, 132"
      })
  void refusesSocketsOfRarelyUsedFamiliesAndProtocols(String arguments) {
    assertThat(python("""
        try:
            socket.socket(ARGUMENTS)
        except OSError as error:
            print(errno.errorcode[error.errno])
        """.replace("ARGUMENTS", arguments))).isEqualTo("EPERM");
  }

  @Test
  void endsAProgramThatCallsByThirtyTwoBitNumbers() {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "int 0x80 exists on x86 alone");
    JobResult result = run(Map.of("main.py", PRELUDE + """
        import mmap
        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(bytes.fromhex('b814000000cd80c3'))
        address = ctypes.addressof(ctypes.c_char.from_buffer(code))
        print('before', flush=True)
        print(ctypes.CFUNCTYPE(ctypes.c_int)(address)())
        """), PYTHON, "main.py");

    assertThat(result.output().strip()).isEqualTo("before");
    assertThat(result.exitCode()).isEqualTo(128 + 31);
  }

  @Test
  void hidesTheKeysOfWhoeverStartedTheStudio() throws Exception {
    String name = "atelier-canary-" + ProcessHandle.current().pid();
    String add = PRELUDE + "key = call('add_key', b'user', b'NAME', b'secret', 6, -3)\n"
        + "print(key, call('keyctl', 5, key, 0x3f3f3f3f))\n";
    assumeTrue(onHost(add.replace("NAME", name)).matches("\\d+ 0"), "this host has no keyrings");

    assertThat(onHost("print(open('/proc/keys').read())")).contains(name);
    assertThat(python("""
        try:
            print(open('/proc/keys').read())
        except OSError as error:
            print(errno.errorcode[error.errno])
        """)).isEqualTo("EACCES");
    assertThat(python("print(call('keyctl', 10, -3, b'user', b'NAME', 0))".replace("NAME", name)))
        .isEqualTo("EPERM");
  }

  private static String onHost(String program) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(PYTHON, "-c", program).start();
    byte[] output = process.getInputStream().readAllBytes();
    process.waitFor();
    return new String(output, StandardCharsets.UTF_8).strip();
  }

  @Test
  void givesAProgramNothingButTheStandardDescriptors() {
    assertThat(run(Map.of(), "sh", "-c", "ls /proc/$$/fd").output().split("\\s+"))
        .containsExactly("0", "1", "2");
    String ignored =
        run(Map.of(), "sed", "-n", "s/^SigIgn:.//p", "/proc/self/status").output();
    assertThat(Long.parseUnsignedLong(ignored.strip(), 16) & SIGPIPE_BIT).isZero();
  }

  @Test
  void refusesMemoryThatNobodyCountsUnlessTheKernelDoes() {
    String memory = python("""
        try:
            os.memfd_create('x')
            print('created')
        except OSError as error:
            print(errno.errorcode[error.errno])
        """);

    assertThat(memory).isEqualTo(Cgroup.find().fencesMemory() ? "created" : "EPERM");
  }

  @Test
  void isOfTheLevelFullHere() {
    assertThat(sandbox.level().describe()).isEqualTo("full");
  }

  @ParameterizedTest
  @CsvSource({
    "bwrap: No permissions to create new namespace, 1",
    "'exec: python3: not found', 127",
    "'sh: 1: exec: sh: not found', 127",
    "'python3: No such file or directory (os error 2)', 127",
    "failed, 125",
    "exec 2, 126"
  })
  void doesNotBelieveWhatAProgramPrintsOfItsStart(String text, int exitCode) {
    JobResult result =
        run(Map.of(), "sh", "-c", "echo '" + text + "'; echo '" + text + "' >&2; exit " + exitCode);

    assertThat(result.end()).isEqualTo(End.EXITED);
    assertThat(result.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void knowsWhatCannotBeStarted() {
    assertThat(run(Map.of(), "no-such-program").end()).isEqualTo(End.NOT_FOUND);
    assertThat(run(Map.of("a.txt", "x"), "./a.txt").exitCode()).isEqualTo(126);
    assertThat(run(Map.of("a.sh", "#!/no/such/shell\n"), "./a.sh").end()).isEqualTo(End.NOT_FOUND);
    assertThat(run(Map.of("a.sh", "#!/bin/sh\nexit 3\n"), "./a.sh").exitCode()).isEqualTo(3);
  }
}

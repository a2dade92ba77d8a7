package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Attacks on the kernel by its files and calls; the numbers are the rows of docs/sandbox.md. */
final class KernelEscapeTest {
  /** The numbers of system calls, which differ between processors. */
  private static final String NUMBERS = """
      X86 = os.uname().machine == 'x86_64'
      def number(x86, arm):
          return x86 if X86 else arm
      """;

  private static final List<String> SETTINGS = List.of(
      "/proc/sys/kernel/hostname",
      "/proc/sys/kernel/core_pattern",
      "/proc/sys/vm/overcommit_memory",
      "/proc/sys/net/ipv4/ip_forward");

  private static Map<String, String> settings() throws Exception {
    Map<String, String> values = new TreeMap<>();
    for (String setting : SETTINGS) {
      values.put(setting, Files.readString(Path.of(setting)));
    }
    return values;
  }

  private static JobResult python(String program) {
    return Attack.sandbox().python(NUMBERS + program);
  }

  @Test
  void row17CannotChangeSettingsOfTheKernel() throws Exception {
    Map<String, String> before = settings();
    JobResult result = python("""
        def write(path, text):
            with open(path, 'w') as file: file.write(text)
        for path, text in (('/proc/sys/kernel/hostname', 'x'),
                           ('/proc/sys/kernel/core_pattern', '|/x'),
                           ('/proc/sys/vm/overcommit_memory', '1'),
                           ('/proc/sys/net/ipv4/ip_forward', '1'),
                           ('/proc/sysrq-trigger', 'c'), ('/proc/self/oom_score_adj', '-1000'),
                           ('/proc/self/uid_map', '0 0 1'), ('/proc/1/oom_score_adj', '-1000'),
                           ('/proc/irq/default_smp_affinity', '1')):
            attempt(path, lambda: write(path, text))
        """);

    assertThat(result.output().lines()).hasSize(9).noneMatch(line -> line.contains("DONE"));
    assertThat(settings()).isEqualTo(before);
  }

  @Test
  void row18CannotReadTheKernel() {
    JobResult result = python("""
        for path in ('/proc/kcore', '/proc/kmsg', '/dev/mem', '/dev/kmem', '/dev/kmsg'):
            attempt(path, lambda: len(open(path, 'rb').read(64)))
        symbols = open('/proc/kallsyms') if os.path.exists('/proc/kallsyms') else []
        print('addresses', {line.split()[0].strip('0') for line in symbols} - {''})
        """);

    assertThat(result.output()).doesNotContain("DONE 64").contains("addresses set()");
  }

  @Test
  void row23HasNoKeyrings() {
    String program = """
        add, request, control = number(248, 217), number(249, 218), number(250, 219)
        attempt('add', lambda: call(add, b'user', b'atelier-escape', b'x', 1, -3))
        attempt('request', lambda: call(request, b'user', b'atelier-escape', None, 0))
        for keyring in (-1, -2, -3, -4, -5):
            attempt('search', lambda: call(control, 10, keyring, b'user', b'atelier-escape', 0))
            attempt('describe', lambda: call(control, 6, keyring, None, 0))
        """;

    assertThat(python(program).output()).doesNotContain("DONE").contains("add EPERM");
    assertThat(python(program).output()).doesNotContain("DONE").contains("add EPERM");
  }

  @Test
  void row24CannotChangeMountsOrNamespaces() {
    JobResult result = python("""
        attempt('mount', lambda: call(number(165, 40), b'none', b'/tmp', b'tmpfs', 0, None))
        attempt('bind', lambda: call(number(165, 40), b'/work', b'/usr', None, 4096, None))
        attempt('remount', lambda: call(number(165, 40), None, b'/', None, 32 | 4096, None))
        attempt('umount', lambda: call(number(166, 39), b'/proc', 2))
        for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x8000000, 0x2000000, 0x80):
            attempt('unshare', lambda: call(number(272, 97), flag))
            if flag != 0x80:  # There it is a part of the signal.
                attempt('clone', lambda: call(number(56, 220), flag | 17, None, None, None, None))
        mounts = lambda: os.open('/proc/1/ns/mnt', os.O_RDONLY)
        attempt('setns', lambda: call(number(308, 268), mounts(), 0))
        attempt('chroot', lambda: os.chroot('/tmp'))
        attempt('pivot', lambda: call(number(155, 41), b'/tmp', b'/tmp'))
        attempt('open_tree', lambda: call(428, -100, b'/', 1))
        attempt('fsopen', lambda: call(430, b'tmpfs', 0))
        """);

    assertThat(result.output().lines()).hasSize(22).noneMatch(line -> line.contains("DONE"));
  }

  @Test
  void row26SeesNoControlGroups() {
    JobResult result = python("""
        print(os.path.exists('/sys'), os.path.exists('/sys/fs/cgroup'))
        print(open('/proc/self/cgroup').read())
        print([line for line in open('/proc/self/mountinfo') if 'cgroup' in line])
        """);

    assertThat(result.output()).startsWith("False False").doesNotContain("job-", "atelier-");
    assertThat(result.output().strip()).endsWith("[]");
  }

  @Test
  void row27HasOnlyHarmlessDevices() {
    JobResult result = python("""
        print(*sorted(os.listdir('/dev')))
        attempt('device', lambda: os.mknod('/tmp/memory', 0o20666, os.makedev(1, 1)))
        attempt('disk', lambda: os.mknod('/work/disk', 0o60666, os.makedev(8, 0)))
        """);

    assertThat(result.output().lines())
        .containsExactly(
            "console core fd full null ptmx pts random shm stderr stdin stdout tty urandom zero"
                .replace("console ", result.output().startsWith("console") ? "console " : ""),
            "device EPERM",
            "disk EPERM");
  }

  @Test
  void row28CannotBecomeAnotherUser() {
    JobResult result = python("""
        import subprocess
        for line in open('/proc/self/status'):
            if line.startswith(('NoNewPrivs', 'Cap')): print(line.strip())
        attempt('setuid', lambda: os.setuid(0))
        attempt('setgid', lambda: os.setgid(0))
        attempt('setgroups', lambda: os.setgroups([0]))
        for command in ('su -c id', 'mount -t tmpfs x /tmp', 'passwd -d root'):
            words = command.split()
            try:
                done = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL)
                print(words[0], done.returncode != 0)
            except OSError:
                print(words[0], True)
        """);

    assertThat(result.output())
        .contains("NoNewPrivs:\t1", "CapEff:\t0000000000000000", "CapPrm:\t0000000000000000")
        .contains("CapBnd:\t0000000000000000", "CapAmb:\t0000000000000000")
        .contains("setuid EINVAL", "su True", "mount True", "passwd True")
        .doesNotContain("DONE");
  }

  @Test
  void row29PrivilegedCallsAreRefused() {
    JobResult result = python("""
        for name, x86, arm, arguments in (
            ('bpf', 321, 280, (5, 0, 0)), ('perf', 298, 241, (0, 0, -1, -1, 0)),
            ('init_module', 175, 105, (0, 0, b'')), ('kexec', 246, 104, (0, 0, 0, 0)),
            ('reboot', 169, 142, (0xfee1dead, 672274793, 0, 0)),
            ('swapon', 167, 224, (b'/tmp/x', 0)),
            ('acct', 163, 89, (b'/tmp/x',)), ('syslog', 103, 116, (3, 0, 0)),
            ('settimeofday', 164, 170, (0, 0)), ('delete_module', 176, 106, (b'x', 0)),
            ('fanotify', 300, 262, (4, 0)), ('io_uring', 425, 425, (8, 0)),
            ('sethostname', 170, 161, (b'x', 1)), ('iopl', 172, 400, (3,))):
            attempt(name, lambda: call(number(x86, arm), *arguments))
        """);

    assertThat(result
            .output()
            .lines()
            .filter(line -> !line.equals("settimeofday DONE 0"))
            .toList())
        .hasSizeBetween(13, 14)
        .noneMatch(line -> line.contains("DONE"));
  }

  @Test
  void row29UnusualCallsAreRefused() {
    JobResult result = python("""
        for name, x86, arm, arguments in (
            ('userfaultfd', 323, 282, (1,)), ('memfd_secret', 447, 447, (0,)),
            ('kcmp', 312, 272, (1, 1, 0, 0, 0)), ('personality', 135, 92, (0x20000,)),
            ('io_uring', 425, 425, (8, 0)), ('quotactl', 179, 60, (0, 0, 0, 0)),
            ('pidfd_getfd', 438, 438, (0, 0, 0)), ('lookup_dcookie', 212, 18, (0, 0, 0)),
            ('mbind', 237, 235, (0, 0, 0, 0, 0, 0)), ('move_pages', 279, 239, (0, 0, 0, 0, 0, 0))):
            attempt(name, lambda: call(number(x86, arm), *arguments))
        attempt('modify_ldt', lambda: call(154, 0, 0, 0) if X86 else call(1000))
        """);

    assertThat(result.output().lines())
        .hasSize(11)
        .allMatch(line -> line.matches("\\w+ (EPERM|ENOSYS)"));
  }

  @Test
  void row30CallsOf32BitsEndTheProgram() {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "only x86-64 has them");
    JobResult result = python("""
        import mmap
        code = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, 7)
        code.write(bytes([0xb8, 20, 0, 0, 0, 0xcd, 0x80, 0xc3]))
        address = ctypes.addressof(ctypes.c_char.from_buffer(code))
        print('before')
        print('DONE', ctypes.CFUNCTYPE(ctypes.c_int)(address)())
        """);

    assertThat(result.output()).startsWith("before").doesNotContain("DONE");
    assertThat(result.exitCode()).isGreaterThan(128);
  }

  @Test
  void row31CannotOpenFilesByTheirHandles() {
    JobResult result = python("""
        handle = ctypes.create_string_buffer(8 + 128)
        handle[0:4] = (8).to_bytes(4, sys.byteorder)
        handle[4:8] = (1).to_bytes(4, sys.byteorder)
        handle[8:16] = (2).to_bytes(8, sys.byteorder)
        for folder in ('/usr', '/work', '/src'):
            descriptor = os.open(folder, os.O_RDONLY)
            attempt('open', lambda: call(number(304, 265), descriptor, handle, 0))
        """);

    assertThat(result.output().lines()).hasSize(3).noneMatch(line -> line.contains("DONE"));
  }

  @Test
  void row34SegmentsAndQueuesAreItsOwnOrRefused() throws Exception {
    String before = Files.readString(Path.of("/proc/sysvipc/shm"));
    JobResult result = python("""
        for kind in ('shm', 'sem', 'msg'):
            print(kind, len(open('/proc/sysvipc/' + kind).readlines()))
        libc.shmget(0x4711, 4096, 0o1666)
        print('queue', libc.mq_open(b'/atelier-escape', 66, 0o666, None))
        """);

    assertThat(result.output()).startsWith("shm 1\nsem 1\nmsg 1\n").contains("queue -1");
    assertThat(Files.readString(Path.of("/proc/sysvipc/shm")))
        .doesNotContain(String.valueOf(0x4711))
        .hasSameSizeAs(before);
  }
}

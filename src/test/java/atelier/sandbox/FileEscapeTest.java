package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.sandbox.JobResult.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on the host's files and secrets; the numbers are the rows of docs/sandbox.md. */
final class FileEscapeTest {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  @TempDir
  private Path host;

  /** A file that every user of the host may read and change. */
  private Path openFile(String name) throws Exception {
    Files.setPosixFilePermissions(host, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path file = Files.writeString(host.resolve(name), "canary");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    return file;
  }

  @Test
  void row1SeesNoFilesOfTheHost() throws Exception {
    Path canary = openFile("canary-4711.txt");
    JobResult result = Attack.sandbox().python("""
        print('top', *sorted(os.listdir('/')))
        print('var', os.path.exists('/var') and os.listdir('/var'))
        shown = '%s'.split(':')
        for home in ['/root', '/home']:
            for folder, folders, names in os.walk(home):
                folders[:] = [] if folder in shown else folders
                leads = any(each.startswith(folder + '/') for each in shown)
                if folder not in shown and (names or not leads): print('FOUND', folder, names)
        for path in ['/etc/shadow', '/etc/ssh', '/run', '/sys', '/boot', '/data',
                     '/proc/1/root/etc/shadow', '/proc/1/cwd/etc/shadow', '/src/../etc/shadow',
                     '%s', '/proc/self/root%s', '/work/../../..%s']:
            attempt('open', lambda: os.stat(path))
        for folder, _, names in os.walk('/'):
            if not folder.startswith(('/proc', '/usr', *filter(None, shown))):
                for name in names:
                    if 'canary' in name or 'shadow' in name: print('FOUND', folder, name)
        """.formatted(
            String.join(":", ToolchainMounts.ofThisProcess().folders()), canary, canary, canary));

    Set<String> top =
        new TreeSet<>(List.of(result.output().lines().findFirst().get().split(" ")));
    top.removeAll(
        List.of("top", "bin", "dev", "etc", "lib", "lib64", "opt", "proc", "sbin", "src"));
    top.removeAll(List.of("tmp", "usr", "work", "entry", "launcher", "root", "home"));
    assertThat(top).isEmpty();
    assertThat(result.output()).contains("var False").doesNotContain("DONE", "FOUND", "canary");
    assertThat(result.output().lines().filter("open ENOENT"::equals).count()).isEqualTo(12);
  }

  @Test
  void row2FindsNoSecretsOfTheNode() {
    JobResult result = Attack.sandbox().python("""
        import glob
        for name in glob.glob('/proc/[0-9]*/environ') + glob.glob('/proc/[0-9]*/task/*/environ'):
            for variable in open(name).read().split(chr(0)): print('env', variable)
        print(os.environ)
        """);

    Set<String> known = new TreeSet<>();
    result
        .output()
        .lines()
        .filter(line -> line.startsWith("env ") && line.contains("="))
        .forEach(line -> known.add(line.substring(4).split("=", 2)[0]));
    assertThat(known)
        .isSubsetOf(
            "ASAN_OPTIONS",
            "CARGO_NET_RETRY",
            "GOTOOLCHAIN",
            "HOME",
            "LANG",
            "LOGNAME",
            "LSAN_OPTIONS",
            "OLDPWD",
            "PATH",
            "PWD",
            "PYTHONDONTWRITEBYTECODE",
            "SHELL",
            "TERM",
            "TMPDIR",
            "USER",
            "npm_config_fetch_retry_maxtimeout",
            "npm_config_fetch_retry_mintimeout");
    System.getenv().forEach((name, value) -> {
      if (value.length() > 8 && !Set.of("PATH", "LANG", "HOME", "PWD", "TMPDIR").contains(name)) {
        assertThat(result.output()).as(name).doesNotContain("=" + value);
      }
    });
  }

  @Test
  void row12LinksAndOddNamesReachNothingOutside() throws Exception {
    Path canary = openFile("canary");
    JobResult result = Attack.sandbox().python("""
        os.symlink('%s', 'out.txt')
        os.symlink('%s', 'folder')
        os.symlink('/etc/shadow', '/tmp/shadow')
        os.mkfifo('pipe')
        open('a\\nb', 'w').write('x')
        open('x' * 255, 'w').write('x')
        open(b'\\xff\\x1b[2J', 'w').write('x')
        attempt('link', lambda: os.link('/src/main.py', '/work/hard'))
        attempt('write', lambda: open('out.txt', 'w').write('changed'))
        attempt('new', lambda: open('folder/new', 'w'))
        """.formatted(canary, host));

    assertThat(result.end()).isEqualTo(End.EXITED);
    assertThat(result.output().lines()).containsExactly("link EXDEV", "write ENOENT", "new ENOENT");
    assertThat(canary).hasContent("canary");
    try (Stream<Path> files = Files.list(host)) {
      assertThat(files).containsExactly(canary);
    }
    assertNoFolderIsLeft();
  }

  private static void assertNoFolderIsLeft() throws Exception {
    String own = "atelier-run-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> files = Files.list(TEMPORARY)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(own));
    }
  }

  @Test
  void row25CannotChangeItsSources() throws Exception {
    String hook = ".git/hooks/pre-commit";
    String program = """
        import os
        for action in (lambda: open('/src/main.py', 'a'), lambda: os.rename('/src/a', '/src/b'),
                       lambda: os.chmod('/src/a', 0o777), lambda: os.unlink('/src/a'),
                       lambda: os.mkdir('/src/new'), lambda: os.utime('/src/a'),
                       lambda: os.setxattr('/src/a', 'user.x', b'x'),
                       lambda: open('/src/HOOK', 'w')):
            try: print('DONE', action())
            except OSError as e: print(e.errno)
        """.replace("HOOK", hook);
    JobResult result = Attack.sandbox()
        .run(Map.of("main.py", program, "a", "", hook, ""), "/usr/bin/python3", "main.py");

    // As root, the files are those of another user than the job's, which is looked at first.
    assertThat(result.output().lines().toList()).hasSize(8).isSubsetOf("13", "30");
    assertNoFolderIsLeft();
  }

  @Test
  void row33CannotReplaceTheInterpreter() throws Exception {
    Path python = Path.of("/usr/bin/python3").toRealPath();
    Object before = List.of(Files.size(python), Files.getLastModifiedTime(python));
    JobResult result = Attack.sandbox().python("""
        for path in ('/proc/1/exe', '/proc/self/exe', sys.executable, '/usr/bin/sh', '/bin/sh'):
            attempt('write', lambda: open(path, 'r+b'))
            attempt('remove', lambda: os.unlink(path))
            attempt('mode', lambda: os.chmod(path, 0o777))
        """);

    assertThat(result.output().lines()).hasSize(15);
    assertThat(result.output()).doesNotContain("DONE");
    assertThat(List.of(Files.size(python), Files.getLastModifiedTime(python))).isEqualTo(before);
  }
}

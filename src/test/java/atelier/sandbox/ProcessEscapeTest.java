package atelier.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.event.ReachedLimit;
import atelier.sandbox.Attack.Limits;
import atelier.sandbox.Attack.Watch;
import atelier.sandbox.JobResult.End;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by processes; the numbers are the rows of docs/sandbox.md. */
@Isolated("counts the processes below this one")
final class ProcessEscapeTest {
  /** Enough for as many processes as the kernel allows. */
  private static final long MEMORY_BYTES = 1L << 30;

  private static final Duration SHORT = Duration.ofSeconds(1);

  @AfterEach
  void nothingIsLeft() {
    assertThat(Watch.left()).isZero();
  }

  private static void assertStoppedAtProcesses(JobResult result, Watch watch) {
    assertThat(result.end()).as(result.toString()).isEqualTo(End.TOO_MANY_PROCESSES);
    assertThat(result.limit().map(ReachedLimit::describe).orElseThrow())
        .matches("stopped after \\d+ processes and threads \\(limit 512\\)");
    assertThat(watch.processes()).isBetween(100L, JobMonitor.MAX_PROCESSES_OF_GROUP + 50L);
  }

  @Test
  void row3SeesNoOtherProcesses() throws Exception {
    Process host = new ProcessBuilder("sleep", "8642").start();
    try {
      JobResult result = Attack.sandbox().python("""
          for pid in sorted(int(name) for name in os.listdir('/proc') if name.isdigit()):
              print(pid, open(f'/proc/{pid}/cmdline').read().replace(chr(0), ' '))
          """);

      assertThat(result.output()).contains("main.py").doesNotContain("8642");
      assertThat(result.output().lines().count()).isLessThanOrEqualTo(3);
    } finally {
      host.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @EnumSource(Limits.class)
  void row7AForkBombIsStopped(Limits limits) {
    Attack attack = Attack.sandbox(limits, MEMORY_BYTES);
    try (Watch watch = new Watch()) {
      JobResult result = attack.python("""
          while True:
              try:
                  os.fork()
              except OSError:
                  pass
          """);

      assertStoppedAtProcesses(result, watch);
    }
  }

  @ParameterizedTest
  @EnumSource(Limits.class)
  void row7CountsSleepingChildrenAndThreads(Limits limits) {
    for (String start : new String[] {
      "if os.fork() == 0: time.sleep(60)", "threading.Thread(target=time.sleep, args=(60,)).start()"
    }) {
      Attack attack = Attack.sandbox(limits, MEMORY_BYTES);
      try (Watch watch = new Watch()) {
        JobResult result = attack.python("""
            import threading
            threading.stack_size(1 << 16)
            for _ in range(3000):
                try:
                    START
                except (OSError, RuntimeError):
                    time.sleep(60)
            time.sleep(60)
            """.replace("START", start));

        assertStoppedAtProcesses(result, watch);
      }
    }
  }

  @Test
  void row13CannotKillOtherProcesses() throws Exception {
    Process host = new ProcessBuilder("sleep", "8643").start();
    try {
      JobResult result = Attack.sandbox().python("""
          attempt('parent', lambda: os.kill(os.getppid(), 9))
          attempt('host', lambda: os.kill(%d, 9))
          attempt('first', lambda: os.kill(1, 9))
          attempt('all', lambda: os.kill(-1, 9))
          """.formatted(host.pid()));

      assertThat(result.end()).isEqualTo(End.EXITED);
      assertThat(host.isAlive()).isTrue();
    } finally {
      host.destroyForcibly().waitFor();
    }
  }

  @Test
  void row14ADaemonEndsWithItsJob() {
    JobResult result = Attack.sandbox().python("""
        for _ in range(3):
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    for number in range(1, 65):
                        attempt('signal', lambda: signal.signal(number, signal.SIG_IGN))
                    os.closerange(0, 3)
                    while True: time.sleep(60)
                os._exit(0)
        print('end')
        """);

    assertThat(result.end()).as(result.toString()).isEqualTo(End.EXITED);
    assertThat(result.output()).contains("end");
  }

  @Test
  void row15AChildThatHoldsTheOutputDoesNotHoldTheJob() {
    JobResult result = Attack.sandbox().python("""
        if os.fork() == 0:
            os.setsid()
            time.sleep(60)
        """);

    assertThat(result.end()).isEqualTo(End.EXITED);
    assertThat(result.durationMs()).isLessThan(30_000);
  }

  @Test
  void row16CannotTraceTheFirstProcessOfItsNamespace() {
    JobResult result = Attack.sandbox().python("""
        buffer = ctypes.create_string_buffer(16)
        class Vector(ctypes.Structure):
            _fields_ = [('base', ctypes.c_void_p), ('length', ctypes.c_size_t)]
        here = Vector(ctypes.cast(buffer, ctypes.c_void_p), 16)
        start = int(open('/proc/self/maps').readline().split('-')[0], 16)
        there = Vector(start, 16)
        numbers = {'x86_64': (101, 310, 311), 'aarch64': (117, 270, 271)}
        trace, read, write = numbers[os.uname().machine]
        here, there = ctypes.byref(here), ctypes.byref(there)
        for pid in (1, os.getpid()):
            attempt('attach', lambda: call(trace, 16, pid, 0, 0))
            attempt('read', lambda: call(read, pid, here, 1, there, 1, 0))
            attempt('write', lambda: call(write, pid, here, 1, there, 1, 0))
        attempt('trace me', lambda: call(trace, 0, 0, 0, 0))
        """);

    assertThat(result.end()).as(result.toString()).isEqualTo(End.EXITED);
    assertThat(result.output()).doesNotContain("DONE").contains("EPERM");
  }

  @Test
  void row16TheFirstProcessMayDoNoMoreThanTheProgramThatCanWriteItsMemory() {
    JobResult result = Attack.sandbox().python("""
        for line in open('/proc/1/status'):
            if line.startswith(('Seccomp:', 'NoNewPrivs:', 'CapPrm:', 'CapBnd:')):
                print(*line.split())
        """);

    String none = "0".repeat(16);
    assertThat(result.output().lines())
        .startsWith("CapPrm: " + none, "CapBnd: " + none, "NoNewPrivs: 1", "Seccomp: 2");
  }

  @ParameterizedTest
  @EnumSource(Limits.class)
  void row20ZombiesCountAsProcesses(Limits limits) {
    Attack attack = Attack.sandbox(limits, MEMORY_BYTES);
    try (Watch watch = new Watch()) {
      JobResult result = attack.python("""
          for _ in range(5000):
              try:
                  if os.fork() == 0: os._exit(0)
              except OSError:
                  time.sleep(60)
          time.sleep(60)
          """);

      assertStoppedAtProcesses(result, watch);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "os.kill(os.getpid(), signal.SIGSTOP)",
        "[signal.signal(n, signal.SIG_IGN) for n in (1, 2, 3, 15)]; time.sleep(600)"
      })
  void row21NothingOutlastsTheWallTime(String program) {
    JobResult result = Attack.sandbox().within(Duration.ofSeconds(20), SHORT).python(program);

    assertThat(result.end()).as(result.toString()).isEqualTo(End.TIMED_OUT);
  }

  @Test
  void row21BusyLoopsOfAllProcessesAreCountedTogether() {
    JobResult result = Attack.sandbox().within(SHORT, Duration.ofSeconds(100)).python("""
        for _ in range(5): os.fork()
        while True: pass
        """);

    assertThat(result.limit().map(ReachedLimit::name)).hasValue("CPU time");
    assertThat(result.cpuMs()).isBetween(1_000L, 10_000L);
  }

  @Test
  void row35HasNoMorePriorityAndNoMoreLimitsThanGiven() {
    JobResult result = Attack.sandbox().python("""
        import resource
        attempt('nice', lambda: os.setpriority(os.PRIO_PROCESS, 0, -20))
        attempt('fifo', lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)))
        for name in ('CORE', 'CPU', 'FSIZE', 'MEMLOCK', 'MSGQUEUE', 'NOFILE', 'NPROC', 'NICE'):
            kind = getattr(resource, 'RLIMIT_' + name)
            soft, hard = resource.getrlimit(kind)
            try:
                resource.setrlimit(kind, (soft, resource.RLIM_INFINITY))
                print(name, 'DONE' if hard != resource.RLIM_INFINITY else 'unlimited')
            except (ValueError, OSError):
                print(name, 'refused', hard)
        """);

    assertThat(result.output())
        .contains("nice EACCES", "fifo EPERM", "CORE refused 0", "MEMLOCK refused 0")
        .doesNotContain("DONE", "FSIZE unlimited", "CPU unlimited");
  }
}

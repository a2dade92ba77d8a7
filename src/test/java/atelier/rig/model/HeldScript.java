package atelier.rig.model;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers of a scripted model, any of which a test can hold when half of it has been sent. */
public final class HeldScript implements FakeOllama.Script {
  private static final long MAX_SECONDS = 60;

  private final FakeOllama.Script answers;
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

  public HeldScript(FakeOllama.Script answers) {
    this.answers = answers;
  }

  /** From now on, answers about this file stop halfway. */
  public HeldScript hold(String file) {
    held.put(file, new CountDownLatch(1));
    return this;
  }

  public void release(String file) {
    held.remove(file).countDown();
  }

  @Override
  public String answer(String role, String file, int attempt) {
    return answers.answer(role, file, attempt);
  }

  @Override
  public void halfway(String file) {
    CountDownLatch latch = held.get(file);
    try {
      if (latch != null && !latch.await(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody released " + file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

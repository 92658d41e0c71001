package io.infer4j.torch.desktop;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * How PyTorch's OpenMP threads wait for work. By default they spin for milliseconds after each
 * operator, which takes the processor from those that have work: on a busy machine a run that takes
 * 5 ms took 2 s. The library reads this from the environment once, when it is loaded.
 */
final class OpenMp {
  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final String[] OTHERS = {"GOMP_SPINCOUNT", "KMP_BLOCKTIME", "KMP_LIBRARY"};

  private OpenMp() {}

  /** Lets them sleep, unless the user has said something about it. */
  static void waitPassively() {
    boolean said = System.getenv(POLICY) != null;
    for (String variable : OTHERS) {
      said |= System.getenv(variable) != null;
    }
    if (!said) {
      setEnvironment(POLICY, "PASSIVE");
    }
  }

  /**
   * Sets a variable of the process by giving it another array of variables, which POSIX allows: the
   * old one stays, for whoever reads it now. That Java's own way to native functions is younger
   * than our Java leaves this. Systems without {@code environ} (Windows) keep what they have.
   */
  private static void setEnvironment(String name, String value) {
    Pointer environ = Loader.addressof("environ");
    if (environ == null || environ.isNull()) {
      return;
    }
    PointerPointer<Pointer> variable = new PointerPointer<>(environ);
    PointerPointer<Pointer> old = new PointerPointer<>(variable.get());
    if (old.isNull()) {
      return;
    }
    long count = 0;
    while (old.get(count) != null) {
      count++;
    }
    long bytes = Long.BYTES * count;
    Pointer grown = Pointer.malloc(bytes + 2 * Long.BYTES);
    Pointer.memcpy(grown, old, bytes);
    byte[] text = (name + "=" + value + "\0").getBytes(StandardCharsets.UTF_8);
    BytePointer entry = new BytePointer(Pointer.malloc(text.length));
    entry.put(text, 0, text.length);
    PointerPointer<Pointer> all = new PointerPointer<>(grown);
    all.put(count, entry);
    all.put(count + 1, (Pointer) null);
    variable.put(0, all);
  }
}

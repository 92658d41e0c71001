package io.infer4j.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Has Ctrl-C and SIGTERM end a command in good order; the second one ends the JVM as ever. No
 * shutdown hook, since a runtime's own runs beside it and takes down what the model still needs.
 *
 * <p>{@code sun.misc.Signal} is what every JDK has for this and none documents: where it lacks,
 * nothing changes.
 */
final class Interrupts {
  private static final String[] SIGNALS = {"INT", "TERM"};

  private Interrupts() {}

  /** Runs that at the first of them, on a thread of the JVM's. */
  static void first(Runnable stop) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      Object asEver = handler.getField("SIG_DFL").get(null);
      for (String name : SIGNALS) {
        Object caught = signal.getConstructor(String.class).newInstance(name);
        Object once =
            Proxy.newProxyInstance(
                handler.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("handle")) {
                    handle.invoke(null, caught, asEver);
                    stop.run();
                  }
                  return null;
                });
        handle.invoke(null, caught, once);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // The files are whole also if the JVM ends at once.
      return;
    }
  }
}

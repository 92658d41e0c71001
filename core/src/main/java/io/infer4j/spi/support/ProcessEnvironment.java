package io.infer4j.spi.support;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The environment that native code of this process sees. Java cannot change it; what a library
 * reads from it when it starts has to be there before.
 */
public final class ProcessEnvironment {
  private ProcessEnvironment() {}

  /**
   * Sets a variable for native libraries that are loaded from now on, if the system allows it: on
   * JDK 22 and newer (not on Windows), and on Android. {@link System#getenv()} and child processes
   * do not see it.
   *
   * @return whether it is set now
   */
  public static boolean set(String name, String value) {
    try {
      if (System.getProperty("java.vendor", "").contains("Android")) {
        Class.forName("android.system.Os")
            .getMethod("setenv", String.class, String.class, boolean.class)
            .invoke(null, name, value, true);
        return true;
      }
      return !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win")
          && setenv(name, value) == 0;
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return false;
    }
  }

  /** {@code setenv(name, value, 1)} by java.lang.foreign, which is younger than our Java. */
  private static int setenv(String name, String value) throws ReflectiveOperationException {
    Class<?> linkerClass = Class.forName("java.lang.foreign.Linker");
    Class<?> layout = Class.forName("java.lang.foreign.MemoryLayout");
    Class<?> values = Class.forName("java.lang.foreign.ValueLayout");
    Class<?> descriptor = Class.forName("java.lang.foreign.FunctionDescriptor");
    Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
    Class<?> arenaClass = Class.forName("java.lang.foreign.Arena");
    Class<?> option = Class.forName("java.lang.foreign.Linker$Option");

    Object linker = linkerClass.getMethod("nativeLinker").invoke(null);
    Object lookup = linkerClass.getMethod("defaultLookup").invoke(linker);
    Optional<?> function =
        (Optional<?>)
            Class.forName("java.lang.foreign.SymbolLookup")
                .getMethod("find", String.class)
                .invoke(lookup, "setenv");
    Object integer = values.getField("JAVA_INT").get(null);
    Object address = values.getField("ADDRESS").get(null);
    Object arguments = Array.newInstance(layout, 3);
    Array.set(arguments, 0, address);
    Array.set(arguments, 1, address);
    Array.set(arguments, 2, integer);
    Object signature =
        descriptor.getMethod("of", layout, arguments.getClass()).invoke(null, integer, arguments);
    Object options = Array.newInstance(option, 0);
    Object handle =
        linkerClass
            .getMethod("downcallHandle", segment, descriptor, options.getClass())
            .invoke(linker, function.orElseThrow(NoSuchMethodException::new), signature, options);
    // setenv copies both; some bytes for the life of the process are all that this costs.
    Object arena = arenaClass.getMethod("global").invoke(null);
    Method text = arenaClass.getMethod("allocateFrom", String.class);
    Object given = Arrays.asList(text.invoke(arena, name), text.invoke(arena, value), 1);
    Object result =
        Class.forName("java.lang.invoke.MethodHandle")
            .getMethod("invokeWithArguments", java.util.List.class)
            .invoke(handle, given);
    if (result instanceof Integer status) {
      return status;
    }
    throw new InvocationTargetException(null, "setenv gave " + result);
  }
}

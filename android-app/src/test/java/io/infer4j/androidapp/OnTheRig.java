package io.infer4j.androidapp;

import java.lang.reflect.Method;
import java.util.Arrays;

/** Loads the AARs' natives, then starts the app, which knows nothing of the rig. */
final class OnTheRig {
  private OnTheRig() {}

  /** The app's main class and its arguments. */
  public static void main(String[] args) throws ReflectiveOperationException {
    Class<?> aars = Class.forName("io.infer4j.aarnatives.Aar");
    Method load = aars.getDeclaredMethod("load");
    load.setAccessible(true);
    for (Object aar : aars.getEnumConstants()) {
      load.invoke(aar);
    }
    Class.forName(args[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
  }
}

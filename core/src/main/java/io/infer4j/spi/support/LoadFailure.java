package io.infer4j.spi.support;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a runtime did not start, in words. */
public final class LoadFailure {
  private LoadFailure() {}

  /**
   * What is at the bottom of it, as the JVM says it; where a class of the Java runtime is missing,
   * which happens in images that {@code jlink} made, also the module to add.
   */
  public static String words(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String module = missingModule(root);
    return module == null
        ? root.toString()
        : "this Java runtime has no module " + module + ", add it (jlink --add-modules): " + root;
  }

  /** The module of the Java runtime without which that happened; null if it is something else. */
  public static @Nullable String missingModule(Throwable e) {
    String name = String.valueOf(e.getMessage()).replace('/', '.');
    if (!(e instanceof NoClassDefFoundError || e instanceof ClassNotFoundException)
        || !name.startsWith("java.")) {
      return null;
    }
    return name.startsWith("java.util.logging.")
        ? "java.logging"
        : "with " + name.substring(0, name.lastIndexOf('.'));
  }

  /**
   * What to do where JARs with a platform's libraries are not there.
   *
   * @param platform the system, for the reader
   * @param classifier what JavaCPP calls it
   * @param missing the artifacts
   */
  public static String missingLibraries(String platform, String classifier, List<String> missing) {
    StringBuilder all = new StringBuilder();
    for (String artifact : missing) {
      all.append(all.length() == 0 ? "" : " and ").append(artifact);
    }
    return "its native library for "
        + platform
        + " is not on the class path; add "
        + all
        + ", or the same without -platform and with the classifier "
        + classifier
        + "; on the module path its JAR is a module that has to be resolved too (--add-modules"
        + " ALL-MODULE-PATH)";
  }
}

package io.infer4j.bundle;

/** Paths of files in a bundle: relative, with slashes, and without a way out. */
final class BundlePath {
  /** As long as paths may be on Linux. */
  private static final int LONGEST = 4096;

  private BundlePath() {}

  /**
   * Refuses a path that could leave the bundle on any platform, or means different files on
   * different ones.
   */
  static void check(Property property) {
    String path = property.value;
    if (path.length() > LONGEST) {
      throw property.error("a path of at most " + LONGEST + " characters");
    }
    boolean inside = !path.isEmpty();
    // A colon is a drive letter or a stream of a file on Windows.
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      inside &= c != '\\' && c != ':' && c >= ' ';
    }
    for (String part : path.split("/", -1)) {
      inside &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    if (!inside) {
      throw property.error(
          "a path within the bundle, relative and of names separated by /, without . .. \\ or :");
    }
  }
}

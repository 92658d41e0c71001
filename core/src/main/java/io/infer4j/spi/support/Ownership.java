package io.infer4j.spi.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether other users of the machine could have put something where we look for libraries. Whoever
 * is the user of this process could replace its JARs as well; that is not guarded against. Systems
 * that do not tell owners by number (Windows) keep a user's folders apart by themselves.
 */
final class Ownership {
  private static final int WORLD_WRITABLE = 0002;
  private static final int STICKY = 01000;

  private Ownership() {}

  /** The number of this process's user; null if the system does not tell. */
  static @Nullable Integer user() {
    try {
      Object uid = Files.getAttribute(Paths.get("/proc/self"), "unix:uid");
      return uid instanceof Integer number ? number : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /**
   * Refuses a folder that others may write to, or to one that is above it.
   *
   * @throws IOException saying which and why
   */
  static void requirePrivate(Path folder) throws IOException {
    Integer user = user();
    if (user == null) {
      return;
    }
    Path real = folder.toRealPath();
    for (Path each = real; each != null; each = each.getParent()) {
      String why = whyOthersMayWrite(each, user, each.equals(real) ? 0 : STICKY);
      if (why != null) {
        throw new IOException(each + " " + why);
      }
    }
  }

  /** Why others may write to a file, or to what lies in a folder; null if they may not. */
  static @Nullable String whyOthersMayWrite(Path path) throws IOException {
    Integer user = user();
    return user == null ? null : whyOthersMayWrite(path, user, 0);
  }

  private static @Nullable String whyOthersMayWrite(Path path, Integer user, int allowed)
      throws IOException {
    Map<String, Object> is = Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    Object uid = is.get("uid");
    int mode = is.get("mode") instanceof Integer number ? number : 0;
    if (!user.equals(uid) && !Integer.valueOf(0).equals(uid)) {
      return "belongs to another user (" + uid + ")";
    }
    return (mode & WORLD_WRITABLE) != 0 && (mode & allowed) == 0
        ? "may be written by anybody"
        : null;
  }
}

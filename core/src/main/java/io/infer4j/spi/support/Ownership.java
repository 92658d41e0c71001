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
  private static final int GROUP_WRITABLE = 0020;
  private static final int STICKY = 01000;

  private Ownership() {}

  /** The number of this process's user; null if the system does not tell. */
  static @Nullable Integer user() {
    return own("unix:uid");
  }

  private static @Nullable Integer own(String attribute) {
    try {
      return Files.getAttribute(Paths.get("/proc/self"), attribute) instanceof Integer number
          ? number
          : null;
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
      Status status = Status.of(each);
      String why = status.whyForeign(user);
      if (why == null) {
        why = each.equals(real) ? status.whyOthersMayWrite() : status.whyAnybodyMayReplace();
      }
      if (why != null) {
        throw new IOException(each + " " + why);
      }
    }
  }

  /**
   * Refuses a folder below one that the user has named, who answers for whose that is and what is
   * above it, if others may write to it or to one in between, or may have put it there.
   *
   * @throws IOException saying which and why
   */
  static void requirePrivateBelow(Path named, Path folder) throws IOException {
    Integer user = user();
    if (user == null) {
      return;
    }
    Path root = named.toRealPath();
    Path real = folder.toRealPath();
    for (Path each = real; each != null && !each.equals(root); each = each.getParent()) {
      Status status = Status.of(each);
      String why = status.whyOthersMayWrite();
      if (why == null && root.equals(each.getParent())) {
        String open = Status.of(root).whyOthersMayWrite();
        String foreign = open == null ? null : status.whyForeign(user);
        why = foreign == null ? null : foreign + " and " + root + " " + open;
      }
      if (why != null) {
        throw new IOException(each + " " + why);
      }
    }
  }

  /**
   * Why others may write to a file or a folder; null if they may not.
   *
   * @param named whether it is where the user has named it, who answers for whose it is
   */
  static @Nullable String whyOthersMayWrite(Path path, boolean named) throws IOException {
    Integer user = user();
    if (user == null) {
      return null;
    }
    Status status = Status.of(path);
    String why = named ? null : status.whyForeign(user);
    return why == null ? status.whyOthersMayWrite() : why;
  }

  /** What a file's owner, group and mode permit. */
  private static final class Status {
    private final int uid;
    private final int gid;
    private final int mode;

    private Status(int uid, int gid, int mode) {
      this.uid = uid;
      this.gid = gid;
      this.mode = mode;
    }

    static Status of(Path path) throws IOException {
      Map<String, Object> is =
          Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
      return new Status(number(is.get("uid")), number(is.get("gid")), number(is.get("mode")));
    }

    private static int number(@Nullable Object attribute) {
      return attribute instanceof Integer number ? number : 0;
    }

    @Nullable String whyForeign(int user) {
      return uid == user || uid == 0 ? null : "belongs to another user (" + uid + ")";
    }

    @Nullable String whyAnybodyMayReplace() {
      return (mode & STICKY) == 0 ? whyAnybodyMayWrite() : null;
    }

    /** A group may, too, unless it is the process's own, as many systems give each user one. */
    @Nullable String whyOthersMayWrite() {
      String why = whyAnybodyMayWrite();
      if (why != null || (mode & GROUP_WRITABLE) == 0 || gid == 0) {
        return why;
      }
      Integer group = own("unix:gid");
      return group != null && group == gid ? null : "may be written by the group " + gid;
    }

    private @Nullable String whyAnybodyMayWrite() {
      return (mode & WORLD_WRITABLE) != 0 ? "may be written by anybody" : null;
    }
  }
}

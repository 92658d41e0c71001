package io.infer4j.spi.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The folder that a runtime's native libraries are unpacked to once, for all later starts, and
 * loaded from.
 *
 * <p>It is the folder that a system property names, else one in the user's home, else, with a
 * warning, one in the temp folder: the first that can be written (or is complete), is not mounted
 * noexec, and that others cannot write to or have put there. For a folder that the user names the
 * user answers: it may be another user's, and open to all, but what lies below it may not be open:
 * not to anybody, nor to a group other than the process's own and root's, and not another user's in
 * a folder that is open.
 *
 * <p>Every file that is there is compared with the JAR's index, by length and CRC-32, and unpacked
 * anew where it differs. As a CRC-32 can be forged, a small file beside the libraries says, too,
 * when they were last changed, at which inode, as the system keeps it, where it does (not on
 * Windows); where that does not fit, as after a copy, they are compared with the JAR's content byte
 * by byte, at each start if the folder cannot be written. This finds accidents and libraries that
 * were exchanged; other users are kept out by who may write. Neither keeps out who is the user of
 * this process, who could write that small file or exchange the JARs as well.
 *
 * <p>A library appears at once, as a whole; any number of JVMs may do this at the same time.
 *
 * <p>A library at one path can be loaded by one class loader of a JVM only. Where another has taken
 * the folder this one gets a folder of its own below it: copies of the libraries that the JVM binds
 * to, and hard links to all others, so that the process has those once. It is deleted when the JVM
 * ends.
 */
public final class NativeCache {
  private final String runtime;
  private final String property;
  private final boolean written;
  private final List<Place> places = new ArrayList<>();

  private NativeCache(String runtime, String property, boolean written) {
    this.runtime = runtime;
    this.property = property;
    this.written = written;
  }

  /**
   * A cache named {@code name} in the folder {@code infer4j} of {@code -Dinfer4j.cache}, or of the
   * user's cache folder: {@code $XDG_CACHE_HOME} or {@code ~/.cache} (Linux), {@code
   * ~/Library/Caches} (macOS), {@code %LOCALAPPDATA%} (Windows).
   *
   * @param runtime whose libraries these are, for messages
   */
  public static NativeCache of(String runtime, String name) {
    NativeCache cache = new NativeCache(runtime, "infer4j.cache", false);
    String configured = System.getProperty("infer4j.cache");
    if (configured != null) {
      cache.places.add(new Place(Paths.get(configured, "infer4j", name), Paths.get(configured)));
    } else {
      Path usual = usualCacheFolder();
      cache.places.add(new Place(usual == null ? null : usual.resolve("infer4j/" + name), null));
    }
    cache.places.add(new Place(inTemp(name), null));
    return cache;
  }

  /**
   * JavaCPP's cache: the folder that {@code -Dorg.bytedeco.javacpp.cachedir} names, {@code
   * infer4j/javacpp} in that of {@code -Dinfer4j.cache}, or {@code ~/.javacpp/cache}.
   *
   * @param runtime whose libraries these are, for messages
   */
  public static NativeCache ofJavaCpp(String runtime) {
    NativeCache cache = new NativeCache(runtime, "org.bytedeco.javacpp.cachedir", true);
    String named = System.getProperty("org.bytedeco.javacpp.cachedir");
    if (named == null) {
      named = System.getProperty("org.bytedeco.javacpp.cacheDir");
    }
    String ours = System.getProperty("infer4j.cache");
    if (named != null) {
      cache.places.add(new Place(Paths.get(named), Paths.get(named)));
    } else if (ours != null) {
      cache.places.add(new Place(Paths.get(ours, "infer4j", "javacpp"), Paths.get(ours)));
    } else {
      Path home = home();
      cache.places.add(new Place(home == null ? null : home.resolve(".javacpp/cache"), null));
    }
    cache.places.add(new Place(inTemp("javacpp"), null));
    return cache;
  }

  private static @Nullable Path usualCacheFolder() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String fromVariable = System.getenv(os.contains("win") ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
    if (fromVariable != null && !fromVariable.isEmpty()) {
      return Paths.get(fromVariable);
    }
    Path home = home();
    return home == null ? null : home.resolve(os.contains("mac") ? "Library/Caches" : ".cache");
  }

  private static @Nullable Path home() {
    Path home = Paths.get(System.getProperty("user.home", ""));
    return home.isAbsolute() ? home : null;
  }

  private static Path inTemp(String name) {
    Integer user = Ownership.user();
    String whose = user == null ? System.getProperty("user.name", "") : user.toString();
    return Paths.get(
        System.getProperty("java.io.tmpdir", ""),
        "infer4j-" + whose.replaceAll("[^A-Za-z0-9]", "_"),
        name);
  }

  /** The system property that names another folder. */
  public String property() {
    return property;
  }

  /** How many bytes of these JARs the first choice of a folder does not have. */
  long missing(List<NativeJar> jars) {
    Path folder = places.get(0).folder;
    long bytes = 0;
    for (NativeJar jar : jars) {
      for (NativeLibrary library : jar.libraries()) {
        if (folder == null || !folder.resolve(library.path).toFile().exists()) {
          bytes += library.size;
        }
      }
    }
    return bytes;
  }

  /**
   * Finds a folder, unpacks what is missing in it, and claims it for a class loader.
   *
   * @param loader the one that will load the libraries
   * @return the folder that it can load them from
   * @throws IOException if there is no such folder; the message says why and what to do
   */
  public Path unpack(List<NativeJar> jars, @Nullable ClassLoader loader) throws IOException {
    StringBuilder reasons = new StringBuilder();
    for (Place place : places) {
      try {
        Path folder = place.open();
        if (written && !Files.isWritable(folder)) {
          throw new IOException("it cannot be written, which JavaCPP asks for");
        }
        fill(folder, jars, place.named);
        Path used = claim(folder, loader) ? folder : copyOf(folder, jars);
        if (reasons.length() > 0) {
          LoggerFactory.getLogger(NativeCache.class)
              .warn(
                  "the native libraries of {} are in {}, because of{}; the system property {} can"
                      + " name another folder",
                  runtime,
                  used,
                  reasons,
                  property);
        }
        return used;
      } catch (IOException | RuntimeException e) {
        reasons
            .append(reasons.length() == 0 ? " " : "; ")
            .append(place.folder == null ? "the home folder" : place.folder)
            .append(": ")
            .append(words(e));
      }
    }
    throw new IOException(
        "there is no folder to unpack its native libraries to ("
            + reasons.toString().trim()
            + "); the system property "
            + property
            + " can name another");
  }

  /**
   * Unpacks what is missing in a folder that has been chosen already.
   *
   * @throws IOException if that cannot be done; the message says why and what to do
   */
  public void complete(Path folder, List<NativeJar> jars) throws IOException {
    try {
      if (places.get(0).named == null) {
        String why = Ownership.whyOthersMayWrite(folder, false);
        if (why != null) {
          throw new IOException(folder + " " + why);
        }
      }
      fill(folder, jars, folder);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "its native libraries cannot be unpacked to "
              + folder
              + ": "
              + words(e)
              + "; the system property "
              + property
              + " can name another folder",
          e);
    }
  }

  /** Unpacks to a folder that may lie in one that the user has named, and null if it does not. */
  private static void fill(Path folder, List<NativeJar> jars, @Nullable Path named)
      throws IOException {
    boolean stamps = Stamp.isPossible(folder);
    for (NativeJar jar : jars) {
      if (jar.libraries().isEmpty()) {
        continue;
      }
      Path parent = Objects.requireNonNull(folder.resolve(jar.libraries().get(0).path).getParent());
      Place.create(parent);
      if (named == null) {
        Ownership.requirePrivate(parent);
      } else {
        Ownership.requirePrivateBelow(named, parent);
      }
      String stamp = stamps ? Stamp.of(folder, jar) : null;
      boolean changed = stamps && (stamp == null || !stamp.equals(Stamp.read(parent)));
      for (NativeLibrary library : jar.libraries()) {
        fill(folder.resolve(library.path), library, changed, named != null);
      }
      if (changed) {
        stamp = Stamp.of(folder, jar);
        if (stamp != null) {
          Stamp.write(parent, stamp);
        }
      }
    }
  }

  /**
   * Unpacks one, unless it is there; if it may have been changed its content has to be the JAR's.
   */
  private static void fill(Path target, NativeLibrary library, boolean changed, boolean named)
      throws IOException {
    File file = target.toFile();
    String others = file.exists() ? Ownership.whyOthersMayWrite(target, named) : null;
    if (others == null && (changed ? library.equalsContentOf(file) : library.is(file))) {
      library.touch(file);
      return;
    }
    try {
      library.unpackTo(target);
    } catch (IOException e) {
      throw others == null ? e : new IOException(target + " " + others, e);
    }
  }

  /**
   * Claims a folder, once and for all class loaders of the JVM, of which each has this class for
   * itself: what they share is the system properties, and a text there keeps no loader in memory.
   *
   * @return whether it is that loader's
   */
  private static boolean claim(Path folder, @Nullable ClassLoader loader) {
    String who =
        loader == null
            ? "bootstrap"
            : loader.getClass().getName() + "@" + System.identityHashCode(loader);
    Object before = System.getProperties().putIfAbsent("infer4j.natives." + folder, who);
    return before == null || before.equals(who);
  }

  /** A folder below it for one class loader, while this JVM runs. */
  private static Path copyOf(Path folder, List<NativeJar> jars) throws IOException {
    Path copy = LoaderFolder.create(folder);
    for (NativeJar jar : jars) {
      for (NativeLibrary library : jar.libraries()) {
        Path target = copy.resolve(library.path);
        LoaderFolder.createParents(copy, target);
        LoaderFolder.copy(folder.resolve(library.path), target, library.isJni());
      }
    }
    return copy;
  }

  private static String words(Exception e) {
    String message = e.getMessage();
    return message == null || e instanceof FileSystemException ? e.toString() : message;
  }

  /** A folder that may be the one. */
  private static final class Place {
    private final @Nullable Path folder;

    /** The one that the user has named, who answers for whose it is; it is in there. */
    private final @Nullable Path named;

    Place(@Nullable Path folder, @Nullable Path named) {
      this.folder = folder == null ? null : folder.toAbsolutePath();
      this.named = named == null ? null : named.toAbsolutePath();
    }

    Path open() throws IOException {
      if (folder == null) {
        throw new IOException("there is none");
      }
      create(folder);
      if (named == null) {
        Ownership.requirePrivate(folder);
      }
      return folder;
    }

    /** Creates the folder; what is new of it is the user's alone, where the file system can. */
    static void create(Path folder) throws IOException {
      File file = folder.toFile();
      if (file.isDirectory()) {
        return;
      }
      Path parent = folder.getParent();
      if (parent != null) {
        create(parent);
      }
      LoaderFolder.createPrivate(folder);
    }
  }
}

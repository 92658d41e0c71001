package io.infer4j.spi.support;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The native libraries of a runtime that is used through JavaCPP, put into JavaCPP's cache before
 * it looks there: checked, unpacked whole or not at all, in a folder that nobody else can write to
 * and that no other class loader has taken. Without that JavaCPP compares lengths and times, leaves
 * half a file where it is killed, and falls back to a folder in the temp folder that another user
 * may have made. For one thread.
 */
public final class JavaCppLibraries {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  private final String runtime;
  private final ClassLoader loader;
  private final String platform;
  private final List<NativeJar> jars = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  /**
   * Libraries for one class loader.
   *
   * @param runtime whose libraries these are, for messages
   * @param javaCpp JavaCPP's class {@code Loader}
   * @param platform what its {@code getPlatform} gives
   */
  public JavaCppLibraries(String runtime, Class<?> javaCpp, String platform) {
    this.runtime = runtime;
    ClassLoader its = javaCpp.getClassLoader();
    this.loader = its == null ? ClassLoader.getSystemClassLoader() : its;
    this.platform = platform;
  }

  /**
   * Adds a library and those beside it.
   *
   * @param folder where it is in its JAR, such as {@code org/bytedeco/javacpp}
   * @param library its name without what the system adds, such as {@code jnijavacpp}
   * @param artifact which artifact has it, in case it is not there
   * @throws IOException if its JAR cannot be read
   */
  public void add(String folder, String library, String artifact) throws IOException {
    URL url = find(folder + "/" + platform, library);
    String extension = System.getProperty("org.bytedeco.javacpp.platform.extension", "-gpu");
    if (url == null) {
      url = find(folder + "/" + platform + extension, library);
    }
    if (url == null) {
      missing.add(artifact);
      return;
    }
    NativeJar jar = NativeJar.forJavaCpp(url);
    if (jar != null) {
      jars.add(jar);
    }
  }

  /** Of the JARs that have been added, what JavaCPP unpacks under another name as well. */
  public void rename(String from, String to) {
    for (int i = 0; i < jars.size(); i++) {
      jars.set(i, jars.get(i).renaming(from, to));
    }
  }

  private @Nullable URL find(String folder, String library) {
    return loader.getResource(folder + "/" + System.mapLibraryName(library));
  }

  /** The artifacts whose libraries for this platform are nowhere to be found. */
  public List<String> missing() {
    return missing;
  }

  /**
   * Unpacks what has to be, and makes JavaCPP look there.
   *
   * @param inUse whether JavaCPP has loaded something by this class loader already, and so has
   *     chosen its folder
   * @param cacheDir JavaCPP's {@code getCacheDir}
   * @return the folder; null if JavaCPP is left to itself, as it needs none or is told to keep its
   *     libraries otherwise
   * @throws IOException if there is no folder that will do; the message says why and what to do
   */
  public @Nullable File prepare(boolean inUse, CacheFolder cacheDir) throws IOException {
    if (jars.isEmpty() || System.getProperty(CACHE + ".nosubdir") != null) {
      return null;
    }
    NativeCache cache = NativeCache.ofJavaCpp(runtime);
    if (inUse) {
      File folder = cacheDir.get();
      cache.complete(folder.toPath(), jars);
      return folder;
    }
    long megabytes = cache.missing(jars) / 1_000_000;
    if (megabytes >= 100) {
      LoggerFactory.getLogger(JavaCppLibraries.class)
          .info(
              "{}'s native libraries, {} MB, are unpacked, this once; it takes some seconds",
              runtime,
              megabytes);
    }
    File folder = cache.unpack(jars, loader).toFile();
    String before = System.getProperty(CACHE);
    System.setProperty(CACHE, folder.toString());
    try {
      File chosen = cacheDir.get();
      if (!chosen.getCanonicalFile().equals(folder.getCanonicalFile())) {
        cache.complete(chosen.toPath(), jars);
      }
      return chosen;
    } finally {
      // Read once by each loader's JavaCPP; for the next loader the folder would be the wrong one.
      if (before == null) {
        System.clearProperty(CACHE);
      } else {
        System.setProperty(CACHE, before);
      }
    }
  }

  /**
   * To be called when JavaCPP has loaded its libraries: what it has added goes, too, at the end.
   */
  public void started(@Nullable File folder) {
    if (folder != null) {
      LoaderFolder.deleteOnExit(folder);
    }
  }

  /** JavaCPP's way to tell its folder, which it chooses when it is asked first. */
  public interface CacheFolder {
    /**
     * The folder.
     *
     * @throws IOException if there is none
     */
    File get() throws IOException;
  }
}

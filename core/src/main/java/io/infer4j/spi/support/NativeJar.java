package io.infer4j.spi.support;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The native libraries of one folder in a JAR. Immutable. */
public final class NativeJar {
  private final List<NativeLibrary> libraries;
  private final @Nullable String version;

  private NativeJar(List<NativeLibrary> libraries, @Nullable String version) {
    this.libraries = Collections.unmodifiableList(libraries);
    this.version = version;
  }

  /**
   * The library at {@code url} and those beside it, each to be unpacked by its file name.
   *
   * @return null if the URL does not point into a JAR
   * @throws IOException if the JAR cannot be read
   */
  public static @Nullable NativeJar flat(URL url) throws IOException {
    return read(url, false);
  }

  /**
   * The library at {@code url} and those beside it, each to be unpacked where JavaCPP looks for it:
   * below folders named as the JAR and the entry, with the entry's time.
   *
   * @return null if the URL does not point into a JAR
   * @throws IOException if the JAR cannot be read
   */
  public static @Nullable NativeJar forJavaCpp(URL url) throws IOException {
    return read(url, true);
  }

  /**
   * The same, and again under another name the libraries whose names begin with {@code from}: some
   * are renamed by JavaCPP.
   */
  NativeJar renaming(String from, String to) {
    List<NativeLibrary> all = new ArrayList<>(libraries);
    for (NativeLibrary library : libraries) {
      int start = library.path.lastIndexOf('/') + 1;
      if (library.path.startsWith(from, start)) {
        all.add(
            library.at(
                library.path.substring(0, start)
                    + to
                    + library.path.substring(start + from.length())));
      }
    }
    return new NativeJar(all, version);
  }

  private static @Nullable NativeJar read(URL url, boolean javaCpp) throws IOException {
    URLConnection connection = url.openConnection();
    if (!(connection instanceof JarURLConnection inJar)) {
      return null;
    }
    // What is cached stays open for the JVM's life, also when the JAR is another after a redeploy.
    inJar.setUseCaches(false);
    String anchor = inJar.getEntryName();
    String folder = anchor.substring(0, anchor.lastIndexOf('/') + 1);
    String base = url.toString();
    base = base.substring(0, base.length() - anchor.length());
    List<NativeLibrary> found = new ArrayList<>();
    try (JarFile jar = inJar.getJarFile()) {
      String prefix = javaCpp ? new File(jar.getName()).getName() + "/" + folder : "";
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        String name = entry.getName();
        if (name.startsWith(folder) && isLibrary(name.substring(folder.length()))) {
          found.add(
              new NativeLibrary(
                  new URL(base + name),
                  prefix + name.substring(folder.length()),
                  entry.getSize(),
                  entry.getCrc(),
                  javaCpp ? entry.getTime() : -1));
        }
      }
      Attributes manifest =
          jar.getManifest() == null ? null : jar.getManifest().getMainAttributes();
      return new NativeJar(
          found,
          manifest == null ? null : manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
    }
  }

  private static boolean isLibrary(String name) {
    return name.indexOf('/') < 0
        && (name.endsWith(".so")
            || name.contains(".so.")
            || name.endsWith(".dylib")
            || name.endsWith(".jnilib")
            || name.endsWith(".dll"));
  }

  List<NativeLibrary> libraries() {
    return libraries;
  }

  /** The version that the JAR's manifest states; null if it states none. */
  public @Nullable String version() {
    return version;
  }

  /** Eight hexadecimal digits that differ where the libraries do. */
  public String checksum() {
    CRC32 content = new CRC32();
    for (NativeLibrary library : libraries) {
      content.update(ByteBuffer.allocate(8).putLong(0, library.crc).array());
    }
    return Long.toHexString(1L << 32 | content.getValue()).substring(1);
  }
}

package io.infer4j.onnx;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's native libraries, extracted from its JAR once and not at every start.
 *
 * <p>The directory's name has the version of the content: the CRCs in the JAR's index. Each start
 * checks every file's length and CRC-32 against that index, a few milliseconds, and extracts anew
 * what differs. Any number of JVMs may do this at once: each writes to a file of its own and
 * renames it, and what it replaces was equal.
 */
final class NativeCache {
  /** Where ONNX Runtime looks for its libraries before it extracts them itself. */
  private static final String PATH_PROPERTY = "onnxruntime.native.path";

  private static final String[] LIBRARIES = {
    "onnxruntime",
    "onnxruntime4j_jni",
    "onnxruntime_providers_shared",
    "onnxruntime_providers_cuda",
    "onnxruntime_providers_tensorrt",
    "onnxruntime_providers_rocm",
    "onnxruntime_providers_dnnl",
    "onnxruntime_providers_openvino",
    "onnxruntime_providers_qnn",
    "webgpu_dawn",
    "dxil",
    "dxcompiler",
  };

  private NativeCache() {}

  /** Tells ONNX Runtime, which is about to start, where its libraries are; false to leave it be. */
  static boolean prepare() {
    Path directory = directory();
    if (directory == null) {
      return false;
    }
    System.setProperty(PATH_PROPERTY, directory.toString());
    return true;
  }

  /** Undoes {@link #prepare} once ONNX Runtime has started: the property is the user's. */
  static void forget() {
    System.clearProperty(PATH_PROPERTY);
  }

  /** The directory with all libraries, checked; null to leave it to ONNX Runtime. */
  private static @Nullable Path directory() {
    if (isConfigured() || System.getProperty("java.vendor", "").contains("Android")) {
      return null;
    }
    List<Library> libraries = libraries();
    if (libraries.isEmpty()) {
      return null;
    }
    try {
      CRC32 content = new CRC32();
      for (Library library : libraries) {
        content.update(ByteBuffer.allocate(8).putLong(0, library.crc));
      }
      Path directory =
          root()
              .resolve("infer4j")
              .resolve("onnxruntime-" + libraries.get(0).version + "-" + hex(content.getValue()));
      create(directory);
      for (Library library : libraries) {
        if (!library.isIn(directory)) {
          library.extractTo(directory);
        }
      }
      return directory;
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(NativeCache.class)
          .warn(
              "ONNX Runtime's native libraries cannot be cached, so they are extracted to the temp"
                  + " directory at every start ({}); the system property infer4j.cache can name another"
                  + " directory",
              e.toString());
      return null;
    }
  }

  /** Whether the user has told ONNX Runtime where its libraries are. */
  private static boolean isConfigured() {
    return System.getProperty(PATH_PROPERTY) != null
        || System.getProperty("onnxruntime.native.onnxruntime.path") != null
        || Boolean.getBoolean("onnxruntime.native.onnxruntime.skip");
  }

  private static Path root() throws IOException {
    String configured = System.getProperty("infer4j.cache");
    if (configured != null) {
      return Paths.get(configured);
    }
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String variable = os.contains("win") ? "LOCALAPPDATA" : "XDG_CACHE_HOME";
    String fromVariable = System.getenv(variable);
    if (fromVariable != null && !fromVariable.isEmpty()) {
      return Paths.get(fromVariable);
    }
    String home = System.getProperty("user.home", "");
    if (!Paths.get(home).isAbsolute()) {
      throw new IOException("there is no home directory");
    }
    return os.contains("mac") ? Paths.get(home, "Library", "Caches") : Paths.get(home, ".cache");
  }

  /** Creates the directory; what is new of it is the user's alone, where the file system can. */
  private static void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path existing = directory;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    FileStore store = Files.getFileStore(existing);
    if (store.supportsFileAttributeView("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  /** What the JAR has for this platform; nothing if the classes do not come from a JAR. */
  private static List<Library> libraries() {
    List<Library> found = new ArrayList<>();
    String folder = "/ai/onnxruntime/native/" + platform() + "/";
    for (String name : LIBRARIES) {
      String file = System.mapLibraryName(name).replace("jnilib", "dylib");
      URL url = ai.onnxruntime.OrtEnvironment.class.getResource(folder + file);
      if (url == null) {
        continue;
      }
      try {
        URLConnection connection = url.openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
          return new ArrayList<>();
        }
        JarEntry entry = jar.getJarEntry();
        Attributes manifest = jar.getMainAttributes();
        String version = manifest == null ? null : manifest.getValue("Implementation-Version");
        found.add(
            new Library(
                url, file, entry.getSize(), entry.getCrc(), version == null ? "unknown" : version));
      } catch (IOException e) {
        LoggerFactory.getLogger(NativeCache.class).debug("cannot look into {}", url, e);
        return new ArrayList<>();
      }
    }
    return found;
  }

  /** The folder's name in ONNX Runtime's JAR, such as {@code linux-x64}. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String osPart = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    boolean x64 = arch.startsWith("amd64") || arch.startsWith("x86_64");
    return osPart + "-" + (x64 ? "x64" : arch);
  }

  private static String hex(long crc) {
    return Long.toHexString(1L << 32 | crc).substring(1);
  }

  /** A native library in the JAR. */
  private static final class Library {
    private final URL url;
    private final String file;
    private final long size;
    private final long crc;
    private final String version;

    Library(URL url, String file, long size, long crc, String version) {
      this.url = url;
      this.file = file;
      this.size = size;
      this.crc = crc;
      this.version = version;
    }

    boolean isIn(Path directory) throws IOException {
      Path path = directory.resolve(file);
      return Files.isRegularFile(path) && matches(path);
    }

    private boolean matches(Path path) throws IOException {
      if (Files.size(path) != size) {
        return false;
      }
      // A plain stream: a file channel would take the JVM longer to start than this takes to read.
      CRC32 actual = new CRC32();
      try (InputStream in = new FileInputStream(path.toFile())) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          actual.update(buffer, 0, n);
        }
      }
      return actual.getValue() == crc;
    }

    void extractTo(Path directory) throws IOException {
      Path part = Files.createTempFile(directory, file, ".part");
      try {
        try (InputStream in = new BufferedInputStream(url.openStream())) {
          Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!matches(part)) {
          throw new IOException("extracting " + file + " to " + directory + " lost data");
        }
        Path target = directory.resolve(file);
        try {
          Files.move(
              part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
          // Windows lets nobody replace a library in use; if it is the right one all is well.
          if (!isIn(directory)) {
            throw e;
          }
        }
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }
}

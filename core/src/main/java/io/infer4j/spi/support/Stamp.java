package io.infer4j.spi.support;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A small file beside unpacked libraries that says which files were last compared, byte by byte,
 * with what the JAR has: of each its inode, its length, and when it was last changed in any way,
 * which the system keeps and nobody but root can set back. While it fits nobody has written to
 * them. It is no signature: who is the user of this process can write another.
 */
final class Stamp {
  /** Its name in the libraries' folder. */
  static final String NAME = ".infer4j-checked";

  private Stamp() {}

  /**
   * What to write of the JAR's libraries below that folder; null if the system does not tell it, or
   * if one is not there.
   */
  static @Nullable String of(Path folder, NativeJar jar) {
    StringBuilder text = new StringBuilder();
    try {
      for (NativeLibrary library : jar.libraries()) {
        Map<String, Object> is =
            Files.readAttributes(
                folder.resolve(library.path), "unix:ctime,ino,size", LinkOption.NOFOLLOW_LINKS);
        if (!(is.get("ctime") instanceof FileTime changed)) {
          return null;
        }
        text.append(library.path.substring(library.path.lastIndexOf('/') + 1))
            .append(' ')
            .append(library.crc)
            .append(' ')
            .append(is.get("size"))
            .append(' ')
            .append(is.get("ino"))
            .append(' ')
            .append(changed.to(TimeUnit.NANOSECONDS))
            .append('\n');
      }
    } catch (IOException | RuntimeException e) {
      // Not there, or a system without such attributes.
      return null;
    }
    return text.toString();
  }

  /** Whether the system has what a stamp is made of. */
  static boolean isPossible(Path folder) {
    try {
      Files.getAttribute(folder, "unix:ctime");
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** The stamp in that folder; null if there is none that can be read. */
  static @Nullable String read(Path parent) {
    try (InputStream in = new FileInputStream(file(parent))) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 12];
      for (int n = in.read(buffer); n >= 0 && all.size() < 1 << 16; n = in.read(buffer)) {
        all.write(buffer, 0, n);
      }
      return new String(all.toByteArray(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null;
    }
  }

  /** Writes it at once; not at all where the folder cannot be written. */
  static void write(Path parent, String text) {
    try {
      Path part = Files.createTempFile(parent, "infer4j", ".part");
      try {
        try (OutputStream out = new FileOutputStream(part.toFile())) {
          out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.move(
            part,
            file(parent).toPath(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // A cache that was filled before and cannot be written: it is compared at each start.
      return;
    }
  }

  private static File file(Path parent) {
    return new File(parent.toFile(), NAME);
  }
}

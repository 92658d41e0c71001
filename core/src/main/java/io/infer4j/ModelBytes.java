package io.infer4j;

import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The bytes of one file of a model: on disk, to be read when they are asked for, or in memory. */
final class ModelBytes {
  /** What one buffer or array holds. */
  private static final long MOST = Integer.MAX_VALUE - 8;

  private static final int CHUNK = 1 << 16;

  private final @Nullable Path path;

  /** From 0 to its limit; never moved, so that threads may share it. Null for a file. */
  private final @Nullable ByteBuffer memory;

  private ModelBytes(@Nullable Path path, @Nullable ByteBuffer memory) {
    this.path = path;
    this.memory = memory;
  }

  static ModelBytes of(Path path) {
    return new ModelBytes(path, null);
  }

  static ModelBytes of(ByteBuffer buffer) {
    return new ModelBytes(null, buffer.slice());
  }

  static ModelBytes mapped(Path path) {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      if (file.size() > MOST) {
        throw new ModelLoadException(
            path + " has " + file.size() + " bytes, more than can be mapped");
      }
      return of(file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()));
    } catch (NoSuchFileException e) {
      throw new ModelLoadException(missing(path), e);
    } catch (IOException e) {
      throw unreadable(path.toString(), e);
    }
  }

  @Nullable Path path() {
    return path;
  }

  long size(String name) {
    if (memory != null) {
      return memory.limit();
    }
    try {
      return Files.size(file());
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** An array of its own, or the caller's where that holds these bytes and no others. */
  byte[] array(String name) {
    if (memory == null) {
      try {
        return Files.readAllBytes(file());
      } catch (IOException e) {
        throw unreadable(name, e);
      } catch (OutOfMemoryError e) {
        throw new ModelLoadException(name + " does not fit in the Java heap", e);
      }
    }
    if (memory.hasArray() && memory.arrayOffset() == 0) {
      byte[] array = memory.array();
      if (array.length == memory.limit()) {
        return array;
      }
    }
    byte[] copy = new byte[memory.limit()];
    memory.duplicate().get(copy);
    return copy;
  }

  /** Direct, read-only, in native order: the caller's memory where it is direct, else a copy. */
  ByteBuffer direct(String name) {
    ByteBuffer found = memory != null && memory.isDirect() ? memory.duplicate() : copy(name);
    return found.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
  }

  /** The same bytes where nobody else can change them; of a file that is too great, the file. */
  ModelBytes snapshot(String name) {
    return memory != null || size(name) > MOST ? this : new ModelBytes(null, copy(name));
  }

  private ByteBuffer copy(String name) {
    try {
      if (memory != null) {
        ByteBuffer copy = ByteBuffer.allocateDirect(memory.limit());
        copy.put(memory.duplicate());
        ((Buffer) copy).flip();
        return copy;
      }
      try (FileChannel file = FileChannel.open(file(), StandardOpenOption.READ)) {
        long size = file.size();
        if (size > MOST) {
          throw new ModelLoadException(
              name + " has " + size + " bytes, more than a buffer of " + MOST + " holds");
        }
        ByteBuffer copy = ByteBuffer.allocateDirect((int) size);
        fill(copy, file);
        ((Buffer) copy).flip();
        return copy;
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    } catch (OutOfMemoryError e) {
      throw new ModelLoadException(
          name
              + " of "
              + size(name)
              + " bytes does not fit in the direct memory that the JVM may have: raise"
              + " -XX:MaxDirectMemorySize (or -Xmx, which it follows)",
          e);
    }
  }

  /** At most that many bytes from an offset on. */
  byte[] part(long offset, int most, String name) {
    if (memory != null) {
      ByteBuffer from = memory.duplicate();
      ((Buffer) from).position((int) Math.min(offset, memory.limit()));
      byte[] start = new byte[Math.min(most, from.remaining())];
      from.get(start);
      return start;
    }
    try (FileChannel file = FileChannel.open(file(), StandardOpenOption.READ)) {
      file.position(offset);
      ByteBuffer start = ByteBuffer.allocate(most);
      fill(start, file);
      byte[] read = new byte[start.position()];
      ((Buffer) start).flip();
      start.get(read);
      return read;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** In lower-case hexadecimal. */
  String sha256(String name) {
    MessageDigest digest = newSha256();
    if (memory != null) {
      digest.update(memory.duplicate());
      return hex(digest.digest());
    }
    try (FileChannel file = FileChannel.open(file(), StandardOpenOption.READ)) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      while (file.read(chunk) >= 0) {
        ((Buffer) chunk).flip();
        digest.update(chunk);
        ((Buffer) chunk).clear();
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    return hex(digest.digest());
  }

  static String sha256(byte[] bytes) {
    return hex(newSha256().digest(bytes));
  }

  /**
   * Refuses what native code must not see.
   *
   * @throws ModelLoadException if it is missing, no file, or empty
   */
  void check(String name) {
    if (path != null) {
      if (!Files.exists(path)) {
        throw new ModelLoadException(missing(path));
      }
      if (!Files.isRegularFile(path)) {
        throw new ModelLoadException(
            Files.isDirectory(path)
                ? OtherFile.ofDirectory(path)
                : path.toAbsolutePath() + " is not a file");
      }
    }
    if (size(name) == 0) {
      throw new ModelLoadException("the model " + name + " is empty (0 bytes)");
    }
  }

  /** Reads until it is full or the file ends. */
  private static void fill(ByteBuffer into, ReadableByteChannel file) throws IOException {
    while (into.hasRemaining() && file.read(into) >= 0) {
      // A channel may give less than was asked for.
    }
  }

  private Path file() {
    if (path == null) {
      throw new IllegalStateException("in memory");
    }
    return path;
  }

  private static String missing(Path path) {
    return "there is no model file " + path.toAbsolutePath();
  }

  private static ModelLoadException unreadable(String name, IOException e) {
    return new ModelLoadException("cannot read " + name + ": " + e, e);
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String hex(byte[] digest) {
    StringBuilder hex = new StringBuilder();
    for (byte b : digest) {
      hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return hex.toString();
  }
}

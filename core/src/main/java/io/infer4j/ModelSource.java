package io.infer4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from: a file, bytes, or a class-path resource, optionally with the SHA-256
 * that it must have. Immutable, but for the bytes: the caller must leave those as they are until
 * the model is loaded.
 *
 * <p>A model is code that a native runtime executes: load only what you trust, and pin it with
 * {@link #withSha256}.
 */
public final class ModelSource {
  private final String name;
  private final @Nullable Path path;
  private final byte @Nullable [] bytes;
  private final @Nullable String sha256;

  private ModelSource(
      String name, @Nullable Path path, byte @Nullable [] bytes, @Nullable String sha256) {
    this.name = name;
    this.path = path;
    this.bytes = bytes;
    this.sha256 = sha256;
  }

  /** A file. It is opened when the model is loaded, not before. */
  public static ModelSource of(Path path) {
    return new ModelSource(path.toString(), Objects.requireNonNull(path), null, null);
  }

  /** Bytes in memory, which are not copied. */
  public static ModelSource of(byte[] bytes) {
    return new ModelSource(bytes.length + " bytes", null, Objects.requireNonNull(bytes), null);
  }

  /**
   * A class-path resource, read now.
   *
   * @param owner the class that the name is relative to, as in {@link Class#getResourceAsStream}
   * @throws ModelLoadException if there is no such resource or it cannot be read
   */
  public static ModelSource ofResource(Class<?> owner, String name) {
    return ofResource(owner.getResourceAsStream(name), name, "beside " + owner.getName());
  }

  /**
   * A class-path resource, read now.
   *
   * @param name absolute, without a leading slash, as in {@link ClassLoader#getResourceAsStream}
   * @throws ModelLoadException if there is no such resource or it cannot be read
   */
  public static ModelSource ofResource(ClassLoader loader, String name) {
    return ofResource(loader.getResourceAsStream(name), name, "on the class path");
  }

  private static ModelSource ofResource(@Nullable InputStream found, String name, String where) {
    if (found == null) {
      throw new ModelLoadException("there is no resource '" + name + "' " + where);
    }
    try (InputStream in = found) {
      return new ModelSource("resource " + name, null, readAll(in), null);
    } catch (IOException e) {
      throw new ModelLoadException("cannot read resource '" + name + "': " + e.getMessage(), e);
    }
  }

  /**
   * The same, to be refused when loaded unless the SHA-256 of its bytes is this one. It is checked
   * before any native code sees the bytes. Of a model in several files only this one is checked,
   * and a file is opened again by the runtime: against somebody who can write to it meanwhile, load
   * its {@link #bytes} instead.
   *
   * @param hex 64 hexadecimal digits
   * @throws IllegalArgumentException if it is something else
   */
  public ModelSource withSha256(String hex) {
    if (!hex.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits, got '" + hex + "'");
    }
    return new ModelSource(name, path, bytes, hex.toLowerCase(Locale.ROOT));
  }

  /** The same, called so in messages. */
  public ModelSource withName(String newName) {
    return new ModelSource(Objects.requireNonNull(newName, "name"), path, bytes, sha256);
  }

  /** The path, the resource's name or the number of bytes, for messages. */
  public String name() {
    return name;
  }

  /** The file, if it is one. */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /**
   * All bytes of the model; not a copy where they are in memory already.
   *
   * @throws ModelLoadException if the file cannot be read or has more than 2^31-9 bytes
   */
  public byte[] bytes() {
    if (path == null) {
      return Objects.requireNonNull(bytes);
    }
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw unreadable(e);
    } catch (OutOfMemoryError e) {
      throw new ModelLoadException(name + " does not fit in the Java heap", e);
    }
  }

  /** The SHA-256 of the bytes, in lower-case hexadecimal. */
  public String sha256() {
    MessageDigest digest = newSha256();
    if (path == null) {
      digest.update(Objects.requireNonNull(bytes));
    } else {
      try (InputStream in = Files.newInputStream(path)) {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
        }
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
    return hex(digest.digest());
  }

  /** The number of bytes. */
  public long size() {
    try {
      return path == null ? Objects.requireNonNull(bytes).length : Files.size(path);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** At most {@link ModelFormat#HEADER_BYTES} from the beginning. */
  byte[] header() {
    if (path == null) {
      byte[] all = Objects.requireNonNull(bytes);
      return Arrays.copyOf(all, Math.min(all.length, ModelFormat.HEADER_BYTES));
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] header = new byte[ModelFormat.HEADER_BYTES];
      int length = 0;
      for (int n = 0; n >= 0 && length < header.length; ) {
        length += n;
        n = in.read(header, length, header.length - length);
      }
      return Arrays.copyOf(header, length);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Refuses what native code must not see.
   *
   * @throws ModelLoadException if the model is missing, no file, empty, or not the one pinned
   */
  void check() {
    if (path != null) {
      if (!Files.exists(path)) {
        throw new ModelLoadException("there is no model file " + path.toAbsolutePath());
      }
      if (!Files.isRegularFile(path)) {
        throw new ModelLoadException(
            path.toAbsolutePath()
                + (Files.isDirectory(path) ? " is not a file but a directory" : " is not a file"));
      }
    }
    if (size() == 0) {
      throw new ModelLoadException("the model " + name + " is empty (0 bytes)");
    }
    if (sha256 != null) {
      String actual = sha256();
      if (!actual.equals(sha256)) {
        throw new ModelLoadException(
            "the SHA-256 of " + name + " is " + actual + ", expected " + sha256);
      }
    }
  }

  private ModelLoadException unreadable(IOException e) {
    return new ModelLoadException("cannot read " + name + ": " + e, e);
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
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

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}

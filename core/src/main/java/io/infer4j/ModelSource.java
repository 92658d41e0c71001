package io.infer4j;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from: a file, memory, or a class-path resource, with the other files that it
 * needs and optionally the SHA-256 that it must have. Immutable, but for memory that the caller
 * gave: {@link #of(byte[])} and {@link #of(ByteBuffer)} say how long it has to stay as it is.
 *
 * <p>What a model was when it was loaded is what runs until it is closed: a file that is replaced
 * or deleted meanwhile changes nothing. The one exception is {@link #mapped}.
 *
 * <p>A model is code that a native runtime executes: load only what you trust, and pin it with
 * {@link #withSha256}.
 */
public final class ModelSource {
  private final String name;
  private final ModelBytes content;
  private final SortedMap<String, ModelSource> files;
  private final @Nullable String sha256;

  private ModelSource(
      String name,
      ModelBytes content,
      SortedMap<String, ModelSource> files,
      @Nullable String sha256) {
    this.name = name;
    this.content = content;
    this.files = files;
    this.sha256 = sha256;
  }

  private ModelSource(String name, ModelBytes content) {
    this(name, content, Collections.emptySortedMap(), null);
  }

  /** A file. It is read when the model is loaded, not before, and not afterwards. */
  public static ModelSource of(Path path) {
    return new ModelSource(path.toString(), ModelBytes.of(Objects.requireNonNull(path, "path")));
  }

  /**
   * Bytes in memory, which are not copied: leave them as they are until the model is loaded,
   * afterwards they may be anything.
   */
  public static ModelSource of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(Objects.requireNonNull(bytes, "bytes"));
    return new ModelSource(bytes.length + " bytes", ModelBytes.of(buffer));
  }

  /**
   * The bytes from the buffer's position to its limit, which are not copied. Leave a heap buffer's
   * as they are until the model is loaded; a direct buffer's until it is closed, as a runtime may
   * use them in place (that is what a direct buffer is for: no second copy of great weights).
   */
  public static ModelSource of(ByteBuffer buffer) {
    Objects.requireNonNull(buffer, "buffer");
    return new ModelSource(buffer.remaining() + " bytes", ModelBytes.of(buffer));
  }

  /**
   * A file mapped into memory now, read-only, at most 2 GiB: a model of great weights is loaded
   * without reading what it does not use, and processes share it. <b>The risk:</b> the file must
   * stay as it is as long as a model of it is open. Who overwrites it changes what the model
   * computes, and who truncates it ends the JVM (SIGBUS); {@link #withSha256} proves only what it
   * was when it was loaded. To deploy another version rename a new file over it, which leaves this
   * one as it is.
   *
   * @throws ModelLoadException if it is missing, cannot be read or is larger than 2 GiB
   */
  public static ModelSource mapped(Path path) {
    return new ModelSource(
        path.toString(), ModelBytes.mapped(Objects.requireNonNull(path, "path")));
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
      return of(readAll(in)).withName("resource " + name);
    } catch (IOException e) {
      throw new ModelLoadException("cannot read resource '" + name + "': " + e.getMessage(), e);
    }
  }

  /**
   * The same with another file that the model needs, such as the external data of an ONNX model
   * above 2 GiB. A model that has such files finds those and no others: never what happens to lie
   * in the working directory.
   *
   * @param fileName as the model names it: relative, with {@code /} between its parts
   * @param file its content; its own pin, if it has one, is checked, too
   * @throws IllegalArgumentException if the name is not relative or leaves the model's folder, if
   *     there is a file of that name already, or if the file has other files itself
   */
  public ModelSource withFile(String fileName, ModelSource file) {
    checkFileName(fileName);
    if (!file.files.isEmpty()) {
      throw new IllegalArgumentException(
          "the file '" + fileName + "' has other files itself: " + file.files.keySet());
    }
    SortedMap<String, ModelSource> more = new TreeMap<>(files);
    if (more.put(fileName, file) != null) {
      throw new IllegalArgumentException("there is a file '" + fileName + "' already");
    }
    return new ModelSource(name, content, Collections.unmodifiableSortedMap(more), sha256);
  }

  private static void checkFileName(String fileName) {
    boolean relative = !fileName.isEmpty() && fileName.indexOf('\\') < 0;
    for (String part : fileName.split("/", -1)) {
      relative &= !part.isEmpty() && !part.equals("..") && !part.equals(".");
    }
    if (!relative) {
      throw new IllegalArgumentException(
          "a file's name is relative to the model, its parts apart by '/' and none of them '.' or"
              + " '..', got '"
              + fileName
              + "'");
    }
  }

  /**
   * The same, to be refused when loaded unless its {@link #sha256()} is this one: of all its bytes,
   * those of its other files included. What is checked is what runs: a file is read once, and the
   * engine gets what was read. (Of a file above 2 GiB, which no buffer holds, the runtime opens it
   * again after the check.)
   *
   * @param hex 64 hexadecimal digits
   * @throws IllegalArgumentException if it is something else
   */
  public ModelSource withSha256(String hex) {
    if (!hex.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("a SHA-256 has 64 hexadecimal digits, got '" + hex + "'");
    }
    return new ModelSource(name, content, files, hex.toLowerCase(Locale.ROOT));
  }

  /** The same, called so in messages. */
  public ModelSource withName(String newName) {
    return new ModelSource(Objects.requireNonNull(newName, "name"), content, files, sha256);
  }

  /** The path, the resource's name or the number of bytes, for messages. */
  public String name() {
    return name;
  }

  /**
   * The file, if it is one: {@link #of(Path)} makes such sources. One that is pinned is read by
   * core and reaches an engine as memory, without a path.
   */
  public Optional<Path> path() {
    return Optional.ofNullable(content.path());
  }

  /** The other files that the model needs, by the names that it has for them, sorted. */
  public Map<String, ModelSource> files() {
    return files;
  }

  /** Whether it was pinned by {@link #withSha256}. */
  public boolean isPinned() {
    return sha256 != null;
  }

  /**
   * All bytes of the model's own file; not a copy where they are an array already.
   *
   * @throws ModelLoadException if the file cannot be read or has more than 2^31-9 bytes
   */
  public byte[] bytes() {
    return content.array(name);
  }

  /**
   * All bytes of the model's own file as a direct buffer, read-only and in native order: the memory
   * that this was made of where that is direct, else a copy made now. Keep the buffer reachable as
   * long as its memory is in use.
   *
   * @throws ModelLoadException if the file cannot be read, has more than 2^31-9 bytes, or does not
   *     fit in direct memory
   */
  public ByteBuffer buffer() {
    return content.direct(name);
  }

  /**
   * The SHA-256 in lower-case hexadecimal. Of one file that of its bytes. Of several that of what
   * {@code (sha256sum < MODEL; sha256sum FILE...) | sha256sum} hashes: a line for each, {@code HEX
   * -} for the model's own file and then {@code HEX NAME} for the others sorted by name, two spaces
   * between, UTF-8.
   *
   * @throws ModelLoadException if a file cannot be read
   */
  public String sha256() {
    String own = content.sha256(name);
    if (files.isEmpty()) {
      return own;
    }
    StringBuilder lines = new StringBuilder().append(own).append("  -\n");
    for (Map.Entry<String, ModelSource> file : files.entrySet()) {
      lines.append(file.getValue().sha256()).append("  ").append(file.getKey()).append('\n');
    }
    return ModelBytes.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The number of bytes of the model's own file.
   *
   * @throws ModelLoadException if it cannot be read
   */
  public long size() {
    return content.size(name);
  }

  /** At most {@link ModelFormat#HEADER_BYTES} from the beginning. */
  byte[] header() {
    return part(0);
  }

  /** At most {@link ModelFormat#HEADER_BYTES} from an offset on, none behind the end. */
  byte[] part(long offset) {
    return content.part(offset, ModelFormat.HEADER_BYTES, name);
  }

  /**
   * Refuses what native code must not see.
   *
   * @throws ModelLoadException if the model or a file of it is missing, no file, empty, or not the
   *     one pinned
   */
  void check() {
    content.check(name);
    for (ModelSource file : files.values()) {
      file.check();
    }
    if (sha256 != null) {
      String actual = sha256();
      if (!actual.equals(sha256)) {
        throw new ModelLoadException(
            "the SHA-256 of " + name + others() + " is " + actual + ", expected " + sha256);
      }
    }
  }

  private String others() {
    return files.isEmpty() ? "" : " with " + String.join(", ", files.keySet());
  }

  /**
   * The source that an engine gets: checked, and where it is pinned in memory that nobody can
   * change between the check and the load.
   *
   * @throws ModelLoadException as {@link #check} does
   */
  ModelSource checked() {
    ModelSource source = sha256 == null ? this : snapshot();
    source.check();
    return source;
  }

  private ModelSource snapshot() {
    content.check(name);
    SortedMap<String, ModelSource> held = new TreeMap<>();
    for (Map.Entry<String, ModelSource> file : files.entrySet()) {
      held.put(file.getKey(), file.getValue().snapshot());
    }
    return new ModelSource(
        name, content.snapshot(name), Collections.unmodifiableSortedMap(held), sha256);
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}

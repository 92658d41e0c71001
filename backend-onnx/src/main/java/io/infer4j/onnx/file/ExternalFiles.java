package io.infer4j.onnx.file;

import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files beside a model that hold its weights: those that the source names, or for a plain file
 * those in its folder. Never what lies in the working directory, at an absolute path or out of that
 * folder, where ONNX Runtime itself would look. What is read is memory: ONNX Runtime would map the
 * files, so that whoever changes one changes the answers, and whoever truncates one ends the JVM.
 */
public final class ExternalFiles implements AutoCloseable {
  /** What the strictest element type wants of an address. */
  private static final int ALIGNMENT = 16;

  private final ModelSource source;
  private final Map<String, FileChannel> channels = new HashMap<>();
  private final Map<String, ByteBuffer> memory = new HashMap<>();

  public ExternalFiles(ModelSource source) {
    this.source = source;
  }

  /** The bytes of that tensor: direct, read-only or its own, to be kept reachable while in use. */
  ByteBuffer read(ExternalTensor tensor) {
    String file = fileName(tensor);
    long size = tensor.size();
    long offset = tensor.offset();
    if (size > Integer.MAX_VALUE - 8) {
      throw tensor.refused("has " + size + " bytes, more than fit in a buffer of Java");
    }
    try {
      ByteBuffer held = memory.get(file);
      FileChannel channel = held == null ? open(file, tensor) : null;
      held = memory.get(file);
      long available = channel == null ? held == null ? 0 : held.capacity() : channel.size();
      if (offset > available - size) {
        throw tensor.refused(
            "is said to end at byte "
                + (offset + size)
                + " of '"
                + file
                + "', which has "
                + available);
      }
      return channel == null
          ? part(held, (int) offset, (int) size)
          : read(channel, offset, (int) size);
    } catch (IOException e) {
      throw new ModelLoadException(
          "cannot read '" + file + "', which " + source + " needs: " + e, e);
    } catch (OutOfMemoryError e) {
      throw new ModelLoadException(
          "'"
              + file
              + "', which "
              + source
              + " needs, does not fit in direct memory (-XX:MaxDirectMemorySize): "
              + e.getMessage(),
          e);
    }
  }

  private static ByteBuffer part(@Nullable ByteBuffer held, int offset, int size) {
    if (held == null) {
      throw new IllegalStateException("neither a file nor memory");
    }
    ByteBuffer part = held.duplicate();
    ((Buffer) part).limit(offset + size).position(offset);
    if (offset % ALIGNMENT == 0) {
      return part.slice().order(ByteOrder.nativeOrder());
    }
    ByteBuffer aligned = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    aligned.put(part);
    ((Buffer) aligned).flip();
    return aligned;
  }

  private static ByteBuffer read(FileChannel channel, long offset, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new EOFException("it became shorter while it was read");
      }
    }
    ((Buffer) bytes).flip();
    return bytes;
  }

  /** Opens what is a file, and takes note of what is memory. */
  private @Nullable FileChannel open(String file, ExternalTensor tensor) throws IOException {
    FileChannel open = channels.get(file);
    if (open != null) {
      return open;
    }
    ModelSource declared = source.files().get(file);
    Path path = declared == null ? beside(file, tensor) : declared.path().orElse(null);
    if (path == null && declared != null) {
      memory.put(file, declared.buffer().slice());
      return null;
    }
    if (path == null) {
      throw missing(file);
    }
    if (!Files.isRegularFile(path)) {
      throw new ModelLoadException(
          "there is no file " + path.toAbsolutePath() + ", in which " + source + " keeps weights");
    }
    open = FileChannel.open(path);
    channels.put(file, open);
    return open;
  }

  private @Nullable Path beside(String file, ExternalTensor tensor) {
    if (!source.path().isPresent()) {
      return null;
    }
    try {
      Path folder = source.path().get().toAbsolutePath().getParent();
      return folder == null ? null : folder.resolve(file);
    } catch (InvalidPathException e) {
      throw tensor.refused("lies in a file with the name '" + file + "', which is none here");
    }
  }

  private ModelLoadException missing(String file) {
    String beginning = source + " keeps weights in files beside it";
    return new ModelLoadException(
        source.isPinned()
            ? beginning
                + ", here '"
                + file
                + "', and a pinned model takes only files that its pin covers: add it with"
                + " ModelSource.withFile, in a bundle with variant.NAME.files"
            : beginning
                + ": load it from its path, or add each with ModelSource.withFile (in a bundle with"
                + " variant.NAME.files); '"
                + file
                + "' is missing");
  }

  /** The name as in {@link ModelSource#files}: relative, without "." and "..". */
  private static String fileName(ExternalTensor tensor) {
    List<String> parts = new ArrayList<>();
    String location = tensor.location().replace('\\', '/');
    boolean within = !location.isEmpty() && !location.matches("(?s)[A-Za-z]:.*");
    for (String part : location.split("/", -1)) {
      within &= !part.isEmpty() && !part.equals("..");
      if (!part.equals(".")) {
        parts.add(part);
      }
    }
    if (!within || parts.isEmpty()) {
      throw tensor.refused(
          "lies in '"
              + tensor.location()
              + "', which is not a file in the model's folder or below it");
    }
    return String.join("/", parts);
  }

  @Override
  public void close() {
    for (FileChannel channel : channels.values()) {
      try {
        channel.close();
      } catch (IOException e) {
        // It was only read.
      }
    }
  }
}

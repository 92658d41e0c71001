package io.infer4j.tflite.desktop;

import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A model's bytes at one address, for as long as the model is open: what has been verified is what
 * runs, whatever becomes of the file. A file is read once, into memory that is not the Java heap's
 * nor counted with it; direct memory of the caller's is used where it is.
 */
final class ModelMemory implements AutoCloseable {
  /** What constants are aligned to within a file, so that kernels can read them in place. */
  private static final int ALIGNMENT = 16;

  /** No buffer shows more than 2 GiB. */
  private static final long PART = 1 << 30;

  final BytePointer start;
  final long size;

  /** Ours to free; null where the memory is the caller's. */
  private final @Nullable BytePointer owned;

  /** Keeps the caller's memory reachable. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final @Nullable ByteBuffer lent;

  private ModelMemory(
      BytePointer start, long size, @Nullable BytePointer owned, @Nullable ByteBuffer lent) {
    this.start = start;
    this.size = size;
    this.owned = owned;
    this.lent = lent;
  }

  static ModelMemory of(ModelSource source) {
    return source.path().isPresent() ? read(source, source.path().get()) : lent(source);
  }

  private static ModelMemory read(ModelSource source, Path path) {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ModelMemory memory = allocate(source, file.size());
      try {
        for (long done = 0; done < memory.size; ) {
          int count = file.read(memory.part(done, Math.min(PART, memory.size - done)));
          if (count < 0) {
            throw new ModelLoadException(
                source + " was cut short to " + done + " bytes while it was read");
          }
          done += count;
        }
        return memory;
      } catch (IOException | RuntimeException | Error e) {
        memory.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + source + ": " + e, e);
    }
  }

  private static ModelMemory lent(ModelSource source) {
    ByteBuffer buffer = source.buffer().slice();
    try (Pointer address = new Pointer(buffer)) {
      if (address.address() % ALIGNMENT == 0) {
        BytePointer start = Memory.at(address.address());
        return new ModelMemory(start, buffer.capacity(), null, buffer);
      }
    }
    ModelMemory memory = allocate(source, buffer.capacity());
    memory.part(0, memory.size).put(buffer);
    return memory;
  }

  private static ModelMemory allocate(ModelSource source, long size) {
    try {
      BytePointer memory = Natives.own(new BytePointer(size));
      return new ModelMemory(memory, size, memory, null);
    } catch (OutOfMemoryError e) {
      throw new ModelLoadException(
          "there is no memory for the "
              + size
              + " bytes of "
              + source
              + "; ModelSource.mapped needs none, for a file that nobody changes while it is in"
              + " use",
          e);
    }
  }

  private ByteBuffer part(long from, long length) {
    return Memory.at(start.address() + from).capacity(length).asByteBuffer();
  }

  /** All of it, or the first 2 GiB; not to be touched after {@link #close}. */
  ByteBuffer contents() {
    return part(0, Math.min(size, Integer.MAX_VALUE)).order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    Natives.free(owned);
  }
}

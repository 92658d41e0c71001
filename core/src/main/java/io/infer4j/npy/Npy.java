package io.infer4j.npy;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes NumPy's {@code .npy} files and reads its {@code .npz} files, as <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy documents
 * them</a>: format versions 1 to 3, either byte order, C and Fortran order, every dtype that NumPy
 * and {@link DType} share, named in each way that NumPy reads. Strings are NumPy's {@code U} and,
 * for reading, {@code S}.
 *
 * <p>NumPy has no bfloat16: such a tensor is written as float32, which holds each value exactly.
 * Both string types of NumPy end at the last character that is not NUL.
 */
public final class Npy {
  private static final int CHUNK = 1 << 16;

  /** How many bytes are allocated on the word of a header whose file may be shorter. */
  static final int MOST_UNSEEN = 1 << 24;

  private Npy() {}

  /**
   * Reads a file of one array.
   *
   * @throws IllegalArgumentException if it is not a {@code .npy} file (an {@code .npz} is not: see
   *     {@link #readAll}), is truncated, or holds a dtype that has no {@link DType}: complex,
   *     structured, date or Python objects; or if there is no memory for it (native memory for
   *     numbers, {@code -XX:MaxDirectMemorySize} sets how much; the heap for strings)
   * @throws UncheckedIOException if it cannot be read
   */
  public static Tensor read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
      // A pipe has no size, and is read as a stream.
      return read(in, file.toString(), Files.isRegularFile(file) ? Files.size(file) : -1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Reads all arrays of an {@code .npz}, a zip of {@code .npy} files as {@code numpy.savez} and
   * {@code savez_compressed} write it.
   *
   * <p>A small file may unpack to a thousand times its size. No more is allocated than a header
   * says and the file has, and all arrays together get no more than the JVM grants: of native
   * memory what {@code -XX:MaxDirectMemorySize} says (by default as much as the heap may have), of
   * the heap for strings. Where that does not suffice the exception names the array and its bytes,
   * and nothing of the file is kept.
   *
   * @return by name, as NumPy names them ({@code arr_0} and on where {@code savez} was given none),
   *     in the file's order
   * @throws IllegalArgumentException if it is not a zip, is truncated, or holds something that
   *     {@link #read(Path)} refuses, more than there is memory for included
   * @throws UncheckedIOException if it cannot be read
   */
  public static Map<String, Tensor> readAll(Path file) {
    return Collections.unmodifiableMap(new Npz(file).read());
  }

  /**
   * Reads one array from a stream, which is left open behind it.
   *
   * @throws IllegalArgumentException as {@link #read(Path)}
   * @throws UncheckedIOException if the stream fails
   */
  public static Tensor read(InputStream in) {
    try {
      return read(in, "the stream", -1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the stream: " + e, e);
    }
  }

  /** Allocates no more than there is to read: the header may lie. */
  static Tensor read(InputStream in, String source, long size) throws IOException {
    NpyHeader header = NpyHeader.read(in, source);
    long needed = header.dataBytes();
    if (size >= 0 && needed > size) {
      throw header.truncated(needed);
    }
    try {
      Tensor stored =
          header.dtype() == DType.STRING
              ? readStrings(in, header)
              : readNumbers(in, header, size >= 0 || needed <= MOST_UNSEEN);
      return header.fortranOrder() ? transpose(stored) : stored;
    } catch (OutOfMemoryError e) {
      throw header.noMemory(needed, e);
    }
  }

  private static Tensor readStrings(InputStream in, NpyHeader header) throws IOException {
    long elements = Shape.of(header.storedShape()).elements();
    List<String> strings = new ArrayList<>();
    for (long i = 0; i < elements; i++) {
      strings.add(header.decode(readFully(in, header.itemBytes(), header)));
    }
    return Tensor.of(strings.toArray(new String[0]), header.storedShape());
  }

  private static Tensor readNumbers(InputStream in, NpyHeader header, boolean seen)
      throws IOException {
    InputStream source = in;
    if (!seen) {
      source = new ByteArrayInputStream(readFully(in, (int) header.dataBytes(), header));
    }
    Tensor stored = Tensor.allocate(header.dtype(), header.storedShape());
    ByteBuffer target = stored.asBytes();
    while (target.hasRemaining()) {
      byte[] chunk = readFully(source, Math.min(CHUNK, target.remaining()), header);
      if (header.swapped()) {
        reverse(chunk, chunk.length, header.itemBytes());
      }
      if (header.dtype() == DType.BOOL) {
        for (int i = 0; i < chunk.length; i++) {
          chunk[i] = (byte) (chunk[i] == 0 ? 0 : 1);
        }
      }
      target.put(chunk);
    }
    return stored;
  }

  /**
   * Writes a file, replacing it.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Tensor tensor) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), CHUNK)) {
      write(out, tensor);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e, e);
    }
  }

  /**
   * Writes one array to a stream, which is flushed and left open.
   *
   * @throws UncheckedIOException if the stream fails
   */
  public static void write(OutputStream out, Tensor tensor) {
    Tensor written = tensor.dtype() == DType.BFLOAT16 ? tensor.to(DType.FLOAT32) : tensor;
    try {
      int width = widest(written);
      out.write(NpyHeader.bytes(written.dtype(), width, written.shape().dims()));
      if (written.dtype() == DType.STRING) {
        for (String text : written.asStrings()) {
          out.write(utf32(text, width));
        }
      } else {
        ByteBuffer data = written.asBytes();
        byte[] chunk = new byte[CHUNK];
        while (data.hasRemaining()) {
          int length = Math.min(chunk.length, data.remaining());
          data.get(chunk, 0, length);
          if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            reverse(chunk, length, written.dtype().byteSize());
          }
          out.write(chunk, 0, length);
        }
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the array: " + e, e);
    }
  }

  /** The length in code points of the longest string, at least 1; 0 for numbers. */
  private static int widest(Tensor tensor) {
    if (tensor.dtype() != DType.STRING) {
      return 0;
    }
    int width = 1;
    for (String text : tensor.asStrings()) {
      width = Math.max(width, text.codePointCount(0, text.length()));
    }
    return width;
  }

  private static byte[] utf32(String text, int width) {
    byte[] item = new byte[4 * width];
    int at = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      for (int k = 0; k < 4; k++) {
        item[at++] = (byte) (codePoint >>> (8 * k));
      }
    }
    return item;
  }

  private static byte[] readFully(InputStream in, int length, NpyHeader header) throws IOException {
    byte[] data = new byte[Math.min(length, CHUNK)];
    for (int done = 0; ; ) {
      done += NpyHeader.readUpTo(in, data, done, data.length);
      if (done < data.length) {
        throw header.truncated(header.dataBytes());
      }
      if (done == length) {
        return data;
      }
      data = Arrays.copyOf(data, (int) Math.min(length, 2L * done));
    }
  }

  private static void reverse(byte[] data, int length, int width) {
    for (int start = 0; start < length; start += width) {
      for (int i = start, j = start + width - 1; i < j; i++, j--) {
        byte swap = data[i];
        data[i] = data[j];
        data[j] = swap;
      }
    }
  }

  /** The tensor with its axes in reverse order, so that Fortran order becomes C order. */
  private static Tensor transpose(Tensor stored) {
    long[] from = stored.shape().dims();
    int rank = from.length;
    long[] to = new long[rank];
    for (int i = 0; i < rank; i++) {
      to[i] = from[rank - 1 - i];
    }
    Tensor result = Tensor.allocate(stored.dtype(), to);
    int[] index = new int[rank];
    for (int target = 0; target < result.elements(); target++) {
      int source = 0;
      for (int axis = rank - 1; axis >= 0; axis--) {
        source = source * (int) to[axis] + index[axis];
      }
      copyElement(stored, source, result, target);
      for (int axis = rank - 1; axis >= 0 && ++index[axis] == to[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return result;
  }

  private static void copyElement(Tensor from, int source, Tensor to, int target) {
    if (from.dtype() == DType.STRING) {
      to.asStrings().set(target, from.asStrings().get(source));
      return;
    }
    ByteBuffer in = from.asBytes();
    ByteBuffer out = to.asBytes();
    int width = from.dtype().byteSize();
    for (int k = 0; k < width; k++) {
      out.put(target * width + k, in.get(source * width + k));
    }
  }
}

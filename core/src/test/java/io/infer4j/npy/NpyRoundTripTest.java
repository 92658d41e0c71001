package io.infer4j.npy;

import static io.infer4j.npy.NpyGoldenTest.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class NpyRoundTripTest {
  @TempDir Path folder;

  static byte[] write(Tensor tensor) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, tensor);
    return out.toByteArray();
  }

  static Tensor read(byte[] bytes) {
    return Npy.read(new ByteArrayInputStream(bytes));
  }

  private static Tensor random(DType dtype, Random random, int rank) {
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(4);
    }
    Tensor tensor = Tensor.allocate(dtype, dims);
    if (dtype == DType.STRING) {
      for (int i = 0; i < tensor.elements(); i++) {
        int[] text = random.ints(random.nextInt(5), 1, 0xd800).toArray();
        tensor.asStrings().set(i, new String(text, 0, text.length) + "😀".repeat(i % 2));
      }
      return tensor;
    }
    ByteBuffer data = tensor.asBytes();
    for (int i = 0; i < data.limit(); i++) {
      data.put(i, (byte) (dtype == DType.BOOL ? random.nextInt(2) : random.nextInt()));
    }
    return tensor;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BFLOAT16")
  void everyDtypeAndRankComesBack(DType dtype) {
    Random random = new Random(7);
    for (int rank = 0; rank <= 5; rank++) {
      for (int i = 0; i < 50; i++) {
        Tensor tensor = random(dtype, random, rank);
        assertSame(read(write(tensor)), tensor);
      }
    }
  }

  @Test
  void bfloat16ComesBackAsTheFloatsItHolds() {
    Tensor tensor = Tensor.of(new float[] {1, -2.5f, Float.NEGATIVE_INFINITY}, 3);
    assertSame(read(write(tensor.to(DType.BFLOAT16))), tensor);
  }

  @Test
  void aFileComesBack() {
    Path file = folder.resolve("a.npy");
    Tensor tensor = Tensor.of(new double[] {1, 2, 3}, 3, 1);
    Npy.write(file, tensor);
    assertSame(Npy.read(file), tensor);
  }

  @Test
  void aFileIsReplaced() {
    Path file = folder.resolve("a.npy");
    Npy.write(file, Tensor.allocate(DType.INT64, 100));
    Tensor small = Tensor.of(new int[] {1}, 1);
    Npy.write(file, small);
    assertSame(Npy.read(file), small);
  }

  @Test
  void dataOfManyChunksComesBack() {
    Random random = new Random(8);
    short[] data = new short[200_003];
    for (int i = 0; i < data.length; i++) {
      data[i] = (short) random.nextInt();
    }
    Tensor tensor = Tensor.of(data, data.length);
    assertSame(read(write(tensor)), tensor);
  }

  @Test
  void aStreamOfMoreThanIsAllocatedUnseenComesBack() {
    byte[] data = new byte[(1 << 24) + 70_001];
    new Random(9).nextBytes(data);
    Tensor tensor = Tensor.of(data, data.length);
    assertSame(read(write(tensor)), tensor);
  }

  @Test
  void oneLongStringAmongShortOnesComesBack() {
    Tensor tensor = Tensor.of(new String[] {"日".repeat(100_000), "", "x"}, 3);
    assertSame(read(write(tensor)), tensor);
  }

  @Test
  void nulsAtTheEndOfAStringAreLostAsInNumpy() {
    assertThat(read(write(Tensor.of(new String[] {"a\0", "\0b"}, 2))).asStrings())
        .containsExactly("a", "\0b");
  }

  @Test
  void aSliceIsWrittenAlone() {
    Tensor tensor = Tensor.of(new int[] {1, 2, 3, 4, 5, 6}, 3, 2);
    assertSame(read(write(tensor.slice(1, 2))), Tensor.of(new int[] {3, 4}, 1, 2));
  }

  @Test
  void aReadOnlyTensorIsWritten() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2).asReadOnlyBuffer();
    assertThat(read(write(Tensor.wrap(DType.UINT8, buffer, 2))).toInts()).containsExactly(0, 0);
  }

  @Test
  void theStreamIsLeftBehindTheArrayAndOpen() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, Tensor.of(new int[] {1}, 1));
    Npy.write(out, Tensor.of(new String[] {"a"}, 1));
    out.write(42);
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(Npy.read(in).toInts()).containsExactly(1);
    assertThat(Npy.read(in).toStrings()).containsExactly("a");
    assertThat(in.read()).isEqualTo(42);
  }

  @Test
  void aStreamThatGivesAByteAtATimeIsRead() {
    byte[] bytes = write(Tensor.of(new double[] {1, 2}, 2));
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int from, int length) {
            return super.read(target, from, Math.min(1, length));
          }
        };
    assertThat(Npy.read(slow).toDoubles()).containsExactly(1, 2);
  }

  @Test
  void aBoolFromAnotherByteIsOne() {
    byte[] bytes = write(Tensor.of(new boolean[] {true, false}, 2));
    bytes[bytes.length - 2] = 7;
    assertThat(read(bytes).asBytes().get(0)).isEqualTo((byte) 1);
  }

  @Test
  void headersAreAlignedAsNumpyAligns() {
    for (int rank = 0; rank < 30; rank++) {
      long[] dims = new long[rank];
      java.util.Arrays.fill(dims, 1);
      byte[] bytes = write(Tensor.allocate(DType.INT8, dims));
      assertThat((bytes.length - 1) % 64).isZero();
      assertThat(read(bytes).shape()).isEqualTo(Shape.of(dims));
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.npy");
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot read " + file);
    Path inside = Path.of(folder.toString(), "no", "such.npy");
    assertThatThrownBy(() -> Npy.write(inside, Tensor.allocate(DType.INT8)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("cannot write " + inside);
  }

  @Test
  void aStreamThatFailsIsReported() {
    InputStream in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }

          @Override
          public int read(byte[] target, int from, int length) throws IOException {
            throw new IOException("gone");
          }
        };
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    assertThatThrownBy(() -> Npy.read(in))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot read the stream: java.io.IOException: gone");
    assertThatThrownBy(() -> Npy.write(out, Tensor.allocate(DType.INT8)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write the array: java.io.IOException: full");
  }

  @Test
  void aPipeWhoseSizeNobodyKnowsIsRead() throws Exception {
    Path pipe = folder.resolve("pipe");
    Process mkfifo;
    try {
      mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    } catch (IOException e) {
      org.junit.jupiter.api.Assumptions.abort("no mkfifo here");
      return;
    }
    org.junit.jupiter.api.Assumptions.assumeTrue(mkfifo.waitFor() == 0 && Files.exists(pipe));
    Tensor tensor = Tensor.of(new float[] {1, 2}, 2);
    Thread writer = new Thread(() -> Npy.write(pipe, tensor));
    writer.start();
    assertSame(Npy.read(pipe), tensor);
    writer.join();
  }
}

package io.infer4j.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Mutations;
import io.infer4j.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips of arrays, see make_npy_headers.py for those that NumPy wrote. */
class NpzTest {
  @TempDir Path folder;

  @Test
  void arraysOfAStoredFileHaveTheirNames() {
    Map<String, Tensor> arrays = Npy.readAll(NpyGoldenTest.file("stored.npz"));
    assertThat(arrays.keySet()).containsExactlyInAnyOrder("arr_0", "x");
    assertThat(arrays.get("arr_0").toInts()).containsExactly(0, 1, 2);
    assertThat(arrays.get("x")).hasToString("float32[2, 3] {0.0, 1.0, 2.0, 3.0, 4.0, 5.0}");
  }

  @Test
  void arraysOfADeflatedFileAreRead() {
    Map<String, Tensor> arrays = Npy.readAll(NpyGoldenTest.file("deflated.npz"));
    assertThat(arrays.get("x").shape().dims()).containsExactly(100, 100);
    assertThat(arrays.get("y").asStrings()).containsExactly("a", "b\u00e9");
  }

  @Test
  void aReaderOfOneArraySaysWhatAnNpzIs() {
    Path file = NpyGoldenTest.file("stored.npz");
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file
                + " is not a .npy file but a zip; if it is an .npz, which holds arrays by name,"
                + " Npy.readAll reads them");
  }

  @Test
  void anArrayAloneIsNoNpz() {
    Path file = NpyGoldenTest.file("version2.npy");
    assertThatThrownBy(() -> Npy.readAll(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + " is not an .npz file, a zip of .npy files: ");
  }

  @Test
  void anotherFileInItIsRefusedByItsName() throws IOException {
    Path file = zip("readme.txt", "no array".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Npy.readAll(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + "!/readme.txt is not a .npy file");
  }

  @Test
  void arraysThatThereIsNoMemoryForAreRefusedByNameAndSize() throws Exception {
    Path bomb = folder.resolve("bomb.npz");
    byte[] zeros = new byte[1 << 20];
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
      for (String name : new String[] {"a", "b"}) {
        out.putNextEntry(new ZipEntry(name + ".npy"));
        out.write(NpyHeader.bytes(DType.UINT8, 0, new long[] {48L << 20}));
        for (int i = 0; i < 48; i++) {
          out.write(zeros);
        }
      }
    }

    String said = inASmallJvm(bomb);

    assertThat(said)
        .startsWith("java.lang.IllegalArgumentException: " + bomb + "!/b.npy holds uint8[50331648]")
        .contains(", 50331648 bytes, for which there is no memory left: -XX:MaxDirectMemorySize");
  }

  /** With less memory than the arrays need, and a heap that has no room for one of them. */
  private static String inASmallJvm(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:MaxDirectMemorySize=64m",
                "-cp",
                System.getProperty("java.class.path"),
                NpzTest.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  /** Reads the file that is named, and says what was wrong with it. */
  public static void main(String... files) {
    try {
      System.out.println(Npy.readAll(Path.of(files[0])).keySet());
    } catch (IllegalArgumentException e) {
      System.out.println(e);
    }
  }

  @Test
  void aMissingFileCannotBeRead() {
    assertThatThrownBy(() -> Npy.readAll(folder.resolve("none.npz")))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aFolderIsRefused() {
    assertThatThrownBy(() -> Npy.readAll(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(folder + " is not a file");
  }

  @Test
  void whatFollowsAnArrayIsNotUnpacked() throws IOException {
    byte[] array = Files.readAllBytes(NpyGoldenTest.file("version2.npy"));
    // A gigabyte of zeros behind it, which the heap of these tests could not hold.
    Path file = folder.resolve("bomb.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(array);
      for (int i = 0; i < 1024; i++) {
        zip.write(new byte[1 << 20]);
      }
    }
    assertThat(Npy.readAll(file).get("x").elements()).isEqualTo(6);
  }

  @Test
  void aShapeThatLiesIsRefusedBeforeMemoryIsTaken() throws IOException {
    byte[] array = NpyHeader.bytes(DType.FLOAT32, 0, new long[] {536_870_911});
    Path file = zip("x.npy", Arrays.copyOf(array, array.length + 100));
    assertThatThrownBy(() -> Npy.readAll(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x.npy is truncated: float32[536870911]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void damagedFilesAreReadOrRefusedAndNothingElse(String name) throws IOException {
    int count = Integer.getInteger("infer4j.mutations", 1_000);
    byte[] whole = Files.readAllBytes(NpyGoldenTest.file(name));
    Random random = new Random(14);
    Path file = folder.resolve("damaged.npz");
    int refused = 0;
    for (int i = 0; i < count; i++) {
      byte[] damaged = Mutations.of(whole, random);
      Files.write(file, damaged);
      try {
        assertThat(Npy.readAll(file).toString()).isNotEmpty();
      } catch (IllegalArgumentException | UncheckedIOException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(count / 10, count);
  }

  private Path zip(String entry, byte[] content) throws IOException {
    Path file = folder.resolve("test.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
    }
    return file;
  }
}

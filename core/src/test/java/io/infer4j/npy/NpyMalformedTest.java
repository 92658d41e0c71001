package io.infer4j.npy;

import static io.infer4j.npy.NpyRoundTripTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie or are damaged: an IllegalArgumentException, whatever they claim. */
class NpyMalformedTest {
  @TempDir Path folder;

  private static byte[] golden(String name) throws IOException {
    return Files.readAllBytes(NpyGoldenTest.file(name));
  }

  /** A file of version 1 with this header and so many bytes of data. */
  private static byte[] file(String header, int data) {
    byte[] text = (header + "\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(text.length);
    out.write(text.length >>> 8);
    out.writeBytes(text);
    out.writeBytes(new byte[data]);
    return out.toByteArray();
  }

  private static byte[] array(String type, String shape, int data) {
    return file(
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }", data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float32_little_c_2x3.npy",
        "string_little_c_4x3.npy",
        "int16_big_fortran_3x2.npy",
        "version2.npy",
        "version3.npy",
      })
  void aFileCutAnywhereIsRefusedAsCut(String name) throws IOException {
    byte[] whole = golden(name);
    Path file = folder.resolve("cut.npy");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(file, cut);
      String expected =
          length < 10
              ? "does not begin with|ends within its .npy header"
              : "ends within its .npy header|is truncated";
      assertThatThrownBy(() -> read(cut))
          .as("stream of %d bytes", length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("the stream .*(" + expected + ").*");
      assertThatThrownBy(() -> Npy.read(file))
          .as("file of %d bytes", length)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching(".*cut\\.npy .*(" + expected + ").*");
    }
  }

  @Test
  void aTruncatedFileSaysHowMuchItShouldHave() {
    assertThatThrownBy(() -> read(array("<f4", "2, 3", 23)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the stream is truncated: float32[2, 3] needs 24 bytes of data behind the header");
  }

  @Test
  void anotherMagicIsRefused() {
    assertThatThrownBy(() -> read("GIF89a is another format".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the stream is not a .npy file: it does not begin with \\x93NUMPY and a version");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 127, 255})
  void anotherVersionIsRefused(int version) {
    byte[] bytes = array("<f4", "", 4);
    bytes[6] = (byte) version;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the stream has .npy format version " + (byte) version + ", known are 1 to 3");
  }

  @ParameterizedTest
  @ValueSource(longs = {1_048_577, 1L << 31, 0xffffffffL})
  void aHeaderOfManyMegabytesIsNotAllocated(long length) {
    byte[] bytes = new byte[100];
    System.arraycopy(array("<f4", "", 4), 0, bytes, 0, 8);
    bytes[6] = 2;
    for (int i = 0; i < 4; i++) {
      bytes[8 + i] = (byte) (length >>> (8 * i));
    }
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the stream states a .npy header of " + length + " bytes, at most 1048576 are read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<f4 ; 1099511627776          ; float32",
        "<f4 ; 1048576, 1048576       ; float32",
        "|u1 ; 2147483648             ; uint8",
        "<f8 ; 268435456              ; float64",
        "<i8 ; 461168601842738790, 40 ; int64",
        "<U4 ; 4294967296, 4294967296 ; string",
        "|S0 ; 1048577                ; string",
        "<U0 ; 2147483647             ; string",
        "<U0 ; 1099511627776          ; string",
        "|S1 ; 2147483648             ; string",
        "|b1 ; 999999999999999999, 999999999999999999 ; bool",
      })
  void aShapeThatNoTensorHasIsRefusedBeforeAnythingIsAllocated(
      String type, String shape, String dtype) throws IOException {
    byte[] bytes = array(type, shape + ",", 100);
    Path file = folder.resolve("lie.npy");
    Files.write(file, bytes);
    String message =
        " states the shape [" + shape + "] of " + dtype + ": more than a tensor can hold";
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the stream" + message);
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(file + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"<f4 ; 536870911", "<U1 ; 2147483647", "|S999999999 ; 2", "<U268435455 ; 1"})
  void aShapeLargerThanTheFileIsRefusedBeforeAnythingIsAllocated(String type, String shape)
      throws IOException {
    // The heap that these tests have, see pom.xml, could not hold what the headers state.
    assertThat(Runtime.getRuntime().maxMemory()).isLessThan(800 << 20);
    byte[] bytes = array(type, shape + ",", 100);
    Path file = folder.resolve("lie.npy");
    Files.write(file, bytes);
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the stream is truncated: ");
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lie.npy is truncated: ");
  }

  @Test
  void anEmptyArrayOfHugeStringsAllocatesNone() {
    assertThat(read(array("|S999999999", "0,", 0)).elements()).isZero();
  }

  @Test
  void stringsOfNoWidthAreEmpty() {
    assertThat(read(array("<U0", "2,", 0)).asStrings()).containsExactly("", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i536870913",
        "<i3",
        "<i16",
        "<u0",
        "<f1",
        "<f12",
        "<b1x",
        "|b2",
        "<V8",
        "|O",
        "<c16",
        "<m8",
        "u",
        "",
        "<u536870913",
        "|u4294967297",
        "4f",
        "<<f4",
        "<f-4",
        "<f99999999999",
        "<U999999999",
        "f4,f4"
      })
  void anotherTypeIsRefusedByItsName(String type) {
    assertThatThrownBy(() -> read(array(type, "1,", 64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the stream holds NumPy dtype " + type + ", which no tensor has");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1,", "1.5,", "None,", "0x,", "01,"})
  void aShapeThatIsNoListOfSizesIsRefused(String shape) {
    assertThatThrownBy(() -> read(array("<f4", shape, 64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the stream has a .npy header without a valid shape: {'descr'")
        .hasMessageEndingWith("(" + shape + "), }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"1,,2 ; a value, got ','", "1 2, ; ',' or ')', got '2'", ", ; a value, got ','"})
  void aShapeThatIsNotPythonIsRefusedWhereItIsNot(String shape, String expected) {
    assertThatThrownBy(() -> read(array("<f4", shape, 64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "the stream has a .npy header that is no Python literal: expected " + expected);
  }

  @Test
  void theLongsOfPython2AreRead() {
    assertThat(read(array("<f4", "2L, 1L", 8)).shape().dims()).containsExactly(2, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'fortran_order': False, 'shape': (1,), } ; descr",
        "{'descr': '<f4', 'shape': (1,), } ; fortran_order",
        "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (1,), } ; fortran_order",
        "{'descr': '<f4', 'fortran_order': False, } ; shape",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 1, } ; shape",
      })
  void aHeaderWithoutAKeyIsRefusedByTheKey(String header, String key) {
    assertThatThrownBy(() -> read(file(header, 64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the stream has a .npy header without a valid " + key + ": " + header);
  }

  @Test
  void aSizeOfMoreThan64BitsIsMoreThanATensorCanHold() {
    assertThatThrownBy(() -> read(array("<f4", "99999999999999999999,", 64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("more than a tensor can hold");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "no dictionary at all ; is no Python literal",
        "(1, 2) ; is no dictionary",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1} ; keys [descr, f",
      })
  void aHeaderThatIsNoneIsRefused(String header, String expected) {
    assertThatThrownBy(() -> read(file(header, 64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void aStringThatIsNoUtf32IsRefused() {
    byte[] bytes = array("<U1", "1,", 4);
    bytes[bytes.length - 1] = 1;
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the stream has a string that is not UTF-32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float32_little_c_2x3.npy",
        "bool_little_fortran_2x3x2.npy",
        "string_little_c_4x3.npy",
        "bytes_little_c_4x3.npy",
        "int16_big_fortran_3x2.npy",
        "version2.npy",
        "version3.npy",
      })
  void damagedFilesAreReadOrRefusedAndNothingElse(String name) throws IOException {
    byte[] whole = golden(name);
    Random random = new Random(name.hashCode());
    int refused = 0;
    for (int i = Integer.getInteger("infer4j.mutations", 5_000); i > 0; i--) {
      byte[] damaged = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(Math.min(damaged.length, 140))] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        Tensor tensor = read(damaged);
        assertThat(tensor.toString()).isNotEmpty();
      } catch (IllegalArgumentException e) {
        refused++;
        assertThat(e).hasMessageStartingWith("the stream ");
      }
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void digitsPutAnywhereInAHeaderAreReadOrRefusedAndNothingElse() {
    Random random = new Random(12);
    byte[] whole = array("<U2", "2, 3", 48);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int k = 1 + random.nextInt(4); k > 0; k--) {
        damaged[10 + random.nextInt(damaged.length - 58)] =
            (byte) "0123456789,()'<>|UfSib ".charAt(random.nextInt(23));
      }
      try {
        assertThat(read(damaged).toString()).isNotEmpty();
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("the stream ");
      }
    }
  }
}

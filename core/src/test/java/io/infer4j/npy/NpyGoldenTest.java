package io.infer4j.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against files that NumPy wrote, see make_npy.py for their names and values. */
class NpyGoldenTest {
  private static final String[] STRINGS = {"", "a", "größe", "日本", "😀", "a\0b"};
  private static final String[] BYTES = {"", "abc", "ÿ"};

  static Path file(String name) {
    return Path.of(System.getProperty("basedir", "."), "src/test/resources/io/infer4j/npy", name);
  }

  static List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(file(""))) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.contains("_c_") || name.contains("_fortran_"))
          .sorted()
          .toList();
    }
  }

  static List<String> written() throws IOException {
    return files().stream()
        .filter(name -> name.contains("_little_c_") && !name.startsWith("byt"))
        .toList();
  }

  private static Tensor expected(String name) {
    String[] parts = name.replace(".npy", "").split("_", -1);
    List<Long> dims = new ArrayList<>();
    for (String dim : parts[3].isEmpty() ? new String[0] : parts[3].split("x")) {
      dims.add(Long.valueOf(dim));
    }
    boolean bytes = parts[0].equals("bytes");
    DType dtype = bytes ? DType.STRING : DType.parse(parts[0]);
    Tensor tensor = Tensor.allocate(dtype, dims.stream().mapToLong(Long::longValue).toArray());
    for (int i = 0; i < tensor.elements(); i++) {
      put(tensor, i, bytes);
    }
    return tensor;
  }

  private static void put(Tensor tensor, int i, boolean bytes) {
    long bits = i * 0x9E3779B97F4A7C15L;
    float value = (i - 5) / 4f;
    switch (tensor.dtype()) {
      case STRING -> tensor.asStrings().set(i, bytes ? BYTES[i % 3] : STRINGS[i % 6]);
      case BOOL -> tensor.asBytes().put(i, (byte) (i % 3 == 0 ? 1 : 0));
      case INT8, UINT8 -> tensor.asBytes().put(i, (byte) (bits >>> 56));
      case INT16, UINT16 -> tensor.asShorts().put(i, (short) (bits >>> 48));
      case INT32, UINT32 -> tensor.asInts().put(i, (int) (bits >>> 32));
      case INT64, UINT64 -> tensor.asLongs().put(i, bits);
      case FLOAT16 -> tensor.asShorts().put(i, io.infer4j.Float16.fromFloat(value));
      case FLOAT32 -> tensor.asFloats().put(i, value);
      default -> tensor.asDoubles().put(i, value);
    }
  }

  static void assertSame(Tensor actual, Tensor expected) {
    assertThat(actual.dtype()).isEqualTo(expected.dtype());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    if (expected.dtype() == DType.STRING) {
      assertThat(actual.asStrings()).isEqualTo(expected.asStrings());
    } else {
      assertThat(actual.asBytes()).isEqualTo(expected.asBytes());
    }
  }

  @Test
  void thereAreFilesOfEveryKind() throws IOException {
    assertThat(files()).hasSizeGreaterThan(55);
    assertThat(written()).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatNumpyWroteIsReadElementForElement(String name) {
    assertSame(Npy.read(file(name)), expected(name));
  }

  @ParameterizedTest
  @MethodSource("written")
  void whatIsWrittenIsByteForByteWhatNumpyWrites(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, expected(name));
    assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(file(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"version2.npy", "version3.npy"})
  void laterVersionsOfTheFormatAreRead(String name) {
    assertSame(Npy.read(file(name)), expected("float32_little_c_2x3.npy"));
  }

  @ParameterizedTest
  @CsvSource({
    "special_float16.npy, NaN Infinity -Infinity -0.0 5.9604645E-8 65504.0",
    "special_float32.npy, NaN Infinity -Infinity -0.0 1.4E-45 3.4028235E38",
    "special_float64.npy, NaN Infinity -Infinity -0.0 4.9E-324 1.7976931348623157E308",
  })
  void specialValuesAreRead(String name, String values) {
    assertThat(Npy.read(file(name)).toString()).endsWith("{" + values.replace(" ", ", ") + "}");
  }

  @ParameterizedTest
  @CsvSource({
    "object, |O",
    "complex64, <c8",
    "structured, a structured type",
    "datetime, <M8[s]",
    "longdouble, <f16",
  })
  void aTypeThatNoTensorHasIsRefusedByItsName(String name, String type) {
    Path file = file("refused_" + name + ".npy");
    assertThatThrownBy(() -> Npy.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            file
                + " holds NumPy dtype "
                + type
                + ", which no tensor has; supported are b1, i1 to i8, u1 to u8, f2, f4, f8, S and"
                + " U");
  }

  @Test
  void aScalarHasNoDimensions() {
    assertThat(Npy.read(file("float32_little_c_.npy")).shape()).isEqualTo(Shape.of());
  }
}

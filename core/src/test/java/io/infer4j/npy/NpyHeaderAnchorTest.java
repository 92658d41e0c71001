package io.infer4j.npy;

import static io.infer4j.npy.NpyRoundTripTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what NumPy makes of each header, see make_npy_headers.py. */
class NpyHeaderAnchorTest {
  /** What NumPy reads and we refuse: shapes within types, and spellings that nobody writes. */
  private static final Set<String> OURS_REFUSES =
      Set.of("f4,", "1f4", "(1,)f4", "f 4", "<f+4", "<u4294967297");

  static List<String> headers() throws IOException {
    return Files.readAllLines(NpyGoldenTest.file("headers.txt"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aHeaderIsReadAsNumpyReadsItOrRefused(String line) {
    int tab = line.indexOf('\t');
    String outcome = line.substring(0, tab);
    String header = line.substring(tab + 1).replace("\\x00", "\\0").translateEscapes();
    byte[] file = file(header);
    boolean refused =
        outcome.equals("refused")
            || !isOurs(outcome.split(" ", -1)[0])
            || header.contains("'descr':('<f4',(1,))")
            || OURS_REFUSES.stream().anyMatch(type -> header.contains("'descr': '" + type + "'"));
    if (refused) {
      assertThatThrownBy(() -> read(file))
          .as(header)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the stream ");
    } else {
      Tensor tensor = read(file);
      String shape =
          Arrays.stream(tensor.shape().dims())
              .mapToObj(Long::toString)
              .collect(Collectors.joining(","));
      assertThat(tensor.dtype() + " " + shape)
          .as(header)
          .isEqualTo(dtype(outcome.split(" ", -1)[0]) + " " + outcome.split(" ", -1)[1]);
    }
  }

  private static boolean isOurs(String type) {
    return type.matches("[<>|=](b1|[iu][1248]|f[248]|[SU]\\d+)");
  }

  private static DType dtype(String type) {
    String bits = String.valueOf(8 * Integer.parseInt(type.substring(2)));
    return switch (type.charAt(1)) {
      case 'b' -> DType.BOOL;
      case 'i' -> DType.parse("int" + bits);
      case 'u' -> DType.parse("uint" + bits);
      case 'f' -> DType.parse("float" + bits);
      default -> DType.STRING;
    };
  }

  @Test
  void theOrderOfBytesIsThatOfALetterToo() {
    byte[] file = file("{'descr': '>h', 'fortran_order': False, 'shape': (1,)}");
    file[file.length - 63] = 1;
    assertThat(read(file).toInts()).containsExactly(1);
  }

  @Test
  void ofEqualKeysTheLastCounts() {
    byte[] file =
        file(
            "{'descr': '|O', 'shape': (9,), 'fortran_order': False, 'descr': '<i4', 'shape': (2,)}");
    assertThat(read(file).toInts()).containsExactly(0, 0);
  }

  @Test
  void aShapeOfMoreAxesThanNumpyHasIsRefused() {
    byte[] file =
        file("{'descr': '|u1', 'fortran_order': True, 'shape': (" + "1,".repeat(65) + ")}");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the stream states a shape of 65 axes, NumPy has at most 64");
  }

  @Test
  void bracketsWithoutEndAreRefused() {
    assertThatThrownBy(() -> read(file("{'descr': " + "(".repeat(60_000))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 16 brackets");
  }

  private static byte[] file(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(text.length);
    out.write(text.length >>> 8);
    out.writeBytes(text);
    out.writeBytes(new byte[64]);
    return out.toByteArray();
  }
}

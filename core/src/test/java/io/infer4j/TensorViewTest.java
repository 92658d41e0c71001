package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.Buffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorViewTest {
  private static final Map<String, Function<Tensor, Object>> VIEWS =
      Map.of(
          "asFloats", Tensor::asFloats,
          "asDoubles", Tensor::asDoubles,
          "asInts", Tensor::asInts,
          "asLongs", Tensor::asLongs,
          "asShorts", Tensor::asShorts,
          "asBytes", Tensor::asBytes,
          "asStrings", Tensor::asStrings);

  private static final Map<String, Set<DType>> ALLOWED =
      Map.of(
          "asFloats", Set.of(DType.FLOAT32),
          "asDoubles", Set.of(DType.FLOAT64),
          "asInts", Set.of(DType.INT32, DType.UINT32),
          "asLongs", Set.of(DType.INT64, DType.UINT64),
          "asShorts", Set.of(DType.INT16, DType.UINT16, DType.FLOAT16, DType.BFLOAT16),
          "asStrings", Set.of(DType.STRING));

  private static boolean allowed(String view, DType dtype) {
    return view.equals("asBytes") ? dtype != DType.STRING : ALLOWED.get(view).contains(dtype);
  }

  @ParameterizedTest
  @EnumSource
  void eachDtypeHasTheViewsOfItsWidthAndKind(DType dtype) {
    Tensor tensor = Tensor.allocate(dtype, 3);
    VIEWS.forEach(
        (name, view) -> {
          if (!allowed(name, dtype)) {
            return;
          }
          Object seen = view.apply(tensor);
          if (seen instanceof Buffer buffer) {
            assertThat(buffer.position()).as(name).isZero();
            int expected = name.equals("asBytes") ? 3 * dtype.byteSize() : 3;
            assertThat(buffer.limit()).as(name).isEqualTo(expected);
            assertThat(buffer.capacity()).as(name).isEqualTo(expected);
            assertThat(buffer.isDirect()).as(name).isTrue();
          } else {
            assertThat((List<?>) seen).hasSize(3);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void everyOtherViewIsRefused(DType dtype) {
    Tensor tensor = Tensor.allocate(dtype, 3);
    VIEWS.forEach(
        (name, view) -> {
          if (!allowed(name, dtype)) {
            assertThatThrownBy(() -> view.apply(tensor))
                .as(name)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(name + " needs ")
                .hasMessageContaining(", this tensor is " + dtype + "[3]; see to");
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          asFloats  | INT32   | asFloats needs float32, this tensor is int32[3]; see toFloats
          asDoubles | FLOAT32 | asDoubles needs float64, this tensor is float32[3]; see toDoubles
          asInts    | INT64   | asInts needs int32 or uint32, this tensor is int64[3]; see toInts
          asLongs   | INT32   | asLongs needs int64 or uint64, this tensor is int32[3]; see toLongs
          asShorts  | INT8    | asShorts needs a dtype of 16 bits, this tensor is int8[3]; see toInts
          asBytes   | STRING  | asBytes needs a dtype other than string, this tensor is string[3]; see \
          toStrings
          asStrings | BOOL    | asStrings needs string, this tensor is bool[3]; see toFloats or toLongs
          """)
  void theRefusalSaysWhatTheViewNeedsAndWhatConverts(String view, DType dtype, String message) {
    assertThatThrownBy(() -> VIEWS.get(view).apply(Tensor.allocate(dtype, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }

  @Test
  void eachCallGivesAViewWithAPositionOfItsOwn() {
    Tensor tensor = Tensor.of(new float[] {1, 2}, 2);
    tensor.asFloats().position(1);
    tensor.asBytes().position(3).order(ByteOrder.BIG_ENDIAN);
    assertThat(tensor.asFloats().get()).isEqualTo(1);
    assertThat(tensor.asBytes().order()).isEqualTo(ByteOrder.nativeOrder());
    assertThat(tensor.toFloats()).containsExactly(1, 2);
  }

  @Test
  void aViewSharesMemory() {
    Tensor tensor = Tensor.allocate(DType.INT32, 2);
    tensor.asInts().put(1, 7);
    assertThat(tensor.asBytes().getInt(4)).isEqualTo(7);
  }

  @Test
  void stringsAreAListOfFixedSizeThatWritesThrough() {
    Tensor tensor = Tensor.of(new String[] {"a", "b"}, 2);
    tensor.asStrings().set(0, "c");
    assertThat(tensor.toStrings()).containsExactly("c", "b");
    assertThatThrownBy(() -> tensor.asStrings().add("d"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aReshapedTensorSharesMemory() {
    Tensor tensor = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    Tensor reshaped = tensor.reshape(3, 2);
    reshaped.asFloats().put(5, 9);
    assertThat(reshaped.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(tensor.toFloats()).containsExactly(1, 2, 3, 4, 5, 9);
  }

  @Test
  void reshapedStringsShareMemory() {
    Tensor tensor = Tensor.of(new String[] {"a", "b"}, 2);
    tensor.reshape(1, 2).asStrings().set(1, "c");
    assertThat(tensor.toStrings()).containsExactly("a", "c");
  }

  @Test
  void aShapeOfOtherElementsIsRefused() {
    assertThatThrownBy(() -> Tensor.allocate(DType.INT8, 2, 3).reshape(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape [4] has 4 elements, the data has 6");
    assertThatThrownBy(() -> Tensor.allocate(DType.INT8, 2, 3).reshape(-1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[?, 2]");
  }

  @Test
  void oneElementMayBecomeAScalarAndBack() {
    Tensor scalar = Tensor.of(new float[] {5}, 1, 1).reshape();
    assertThat(scalar).hasToString("float32[] {5.0}");
    assertThat(scalar.reshape(1)).hasToString("float32[1] {5.0}");
  }

  @Test
  void aSliceSharesTheRows() {
    Tensor tensor = Tensor.of(new int[] {0, 1, 2, 3, 4, 5}, 3, 2);
    Tensor rows = tensor.slice(1, 3);
    assertThat(rows.shape()).isEqualTo(Shape.of(2, 2));
    assertThat(rows.toInts()).containsExactly(2, 3, 4, 5);
    rows.asInts().put(0, 9);
    assertThat(tensor.toInts()).containsExactly(0, 1, 9, 3, 4, 5);
  }

  @Test
  void aSliceOfASliceIsCountedFromItsOwnBeginning() {
    Tensor tensor = Tensor.of(new int[] {0, 1, 2, 3, 4}, 5);
    assertThat(tensor.slice(1, 5).slice(2, 3).toInts()).containsExactly(3);
    assertThat(tensor.slice(1, 5).copy().toInts()).containsExactly(1, 2, 3, 4);
    assertThat(tensor.slice(1, 5).to(DType.FLOAT32).toFloats()).containsExactly(1, 2, 3, 4);
    assertThat(tensor.slice(3, 5)).hasToString("int32[2] {3, 4}");
  }

  @Test
  void aSliceOfStringsSharesTheRows() {
    Tensor tensor = Tensor.of(new String[] {"a", "b", "c", "d"}, 2, 2);
    Tensor row = tensor.slice(1, 2);
    assertThat(row.toStrings()).containsExactly("c", "d");
    row.asStrings().set(0, "e");
    assertThat(tensor.toStrings()).containsExactly("a", "b", "e", "d");
    assertThat(row.copy().asStrings()).containsExactly("e", "d");
  }

  @Test
  void aSliceMayBeEmpty() {
    Tensor tensor = Tensor.of(new int[] {0, 1, 2, 3}, 2, 2);
    assertThat(tensor.slice(1, 1).shape()).isEqualTo(Shape.of(0, 2));
    assertThat(tensor.slice(2, 2).toInts()).isEmpty();
    assertThat(Tensor.of(new String[] {"a"}, 1).slice(1, 1).asStrings()).isEmpty();
  }

  @Test
  void anEmptyTensorHasRowsThatAreEmpty() {
    assertThat(Tensor.allocate(DType.INT8, 3, 0).slice(1, 3).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(Tensor.allocate(DType.INT8, 0, 3).slice(0, 0).shape()).isEqualTo(Shape.of(0, 3));
    long many = 1L << 40;
    assertThat(Tensor.allocate(DType.INT8, many, 0).slice(many - 1, many).shape())
        .isEqualTo(Shape.of(1, 0));
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 4", "2, 1", "4, 4", "4294967296, 4294967297"})
  void rowsOutsideOfTheFirstAxisAreRefused(long from, long to) {
    assertThatThrownBy(() -> Tensor.allocate(DType.INT8, 3, 2).slice(from, to))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("rows " + from + " to " + to + " are not within the first axis of [3, 2]");
  }

  @Test
  void aScalarHasNoRows() {
    assertThatThrownBy(() -> Tensor.of(new int[] {1}).slice(0, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a scalar has no first axis to slice");
  }

  @Test
  void slicesAreThoseOfTheArrayForRandomShapesAndRanges() {
    Random random = new Random(11);
    for (int i = 0; i < 3_000; i++) {
      int rows = random.nextInt(6);
      int columns = random.nextInt(5);
      short[] data = new short[rows * columns];
      for (int k = 0; k < data.length; k++) {
        data[k] = (short) random.nextInt();
      }
      int to = random.nextInt(rows + 1);
      int from = random.nextInt(to + 1);
      Tensor slice = Tensor.of(data, rows, columns).slice(from, to);
      int[] expected = new int[(to - from) * columns];
      for (int k = 0; k < expected.length; k++) {
        expected[k] = data[from * columns + k];
      }
      assertThat(slice.toInts()).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 32, 33})
  void theTextShowsSmallTensorsWholeAndOfOthersEightElements(int count) {
    Tensor tensor = Tensor.allocate(DType.INT8, count);
    String zeros = String.join(", ", java.util.Collections.nCopies(count > 32 ? 8 : count, "0"));
    assertThat(tensor).hasToString("int8[" + count + "] {" + zeros + (count > 32 ? ", ...}" : "}"));
  }

  @Test
  void theTextShowsEachDtypeAsWhatItIs() {
    assertThat(Bits.tensor(DType.FLOAT16, 0x3c00, 0x7c00))
        .hasToString("float16[2] {1.0, Infinity}");
    assertThat(Bits.tensor(DType.BFLOAT16, 0x3f80)).hasToString("bfloat16[1] {1.0}");
    assertThat(Tensor.of(new float[] {0.1f}, 1)).hasToString("float32[1] {0.1}");
    assertThat(Tensor.of(new double[] {0.1}, 1)).hasToString("float64[1] {0.1}");
    assertThat(Bits.tensor(DType.UINT8, 255)).hasToString("uint8[1] {255}");
    assertThat(Bits.tensor(DType.INT8, 255)).hasToString("int8[1] {-1}");
    assertThat(Bits.tensor(DType.UINT16, -1)).hasToString("uint16[1] {65535}");
    assertThat(Bits.tensor(DType.UINT32, -1)).hasToString("uint32[1] {4294967295}");
    assertThat(Bits.tensor(DType.UINT64, -1)).hasToString("uint64[1] {18446744073709551615}");
    assertThat(Bits.tensor(DType.INT64, -1)).hasToString("int64[1] {-1}");
    assertThat(Tensor.of(new boolean[] {true, false}, 2)).hasToString("bool[2] {true, false}");
    assertThat(Tensor.of(new String[] {"a", ""}, 1, 2)).hasToString("string[1, 2] {\"a\", \"\"}");
  }

  @Test
  void aCopyHasMemoryOfItsOwn() {
    Tensor tensor = Tensor.of(new long[] {1, 2}, 2);
    Tensor copy = tensor.copy();
    copy.asLongs().put(0, 9);
    assertThat(tensor.toLongs()).containsExactly(1, 2);
    assertThat(copy.toLongs()).containsExactly(9, 2);
  }
}

package io.infer4j.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Allocations;
import io.infer4j.DType;
import io.infer4j.InvalidInputException;
import io.infer4j.Quantization;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConversionTest {
  private static final List<DType> REAL =
      List.of(DType.FLOAT16, DType.BFLOAT16, DType.FLOAT32, DType.FLOAT64);
  private static final List<DType> QUANTISED =
      List.of(DType.INT8, DType.UINT8, DType.INT16, DType.UINT16, DType.INT32);
  private static final List<DType> INTEGERS =
      Stream.of(DType.values()).filter(DType::isInteger).toList();

  private final Random random = new Random(7);

  @Test
  void anyOrderOfAnyAxesIsTheDefinition() {
    for (int round = 0; round < 300; round++) {
      long[] dims = dims(random.nextInt(6));
      DType dtype = dtypeOfBytes();
      check(dtype, null, dtype, null, dims, order(dims.length));
    }
  }

  @Test
  void layoutsThatAreUsedAreTheDefinition() {
    for (String[] pair :
        new String[][] {
          {"NCHW", "NHWC"}, {"NHWC", "NCHW"}, {"NTCHW", "NTHWC"}, {"NCTHW", "NTHWC"},
          {"NTHWC", "NCTHW"}, {"NTCHW", "NCTHW"}, {"NCTHW", "NTCHW"}, {"NCL", "NLC"}
        }) {
      long[] dims = new long[pair[0].length()];
      for (int i = 0; i < dims.length; i++) {
        dims[i] = pair[0].charAt(i) == 'C' ? 3 : pair[0].charAt(i) == 'N' ? 2 : 5 + 10 * i;
      }
      int[] order = new int[dims.length];
      for (int i = 0; i < order.length; i++) {
        order[i] = pair[0].indexOf(pair[1].charAt(i));
      }
      check(DType.FLOAT32, null, DType.FLOAT32, null, dims, order);
      check(DType.FLOAT32, null, DType.UINT8, Quantization.perTensor(0.1f, 9), dims, order);
    }
  }

  @Test
  void realNumbersAreQuantisedByTheDefinition() {
    for (int round = 0; round < 300; round++) {
      long[] dims = dims(1 + random.nextInt(4));
      int[] order = order(dims.length);
      DType to = any(QUANTISED);
      check(any(REAL), null, to, quantization(to, dims, order), dims, order);
    }
  }

  @Test
  void integersAreDequantisedByTheDefinition() {
    for (int round = 0; round < 300; round++) {
      long[] dims = dims(1 + random.nextInt(4));
      DType from = any(QUANTISED);
      int[] order = order(dims.length);
      check(from, quantization(from, dims, unmoved(dims.length)), any(REAL), null, dims, order);
    }
  }

  @Test
  void integersAreRequantisedByTheDefinition() {
    for (int round = 0; round < 300; round++) {
      long[] dims = dims(1 + random.nextInt(4));
      int[] order = order(dims.length);
      DType from = any(QUANTISED);
      DType to = any(QUANTISED);
      check(
          from,
          quantization(from, dims, unmoved(dims.length)),
          to,
          quantization(to, dims, order),
          dims,
          order);
    }
  }

  @Test
  void realNumbersAreWidenedAndNarrowedByTheDefinition() {
    for (int round = 0; round < 200; round++) {
      long[] dims = dims(random.nextInt(4));
      check(any(REAL), null, any(REAL), null, dims, order(dims.length));
    }
  }

  @Test
  void integersThatFitAreWidenedAndNarrowedByValue() {
    for (DType from : INTEGERS) {
      for (DType to : INTEGERS) {
        Tensor source = Tensor.of(new byte[] {0, 1, 2, 126, 127, 3}, 2, 3).to(from);
        Tensor target = Tensor.allocate(to, 3, 2);

        pass(source, null, target, null, 1, 0).run();

        assertThat(target.toInts()).as(from + " to " + to).containsExactly(0, 126, 1, 127, 2, 3);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "int64, int32, 2147483648",
    "int64, int32, -2147483649",
    "int64, uint64, -1",
    "uint64, int64, -1",
    "int16, uint8, 256",
    "int16, int8, -129",
    "uint8, int8, 128",
    "uint32, int32, -1",
    "int8, bool, 2"
  })
  void integerThatDoesNotFitIsRefused(String from, String to, long bits) {
    Tensor source = Tensor.allocate(DType.parse(from), 3);
    int width = source.dtype().byteSize();
    ByteBuffer bytes = source.asBytes();
    for (int i = 0; i < width; i++) {
      bytes.put(2 * width + i, (byte) (bits >> (8 * i)));
    }
    Tensor target = Tensor.allocate(DType.parse(to), 3);

    assertThatThrownBy(() -> pass(source, null, target, null, 0).run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("input 'x': expected " + from + " values that fit " + to)
        .hasMessageContaining("at index 2");
  }

  @Test
  void outputThatDoesNotFitFailsTheRun() {
    Tensor source = Tensor.of(new long[] {1L << 40}, 1);
    QuantizedTensor from = new QuantizedTensor(source, null, false);
    QuantizedTensor to = new QuantizedTensor(Tensor.allocate(DType.INT32, 1), null, false);

    assertThatThrownBy(
            () -> new Conversion(from, to, new int[] {0}, new IntegerOverflow("y", false)).run())
        .isInstanceOf(RunFailedException.class)
        .hasMessage(
            "output 'y': expected int64 values that fit int32, got 1099511627776 at index 0");
  }

  @Test
  void passGoesOnAfterAFailure() {
    Tensor source = Tensor.of(new long[] {1, 2, 1L << 40, 4}, 2, 2, 1);
    Tensor target = Tensor.allocate(DType.INT32, 2, 2, 1);
    Conversion pass = pass(source, null, target, null, 1, 0, 2);
    assertThatThrownBy(pass::run).isInstanceOf(InvalidInputException.class);
    source.asLongs().put(2, 3);

    pass.run();

    assertThat(target.toInts()).containsExactly(1, 3, 2, 4);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1", "-0.5, -1", "1.5, 2", "2.5, 3", "-2.5, -3", "0.49999997, 0", "0.4, 0"})
  void halvesAreRoundedAwayFromZero(float real, int quantised) {
    Tensor target = Tensor.allocate(DType.INT8, 1);

    pass(Tensor.of(new float[] {real}, 1), null, target, Quantization.perTensor(1, 0), 0).run();

    assertThat(target.toInts()).containsExactly(quantised);
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "UINT8", "INT16", "UINT16", "INT32"})
  void valuesOutOfRangeAreClampedAndNanIsTheZeroPoint(DType dtype) {
    Tensor target = Tensor.allocate(dtype, 6);
    float[] reals = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -1e30f, Float.MIN_VALUE
    };

    pass(Tensor.of(reals, 6), null, target, Quantization.perTensor(1e-6f, 5), 0).run();

    long lowest = Quantizer.lowest(dtype);
    long highest = Quantizer.highest(dtype);
    assertThat(target.toLongs()).containsExactly(5, highest, lowest, highest, lowest, 5);
  }

  @ParameterizedTest
  @MethodSource("tileEdges")
  void rowsAndColumnsAroundATileAreTheDefinition(long rows, long columns) {
    int[] order = {1, 0};
    long[] dims = {rows, columns};
    check(DType.UINT8, null, DType.UINT8, null, dims, order);
    check(DType.FLOAT32, null, DType.FLOAT32, null, dims, order);
    check(DType.FLOAT32, null, DType.INT8, quantization(DType.INT8, dims, order), dims, order);
  }

  static Stream<Arguments> tileEdges() {
    List<Arguments> all = new ArrayList<>();
    for (long rows : new long[] {1, 3, 63, 64, 65, 130}) {
      for (long columns : new long[] {1, 2, 64, 65, 129, 1365, 1366, 4096, 4097}) {
        all.add(Arguments.of(rows, columns));
      }
    }
    return all.stream();
  }

  @Test
  void emptyTensorIsLeftAlone() {
    check(DType.FLOAT32, null, DType.FLOAT32, null, new long[] {2, 0, 3}, new int[] {2, 1, 0});
  }

  @Test
  void repeatedRunAllocatesNothing() throws ReflectiveOperationException {
    Tensor source = Tensor.allocate(DType.FLOAT32, 1, 3, 64, 64);
    Tensor target = Tensor.allocate(DType.UINT8, 1, 64, 64, 3);
    Conversion pass = pass(source, null, target, Quantization.perTensor(0.5f, 3), 0, 2, 3, 1);

    assertThat(Allocations.of(pass::run)).isZero();
  }

  // ---- the rest

  private void check(
      DType from, Quantization fromQ, DType to, Quantization toQ, long[] dims, int[] order) {
    long[] turned = new long[dims.length];
    for (int i = 0; i < dims.length; i++) {
      turned[i] = dims[order[i]];
    }
    Tensor source = filled(from, fromQ, toQ, dims);
    Tensor target = Tensor.allocate(to, turned);
    Tensor expected = Tensor.allocate(to, turned);

    pass(source, fromQ, target, toQ, order).run();
    new SlowConversion(source, fromQ, expected, toQ, order).run();

    assertThat(target.asBytes())
        .as("%s%s %s to %s%s %s", from, Shape.of(dims), fromQ, to, Arrays.toString(order), toQ)
        .isEqualTo(expected.asBytes());
  }

  private static Conversion pass(
      Tensor source, Quantization fromQ, Tensor target, Quantization toQ, int... order) {
    boolean same = source.dtype() == target.dtype() && fromQ == null;
    boolean real = source.dtype().isFloatingPoint() || target.dtype().isFloatingPoint();
    real = !same && (real || fromQ != null);
    return new Conversion(
        new QuantizedTensor(source, fromQ, real),
        new QuantizedTensor(target, toQ, real),
        order,
        new IntegerOverflow("x", true));
  }

  /** Random bits, or numbers around what the target's scales can hold; with ties and specials. */
  private Tensor filled(DType dtype, Quantization own, Quantization other, long[] dims) {
    if (!dtype.isFloatingPoint() || (own == null && other == null && random.nextBoolean())) {
      Tensor bits = Tensor.allocate(dtype, dims);
      ByteBuffer bytes = bits.asBytes();
      for (int i = 0; i < bytes.capacity(); i++) {
        bytes.put(i, (byte) random.nextInt());
      }
      return dtype.isFloatingPoint() ? withoutNan(bits) : bits;
    }
    Tensor doubles = Tensor.allocate(DType.FLOAT64, dims);
    float scale = other == null ? 1 : other.scale(0);
    for (int i = 0; i < doubles.elements(); i++) {
      double steps = (random.nextInt(1200) - 600) / 2.0;
      double value = random.nextInt(20) == 0 ? random.nextGaussian() * 1e12 : steps * scale;
      doubles.asDoubles().put(i, random.nextBoolean() ? value : (float) value * 1.0000001);
    }
    return doubles.to(dtype);
  }

  /** The payload of a NaN is nobody's contract. */
  private static Tensor withoutNan(Tensor bits) {
    double[] values = bits.toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.isNaN(values[i]) ? 1 : values[i];
    }
    Tensor doubles = Tensor.of(values, bits.shape().dims());
    return doubles.to(bits.dtype());
  }

  private Quantization quantization(DType dtype, long[] sourceDims, int[] order) {
    int zeroPoint = dtype.isUnsigned() ? random.nextInt(200) : random.nextInt(200) - 100;
    int axis = random.nextInt(order.length);
    int channels = (int) sourceDims[order[axis]];
    if (random.nextBoolean() || channels < 2) {
      return Quantization.perTensor(scale(), zeroPoint);
    }
    float[] scales = new float[channels];
    int[] zeroPoints = new int[channels];
    for (int i = 0; i < channels; i++) {
      scales[i] = scale();
      zeroPoints[i] = dtype.isUnsigned() ? random.nextInt(200) : random.nextInt(200) - 100;
    }
    return Quantization.perChannel(scales, zeroPoints, axis);
  }

  private float scale() {
    return random.nextInt(3) == 0 ? 0.25f : (float) Math.exp(random.nextGaussian());
  }

  private DType dtypeOfBytes() {
    return any(Stream.of(DType.values()).filter(d -> d != DType.STRING).toList());
  }

  private long[] dims(int rank) {
    int[] sides = {1, 300, 70, 11, 7, 5};
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(sides[rank]);
    }
    return dims;
  }

  private static int[] unmoved(int rank) {
    int[] order = new int[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = i;
    }
    return order;
  }

  private int[] order(int rank) {
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(i);
    }
    Collections.shuffle(axes, random);
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}

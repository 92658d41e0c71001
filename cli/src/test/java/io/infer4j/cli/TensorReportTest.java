package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class TensorReportTest {
  private static TensorReport of(Tensor tensor) {
    return TensorReport.of("y", tensor, null);
  }

  @Test
  void nanIsCountedAndLeftOutOfTheRange() {
    TensorReport report = of(Tensor.of(new float[] {1, Float.NaN, 4}, 3));

    assertThat(report.nan()).isEqualTo(1);
    assertThat(report.min()).isEqualTo(1f);
    assertThat(report.max()).isEqualTo(4f);
    assertThat(report.mean()).isEqualTo(2.5);
  }

  @Test
  void emptyTensorHasNoRange() {
    TensorReport report = of(Tensor.allocate(DType.FLOAT32, 0, 3));

    assertThat(report.min()).isNull();
    assertThat(report.mean()).isNull();
    assertThat(report.first()).isEmpty();
  }

  @Test
  void stringsHaveNoRange() {
    TensorReport report = of(Tensor.of(new String[] {"b", "a"}, 2));

    assertThat(report.min()).isNull();
    assertThat(report.first()).containsExactly("b", "a");
  }

  @Test
  void largestUint64IsToldExactly() {
    TensorReport report = of(Tensor.of(new long[] {5}, 1).to(DType.UINT64));
    Tensor huge = Tensor.allocate(DType.UINT64, 1);
    huge.asLongs().put(0, -1);

    assertThat(report.max()).isEqualTo(BigInteger.valueOf(5));
    assertThat(of(huge).first()).containsExactly(new BigInteger("18446744073709551615"));
  }

  @Test
  void largeInt64IsToldExactly() {
    TensorReport report = of(Tensor.of(new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1}, 2));

    assertThat(report.max()).isEqualTo(Long.MAX_VALUE);
    assertThat(report.min()).isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void tensorLargerThanAPartIsTakenWhole() {
    Tensor tensor = Tensor.allocate(DType.FLOAT32, 200_000);
    tensor.asFloats().put(199_999, 8f);

    assertThat(of(tensor).max()).isEqualTo(8f);
    assertThat(of(tensor).mean()).isEqualTo(8.0 / 200_000);
  }
}

package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecReportTest {
  private static String text(TensorSpec spec) {
    return SpecReport.of(List.of(spec)).get(0).text();
  }

  @Test
  void layoutQuantizationAndOptionalAreTold() {
    TensorSpec spec =
        TensorSpec.of("x", DType.UINT8, Shape.of(1, 8, 8, 1))
            .withLayout(Layout.NHWC)
            .withQuantization(Quantization.perTensor(0.5f, 128))
            .asOptional();

    assertThat(text(spec))
        .isEqualTo("uint8[1, 8, 8, 1]  NHWC  quantised, scale 0.5, zero point 128  optional");
  }

  @Test
  void quantizationPerChannelIsToldInShort() {
    TensorSpec spec =
        TensorSpec.of("x", DType.INT8, Shape.of(2))
            .withQuantization(Quantization.perChannel(new float[] {1, 2}, new int[] {0, 0}, 0));

    assertThat(text(spec)).endsWith("quantised, 2 scales along axis 0");
  }

  @Test
  void dtypeAndRankMayBeUnknown() {
    assertThat(text(TensorSpec.of("x", null, Shape.unknown()))).isEqualTo("unknown until run");
  }
}

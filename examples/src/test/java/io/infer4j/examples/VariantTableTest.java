package io.infer4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.infer4j.bundle.BundleVariant;
import io.infer4j.bundle.ModelBundle;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VariantTableTest {
  private final VariantTable table = new VariantTable(GestureBundle.folder());

  static List<BundleVariant> variants() {
    return ModelBundle.open(GestureBundle.folder()).variants();
  }

  @Test
  void bundleHasEveryKindOfFile() {
    assertThat(variants())
        .extracting(BundleVariant::name)
        .containsExactly(
            "onnx",
            "tflite-float32",
            "torch-lite",
            "torch",
            "tflite-float16",
            "tflite-dynamic",
            "torch-dynamic",
            "tflite-int8");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void scoresAreWithinTheToleranceThatTheBundleStates(BundleVariant variant) {
    VariantTable.Row row = table.measure(variant);

    assertThat(row.comparison().passed()).as(row.comparison().toString()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void accuracyIsWhatTheBundleStates(BundleVariant variant) {
    double stated = Double.parseDouble(variant.accuracy().orElseThrow().replace(" %", "")) / 100;

    // One hand of 500 may fall to the other side on another processor.
    assertThat(table.measure(variant).accuracy()).isEqualTo(stated, within(0.0021));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void gesturesAreThoseOfPyTorch(BundleVariant variant) {
    boolean isFloat32 = !variant.name().matches(".*(float16|dynamic|int8)");

    assertThat(table.measure(variant).comparison().top1Agreement())
        .isGreaterThanOrEqualTo(isFloat32 ? 1 : 0.98);
  }
}

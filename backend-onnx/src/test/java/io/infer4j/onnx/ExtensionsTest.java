package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Model;
import io.infer4j.Tensor;
import io.infer4j.testkit.ChildJvm;
import org.junit.jupiter.api.Test;

/** Operators of ONNX Runtime Extensions. */
class ExtensionsTest {
  @Test
  void areThereWhereTheLibraryIsOnTheClassPath() {
    try (Model model = Models.load("string_upper.onnx")) {
      assertThat(model.run(Tensor.of(new String[] {"abc", "x1"}, 2)).single().toStrings())
          .containsExactly("ABC", "X1");
    }
  }

  @Test
  void areMissedByTheNameOfTheirArtifactWhereItIsNot() throws Exception {
    String without = ChildJvm.classPathWithout("onnxruntime-extensions");

    assertThat(ChildJvm.start(without, WithoutExtensions.class).out())
        .startsWith("UnsupportedOperatorException: ONNX Runtime has no operator ai.onnx.contrib")
        .contains("and com.microsoft.onnxruntime:onnxruntime-extensions has (add it to the");
  }
}

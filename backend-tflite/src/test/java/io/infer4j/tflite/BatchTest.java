package io.infer4j.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.DType;
import io.infer4j.InferenceException;
import io.infer4j.InvalidInputException;
import io.infer4j.IoBinding;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files with a batch of 1, run with other batches. */
class BatchTest {
  private static final LoadOptions ANY_BATCH = Models.option("resize", "batch");

  private static Map<String, Tensor> examples(Model one, int batch) {
    Random random = new Random(batch);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (TensorSpec spec : one.inputs()) {
      long[] dims = spec.shape().dims();
      dims[0] = batch;
      Tensor tensor = Tensor.allocate(spec.dtype(), Shape.of(dims));
      for (int i = 0; i < tensor.elements(); i++) {
        if (spec.dtype() == DType.FLOAT32) {
          tensor.asFloats().put(i, random.nextFloat() - 0.5f);
        } else if (spec.dtype() == DType.INT16) {
          tensor.asShorts().put(i, (short) random.nextInt(8000));
        } else {
          tensor.asBytes().put(i, (byte) random.nextInt());
        }
      }
      inputs.put(spec.name(), tensor);
    }
    return inputs;
  }

  /** The bytes of one example of a batch. */
  private static Tensor example(Tensor all, int index, int batch) {
    long[] dims = all.shape().dims();
    dims[0] /= batch;
    Tensor one = Tensor.allocate(all.dtype(), Shape.of(dims));
    int size = one.asBytes().capacity();
    for (int i = 0; i < size; i++) {
      one.asBytes().put(i, all.asBytes().get(index * size + i));
    }
    return one;
  }

  @ParameterizedTest
  @CsvSource({
    "batch_of_one, true",
    "batch_of_one, false",
    "conv, true",
    "conv, false",
    "mlp, true",
    "mlp_float16, true",
    "quantized_int8, true",
    "quantized_int8_per_channel, true",
    "quantized_uint8, false",
    "quantized_int16, true"
  })
  void eachExampleOfABatchIsComputedAsAlone(String file, String xnnpack) {
    LoadOptions options = Models.option("xnnpack", xnnpack);
    try (Model one = Models.load(file, options);
        Model any = Models.load(file, options.withOption("tflite", "resize", "batch"))) {
      for (int batch : new int[] {3, 1, 5}) {
        Map<String, Tensor> inputs = examples(one, batch);
        Map<String, Tensor> all = any.run(inputs).asMap();
        for (int i = 0; i < batch; i++) {
          Map<String, Tensor> alone = new LinkedHashMap<>();
          for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
            alone.put(input.getKey(), example(input.getValue(), i, batch));
          }
          for (Map.Entry<String, Tensor> expected : one.run(alone).asMap().entrySet()) {
            assertThat(example(all.get(expected.getKey()), i, batch).toFloats())
                .as("example %s of %s", i, batch)
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(expected.getValue().toFloats());
          }
        }
      }
    }
  }

  @Test
  void theFirstDimensionIsOpen() {
    try (Model model = Models.load("conv", ANY_BATCH)) {
      assertThat(model.inputs().get(0).shape()).isEqualTo(Shape.of(-1, 6, 6, 2));
      assertThat(model.outputs().get(0).shape()).isEqualTo(Shape.of(-1, 2, 2, 4));
    }
  }

  @Test
  void inputsOfTwoBatchesAreRefused() {
    try (Model model = Models.load("batch_of_one", ANY_BATCH)) {
      Map<String, Shape> shapes = Map.of("image", Shape.of(2, 4, 4, 1), "side", Shape.of(3, 2));
      assertThatThrownBy(() -> model.bind(shapes))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("the first dimension is the batch, the same for all");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "batch_mixing, CONCATENATION joins or reorders what is along the first axis",
    "batch_fixed, RESHAPE joins or reorders what is along the first axis",
    "gru, CONCATENATION",
    "counter, RNN is not known to take each example for itself",
    "add_sub, input 'a' has no first dimension of 1"
  })
  void aFileThatCannotTakeAnotherBatchIsRefused(String file, String reason) {
    assertThatThrownBy(() -> Models.load(file, ANY_BATCH))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("takes no other batch, as option tflite.resize=batch wants it to")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"conv", "mlp"})
  void theRefusalOfAnotherBatchNamesTheOption(String file) {
    try (Model model = Models.load(file)) {
      Tensor four = examples(model, 4).values().iterator().next();
      assertThatThrownBy(() -> model.run(four))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("tflite.resize=batch");
    }
  }

  @Test
  void aFileWhoseBatchIsOpenIsRunAsItIs() {
    try (Model model = Models.load("fc", ANY_BATCH);
        IoBinding io = model.bind(Shape.of(2, 3))) {
      io.run();
      assertThat(io.output("score").toFloats()).containsExactly(0.5f, -0.5f, 0.5f, -0.5f);
    }
  }
}

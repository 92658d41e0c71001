package io.infer4j.testkit.reference;

import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model file says. Its values are numbered: first the inputs in order, then the constants
 * and results as they come.
 *
 * @param defaults for each input the tensor that stands for it where it is left out, null if it
 *     must be given
 * @param constants by number
 * @param results for each output the number of its value
 * @param values how many there are
 */
record Graph(
    List<TensorSpec> inputs,
    List<@Nullable Tensor> defaults,
    List<TensorSpec> outputs,
    Map<String, String> metadata,
    Map<Integer, Tensor> constants,
    List<Step> steps,
    List<Integer> results,
    int values) {}

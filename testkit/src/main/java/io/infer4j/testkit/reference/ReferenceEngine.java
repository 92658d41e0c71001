package io.infer4j.testkit.reference;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelFormat;
import io.infer4j.ModelSource;
import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The engine {@code reference}: models in a text format of its own, computed in plain Java, slowly
 * and with every dtype. It has all capabilities and one accelerator, {@code cpu}. A run computes on
 * the thread that calls it: {@link LoadOptions#withThreads}, {@link LoadOptions#withOptimization}
 * and {@link LoadOptions#withLowMemory} are accepted and change nothing.
 *
 * <p>The format, in UTF-8, a statement a line:
 *
 * <pre>{@code
 * infer4j-reference 1
 * # A hash begins a comment.
 * metadata author "Ada Lovelace"
 * input x float32 [batch, 4]
 * output scores float32 [batch, 2]
 *
 * constant w float32 [4, 2]
 *   0.5 -1   2 0.25       # an indented line continues the one before
 *   1   0.5  0 -0.75
 * logits = matmul x w
 * scores = softmax logits axis=1
 * end
 * }</pre>
 *
 * <ul>
 *   <li>A name with other characters than letters, digits and {@code _.-} stands in double quotes,
 *       where {@code \"}, {@code \\}, {@code \n}, {@code \t} and {@code \}{@code u} with four hex
 *       digits have Java's meaning. So does every string.
 *   <li>A shape is written as {@link io.infer4j.Shape#toString} prints it: {@code [batch, ?, 3]},
 *       {@code []} for a scalar, {@code [...]} for an unknown rank.
 *   <li>Inputs and outputs may have {@code layout=NCHW}, {@code scale=0.5 zero_point=3}, and per
 *       channel {@code scale=0.5,0.25 zero_point=0,0 axis=1}; an input may have {@code default=0},
 *       the value of all its elements where it is left out.
 *   <li>A constant has all its elements in row-major order, or a single one that fills it: Java's
 *       literals, {@code NaN}, {@code Infinity}, {@code true}, {@code "text"}.
 *   <li>An operation names its result, the operator, its operands (inputs, constants and earlier
 *       results) and its attributes. {@code Operators} lists the operators; they broadcast as NumPy
 *       does, compute in double or long and round to the dtype.
 *   <li>An output is the result, input or constant of its name.
 * </ul>
 */
public final class ReferenceEngine implements InferenceEngine {
  /** Text that begins with {@code infer4j-reference}. */
  public static final ModelFormat FORMAT = ModelFormat.of("reference", ModelParser::recognizes);

  static final String LATENCY = "latency";

  /** For {@link java.util.ServiceLoader}. */
  public ReferenceEngine() {}

  @Override
  public String name() {
    return "reference";
  }

  /** The version of the text format. */
  @Override
  public String version() {
    return ModelParser.VERSION;
  }

  @Override
  public Set<ModelFormat> formats() {
    return Set.of(FORMAT);
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public Set<DType> dtypes() {
    return EnumSet.allOf(DType.class);
  }

  @Override
  public List<String> accelerators() {
    return List.of("cpu");
  }

  @Override
  public Map<String, String> options() {
    return Map.of(LATENCY, "milliseconds that each run sleeps first, 0 by default");
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions options) {
    return ReferenceModel.load(source, options);
  }
}

package io.infer4j.spi;

import io.infer4j.Placement;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model loaded by a runtime. Core calls {@link #bind} from many threads at once, and {@link
 * #close} once, after every binding has been closed; nothing afterwards.
 */
public interface RuntimeModel extends AutoCloseable {
  /** The inputs, names unique, in a fixed order. */
  List<TensorSpec> inputs();

  /**
   * The outputs, names unique, in a fixed order. Of an engine without {@link
   * Capability#STATIC_SPECS} core asks again after each run, so that asking should cost nothing:
   * where the file does not tell the outputs the list may grow at its end as runs show them, and is
   * empty before the first run if not even their number is known. What is in it does not change.
   */
  List<TensorSpec> outputs();

  /**
   * How a caller gets an input of another shape than {@link #inputs()} accept, such as by an option
   * of the engine: the end of the message that refuses one. Empty if there is no way.
   */
  default String otherShapes() {
    return "";
  }

  /** What the file says of itself: author, version, description and the like. Keys are free. */
  Map<String, String> metadata();

  /** Where it runs. */
  Placement placement();

  /**
   * Prepares runs that read these tensors' memory, each time as it is at that time.
   *
   * @param inputs one for each of {@link #inputs()}, in that order, of its dtype and of a shape
   *     that it accepts; null where an optional input is left out. Direct memory in native order,
   *     perhaps read-only, kept reachable by the binding for its life; never written to.
   * @throws io.infer4j.InferenceException if the runtime refuses, in its words
   */
  RuntimeBinding bind(List<@Nullable Tensor> inputs);

  @Override
  void close();
}

package io.infer4j.torch.runtime;

import io.infer4j.Tensor;
import io.infer4j.torch.script.MethodSchema;
import io.infer4j.torch.script.ModelText;
import io.infer4j.torch.values.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loaded module, of which one method is run, by any number of calls on any threads. */
public interface NativeModule extends AutoCloseable {
  /** The text of the extra file {@link ModelText#FILE}, or null if the archive has none. */
  @Nullable String text();

  /** What the method declares. */
  MethodSchema schema();

  /** A sentence for each choice made, and for each request that could not be met. */
  List<String> notes();

  /** Whether each run has copies of its inputs, as the program may write to them or keep them. */
  boolean copiesInputs();

  /**
   * A new call over these inputs' memory, which it keeps reachable and never writes to.
   *
   * @param arguments those of {@link #schema()} as trees of inputs, the same for all calls; null
   *     for an argument's default
   * @param inputs one for each input that the model has; null for one that is left out
   * @throws io.infer4j.InferenceException if the runtime refuses, in its words
   */
  NativeCall newCall(List<@Nullable Part> arguments, List<@Nullable Tensor> inputs);

  /** Whether a call's runs change nothing that another call sees, random numbers among it. */
  boolean canWarmUp();

  /** Called when all calls are closed. */
  @Override
  void close();
}

package io.infer4j.torch.values;

import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.torch.script.ModelText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The outputs of one binding: where each run puts its tensors. For one caller at a time. */
public final class Results {
  private final OutputList outputs;
  private final ValueNode root = new ValueNode(this);

  /** By the model's index of the output; null for one that this binding has not seen. */
  private final List<@Nullable OutputSlot> slots = new ArrayList<>();

  private long run;

  /** How many tensors this run has given so far. */
  private int given;

  public Results(OutputList outputs) {
    this.outputs = outputs;
    List<TensorSpec> specs = outputs.specs();
    for (int i = 0; outputs.declared && i < specs.size(); i++) {
      slots.add(new OutputSlot(i, specs.get(i)));
    }
  }

  /** Begins a run, whose result goes into this tree. */
  public ValueNode begin() {
    run++;
    given = 0;
    return root;
  }

  /**
   * Ends a run that went well.
   *
   * @throws RunFailedException if a declared output was not given
   */
  public void end() {
    if (outputs.declared && given != slots.size()) {
      List<String> missing = new ArrayList<>();
      for (OutputSlot slot : slots) {
        if (slot != null && slot.run != run) {
          missing.add(slot.name());
        }
      }
      throw new RunFailedException(
          "the model gave "
              + given
              + " tensors and not the outputs "
              + missing
              + ", which "
              + ModelText.FILE
              + " declares");
    }
  }

  /** The tensor of an output, null if the last run did not give it. */
  public @Nullable Tensor tensor(int index) {
    OutputSlot slot = index < slots.size() ? slots.get(index) : null;
    return slot == null || (slot.run != run && !outputs.declared) ? null : slot.tensor();
  }

  OutputSlot newSlot(String name, boolean ordered) {
    int index = outputs.index(name, ordered ? given : OutputList.NO_ORDER);
    while (slots.size() <= index) {
      slots.add(null);
    }
    OutputSlot slot = slots.get(index);
    if (slot == null) {
      slot = new OutputSlot(index, outputs.specs().get(index));
      slots.set(index, slot);
    }
    return slot;
  }

  void given(OutputSlot slot) {
    if (slot.run == run) {
      throw new RunFailedException(
          "the model gave two tensors for its output '"
              + slot.name()
              + "'; declare a name for each in "
              + ModelText.FILE);
    }
    slot.run = run;
    given++;
  }
}

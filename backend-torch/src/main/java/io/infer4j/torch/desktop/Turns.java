package io.infer4j.torch.desktop;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Value;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a module that must not overlap take turns by. Where the program may write to its
 * own constants, which belong to the program and not to what can be copied, they are put back at
 * the beginning of each turn.
 */
final class Turns implements AutoCloseable {
  private final List<Tensor> constants = new ArrayList<>();
  private final List<Tensor> originals = new ArrayList<>();

  private Turns() {}

  /**
   * Null where runs may overlap. To be called within a PointerScope, before the first run.
   *
   * @param copied whether each call has a copy of what the module keeps
   */
  static @Nullable Turns of(GraphEffects effects, boolean copied) {
    boolean shareState = effects.changesState() && !copied;
    if (!effects.needsTurns() && !effects.writesConstants() && !shareState) {
      return null;
    }
    Turns turns = new Turns();
    if (effects.writesConstants()) {
      for (Value value : effects.constants()) {
        IValue constant = GraphNode.constant(value);
        if (constant != null && constant.isTensor()) {
          turns.constants.add(Natives.own(new Tensor(constant.toTensor())));
          turns.originals.add(Natives.own(constant.toTensor().clone()));
        }
      }
    }
    return turns;
  }

  /** To be called by who holds the lock on this. */
  @SuppressWarnings("try") // The scope frees what is made within it.
  void begin() {
    if (constants.isEmpty()) {
      return;
    }
    try (PointerScope scope = new PointerScope();
        AutoGradMode off = new AutoGradMode(false)) {
      for (int i = 0; i < constants.size(); i++) {
        constants.get(i).copy_(originals.get(i));
      }
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < constants.size(); i++) {
      Natives.free(constants.get(i));
      Natives.free(originals.get(i));
    }
  }
}

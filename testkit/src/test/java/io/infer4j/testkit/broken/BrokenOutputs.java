package io.infer4j.testkit.broken;

import io.infer4j.DType;
import io.infer4j.Tensor;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.testkit.ForwardingBinding;
import io.infer4j.testkit.ForwardingModel;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with outputs. */
public final class BrokenOutputs {
  private BrokenOutputs() {}

  /** Outputs of int8 come as uint8. */
  public static final class WrongDType extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      Map<Tensor, Tensor> renamed = new HashMap<>();
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public Tensor output(int index) {
          Tensor right = super.output(index);
          return right == null || right.dtype() != DType.INT8
              ? right
              : renamed.computeIfAbsent(
                  right, t -> Tensor.wrap(DType.UINT8, t.asBytes(), t.shape().dims()));
        }
      };
    }
  }

  /** Two outputs are taken for each other. */
  public static final class Swapped extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      boolean two = model.outputs().get(0).name().equals("sum") && model.outputs().size() == 2;
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public Tensor output(int index) {
          return super.output(two ? 1 - index : index);
        }
      };
    }
  }

  /** Scores of fixed shape are those of the run before, from the second run on. */
  public static final class Stale extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      RuntimeBinding binding = model.bind(inputs);
      return Scores.areTold(model) ? new StaleBinding(binding) : binding;
    }
  }

  private static final class StaleBinding extends ForwardingBinding {
    private final FloatBuffer output;
    private final FloatBuffer last;
    private final FloatBuffer current;
    private boolean isSecond;

    StaleBinding(RuntimeBinding binding) {
      super(binding);
      output = binding.output(0).asFloats();
      last = FloatBuffer.allocate(output.limit());
      current = FloatBuffer.allocate(output.limit());
    }

    @Override
    public void run() {
      super.run();
      Scores.copy(output, current);
      if (isSecond) {
        Scores.copy(last, output);
      }
      isSecond = true;
      Scores.copy(current, last);
    }
  }

  /** An output that equals the input is the input. */
  public static final class AliasesInput extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public Tensor output(int index) {
          return model.outputs().get(index).name().equals("same")
              ? inputs.get(0)
              : super.output(index);
        }
      };
    }
  }

  /** An output that equals another one is that one. */
  public static final class AliasesOutput extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public Tensor output(int index) {
          return super.output(model.outputs().get(index).name().equals("again") ? 0 : index);
        }
      };
    }
  }

  /** A value of 0 is not written, in the hope that the memory is still zero. */
  public static final class WritesInPart extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public void run() {
          Tensor output = super.output(0);
          boolean images = output != null && output.shape().rank() == 4;
          Tensor before = images ? output.copy() : null;
          super.run();
          if (images) {
            FloatBuffer now = output.asFloats();
            for (int i = 0; i < now.limit(); i++) {
              now.put(i, now.get(i) == 0 ? before.asFloats().get(i) : now.get(i));
            }
          }
        }
      };
    }
  }

  /** An output shaped by data keeps the shape, and the tensor, of the first run. */
  public static final class KeepsTheFirstShape extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        private Tensor first;

        @Override
        public Tensor output(int index) {
          boolean open = !model.outputs().get(index).shape().isStatic();
          if (open && model.inputs().get(0).shape().isStatic()) {
            first = first == null ? super.output(index) : first;
            return first;
          }
          return super.output(index);
        }
      };
    }
  }

  /** Before the first run an output of unknown shape is made up, of no elements. */
  public static final class MadeUp extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public Tensor output(int index) {
          Tensor right = super.output(index);
          return right != null ? right : Tensor.allocate(DType.INT64, 0, 1);
        }
      };
    }
  }

  /** All bindings of a model write their scores to the same memory. */
  public static final class SharedByBindings extends BrokenEngine {
    @Override
    protected RuntimeModel broken(RuntimeModel model) {
      if (!Scores.areTold(model)) {
        return model;
      }
      Tensor shared = Tensor.allocate(DType.FLOAT32, model.outputs().get(0).shape());
      FloatBuffer sharedFloats = shared.asFloats();
      return new ForwardingModel(model) {
        @Override
        public RuntimeBinding bind(List<Tensor> inputs) {
          RuntimeBinding binding = model.bind(inputs);
          FloatBuffer own = binding.output(0).asFloats();
          return new ForwardingBinding(binding) {
            @Override
            public void run() {
              super.run();
              Scores.copy(own, sharedFloats);
            }

            @Override
            public Tensor output(int index) {
              return shared;
            }
          };
        }
      };
    }
  }
}

package io.infer4j.testkit.broken;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.testkit.ForwardingBinding;
import io.infer4j.testkit.ForwardingModel;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What is wrong with how inputs are read. */
public final class BrokenInputs {
  private BrokenInputs() {}

  /** Runs on copies of the inputs that are made anew before each run, wrong in some way. */
  abstract static class Copying extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      List<Tensor> copies = new ArrayList<>();
      inputs.forEach(input -> copies.add(concerns(input) ? input.copy() : input));
      return new ForwardingBinding(model.bind(copies)) {
        @Override
        public void run() {
          for (int i = 0; i < copies.size(); i++) {
            if (copies.get(i) != inputs.get(i)) {
              copy(inputs.get(i), copies.get(i));
            }
          }
          super.run();
        }
      };
    }

    abstract boolean concerns(Tensor input);

    abstract void copy(Tensor input, Tensor copy);
  }

  /** The address is rounded down to what the runtime would like to have. */
  public static final class IgnoresPosition extends Copying {
    @Override
    boolean concerns(Tensor input) {
      return input.dtype() != DType.STRING && NativeMemory.address(input.asBytes()) % 16 != 0;
    }

    @Override
    void copy(Tensor input, Tensor copy) {
      long address = NativeMemory.address(input.asBytes());
      NativeMemory.read(address - address % 16, copy.asBytes());
    }
  }

  /** Two-byte integers are read through a duplicate, which has forgotten the byte order. */
  public static final class OtherByteOrder extends Copying {
    @Override
    boolean concerns(Tensor input) {
      return input.dtype() == DType.INT16;
    }

    @Override
    void copy(Tensor input, Tensor copy) {
      ByteOrder other =
          ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
              ? ByteOrder.BIG_ENDIAN
              : ByteOrder.LITTLE_ENDIAN;
      copy.asShorts().put(input.asBytes().duplicate().order(other).asShortBuffer());
    }
  }

  /** float64 passes through float32. */
  public static final class LosesPrecision extends Copying {
    @Override
    boolean concerns(Tensor input) {
      return input.dtype() == DType.FLOAT64;
    }

    @Override
    void copy(Tensor input, Tensor copy) {
      copy.asDoubles().put(input.to(DType.FLOAT32).to(DType.FLOAT64).asDoubles());
    }
  }

  /** Read-only memory is copied once and for all. */
  public static final class CopiesReadOnlyOnce extends Copying {
    @Override
    boolean concerns(Tensor input) {
      return input.isReadOnly();
    }

    @Override
    void copy(Tensor input, Tensor copy) {}
  }

  /** A row of eight numbers is read when it is bound. */
  public static final class ReadsAtBind extends Copying {
    @Override
    boolean concerns(Tensor input) {
      return input.dtype() == DType.FLOAT32 && input.shape().equals(Shape.of(1, 8));
    }

    @Override
    void copy(Tensor input, Tensor copy) {}
  }

  /** Works in place: a run adds one to the first element of its input. */
  public static final class WritesToInputs extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public void run() {
          super.run();
          Tensor first = inputs.get(0);
          if (model.outputs().get(0).name().equals("same") && !first.isReadOnly()) {
            first.asFloats().put(0, first.asFloats().get(0) + 1);
          }
        }
      };
    }
  }

  /** The bindings of a model pass their inputs through one buffer. */
  public static final class SharedBuffer extends BrokenEngine {
    private static final long TENTH_OF_A_MILLISECOND = 100_000;

    @Override
    protected RuntimeModel broken(RuntimeModel model) {
      if (!Scores.areTold(model)) {
        return model;
      }
      Thread loader = Thread.currentThread(); // Others are there to race.
      Tensor shared = Tensor.allocate(DType.FLOAT32, model.inputs().get(0).shape());
      FloatBuffer buffer = shared.asFloats();
      return new ForwardingModel(model) {
        @Override
        public RuntimeBinding bind(List<Tensor> inputs) {
          FloatBuffer own = inputs.get(0).asFloats();
          return new ForwardingBinding(model.bind(List.of(shared))) {
            @Override
            public void run() {
              Scores.copy(own, buffer);
              if (Thread.currentThread() != loader) {
                LockSupport.parkNanos(TENTH_OF_A_MILLISECOND);
              }
              super.run();
            }
          };
        }
      };
    }
  }
}

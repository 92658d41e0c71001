package io.infer4j.testkit.broken;

import io.infer4j.Capability;
import io.infer4j.LoadOptions;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Placement;
import io.infer4j.Tensor;
import io.infer4j.TensorSpec;
import io.infer4j.UnsupportedOperatorException;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.testkit.ForwardingBinding;
import io.infer4j.testkit.ForwardingModel;
import java.nio.charset.StandardCharsets;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** What is wrong with loading and options. */
public final class BrokenLoading {
  private BrokenLoading() {}

  /** Where a model does not load, an empty one is given. */
  public static final class SwallowsErrors extends BrokenEngine {
    private static final ModelSource EMPTY =
        ModelSource.of("infer4j-reference 1\nend\n".getBytes(StandardCharsets.UTF_8));

    @Override
    public RuntimeModel load(ModelSource source, LoadOptions options) {
      try {
        return super.load(source, options);
      } catch (ModelLoadException e) {
        return super.load(EMPTY, LoadOptions.defaults());
      }
    }
  }

  /** What went wrong is said without saying where. */
  public static final class NamesNoFile extends BrokenEngine {
    @Override
    public RuntimeModel load(ModelSource source, LoadOptions options) {
      try {
        return super.load(source, options);
      } catch (ModelLoadException e) {
        boolean damaged = e.getMessage().contains("cut off");
        throw damaged ? new ModelLoadException("the model is damaged", e) : e;
      }
    }
  }

  /** An operator that there is not is an error like any other. */
  public static final class NamesNoOperator extends BrokenEngine {
    @Override
    public RuntimeModel load(ModelSource source, LoadOptions options) {
      try {
        return super.load(source, options);
      } catch (UnsupportedOperatorException e) {
        throw new ModelLoadException(source + " cannot be loaded: status 9", e);
      }
    }
  }

  /** Accelerators that are not there are forgotten. */
  public static final class FallsBackInSilence extends BrokenEngine {
    @Override
    public RuntimeModel load(ModelSource source, LoadOptions options) {
      LoadOptions known = LoadOptions.defaults();
      for (Map.Entry<String, String> each : options.options(name()).entrySet()) {
        known = known.withOption(name(), each.getKey(), each.getValue());
      }
      return new ForwardingModel(super.load(source, known)) {
        @Override
        public Placement placement() {
          return new Placement(options.accelerators(), List.of("cpu"), List.of());
        }
      };
    }
  }

  /** Every option is known, and has no effect. */
  public static final class TakesAnyOption extends BrokenEngine {
    @Override
    public Map<String, String> options() {
      Map<String, String> right = super.options();
      return new HashMap<>(right) {
        private static final long serialVersionUID = 1L;

        @Override
        public Set<String> keySet() {
          return new AbstractSet<>() {
            @Override
            public boolean contains(Object key) {
              return true;
            }

            @Override
            public Iterator<String> iterator() {
              return right.keySet().iterator();
            }

            @Override
            public int size() {
              return right.size();
            }
          };
        }
      };
    }
  }

  /** Options have no effect, whatever their values. */
  public static final class IgnoresOptions extends BrokenEngine {
    @Override
    public RuntimeModel load(ModelSource source, LoadOptions options) {
      LoadOptions plain =
          LoadOptions.defaults().withAccelerators(options.accelerators().toArray(new String[0]));
      return super.load(source, options.strictPlacement() ? plain.withStrictPlacement() : plain);
    }
  }

  /** A model takes memory that closing it does not give back. */
  public static final class Leaks extends BrokenEngine {
    @Override
    protected RuntimeModel broken(RuntimeModel model) {
      NativeMemory.leak(40_000);
      return model;
    }
  }

  /** What the engine can do may be changed by whoever asks. */
  public static final class SharesItsSets extends BrokenEngine {
    private final Set<Capability> capabilities = EnumSet.allOf(Capability.class);

    @Override
    public Set<Capability> capabilities() {
      return capabilities;
    }
  }

  /** Outputs are listed in one order or the other. */
  public static final class OrdersByChance extends BrokenEngine {
    private final AtomicInteger loads = new AtomicInteger();

    @Override
    protected RuntimeModel broken(RuntimeModel model) {
      int count = model.outputs().size();
      boolean turned = count == 12 && loads.incrementAndGet() % 2 == 0;
      return new ForwardingModel(model) {
        @Override
        public List<TensorSpec> outputs() {
          if (!turned) {
            return super.outputs();
          }
          List<TensorSpec> reversed = new ArrayList<>(super.outputs());
          Collections.reverse(reversed);
          return reversed;
        }

        @Override
        public RuntimeBinding bind(List<Tensor> inputs) {
          return new ForwardingBinding(model.bind(inputs)) {
            @Override
            public Tensor output(int index) {
              return super.output(turned ? count - 1 - index : index);
            }
          };
        }
      };
    }
  }
}

package io.infer4j.testkit.broken;

import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.TensorSpec;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.testkit.ForwardingModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What is wrong with what a model tells of itself. */
public final class BrokenIntrospection {
  private BrokenIntrospection() {}

  private abstract static class Telling extends BrokenEngine {
    @Override
    protected RuntimeModel broken(RuntimeModel model) {
      return new ForwardingModel(model) {
        @Override
        public List<TensorSpec> inputs() {
          return told(super.inputs());
        }

        @Override
        public List<TensorSpec> outputs() {
          return told(super.outputs());
        }
      };
    }

    private List<TensorSpec> told(List<TensorSpec> specs) {
      UnaryOperator<TensorSpec> tell = this::tell;
      return specs.stream().map(tell).toList();
    }

    abstract TensorSpec tell(TensorSpec spec);
  }

  /** Blanks at the end of a name are cut off. */
  public static final class TruncatesNames extends Telling {
    @Override
    TensorSpec tell(TensorSpec spec) {
      return TensorSpec.of(spec.name().stripTrailing(), spec.dtype(), spec.shape());
    }
  }

  /** The features of an image are told as NHWC. */
  public static final class TellsTheWrongShape extends Telling {
    @Override
    TensorSpec tell(TensorSpec spec) {
      return spec.name().equals("features")
          ? TensorSpec.of("features", spec.dtype(), Shape.of(1, 8, 8, 4))
          : spec;
    }
  }

  /** A dimension that depends on the data is told as if it were that of the file's example. */
  public static final class TellsOneForOpen extends Telling {
    @Override
    TensorSpec tell(TensorSpec spec) {
      return spec.name().equals("indices")
          ? TensorSpec.of("indices", spec.dtype(), Shape.of(1, 1))
          : spec;
    }
  }

  /** A scalar output is told as a vector of one. */
  public static final class TellsScalarsAsVectors extends Telling {
    @Override
    TensorSpec tell(TensorSpec spec) {
      return spec.name().equals("total") ? TensorSpec.of("total", spec.dtype(), Shape.of(1)) : spec;
    }
  }

  /** The zero point is forgotten. */
  public static final class ForgetsTheZeroPoint extends Telling {
    @Override
    TensorSpec tell(TensorSpec spec) {
      return spec.quantization() == null
          ? spec
          : spec.withQuantization(
              Quantization.perTensor(Objects.requireNonNull(spec.quantization()).scale(0), 0));
    }
  }

  /** What the file does not say is in the metadata too. */
  public static final class TellsNulls extends BrokenEngine {
    @Override
    protected RuntimeModel broken(RuntimeModel model) {
      return new ForwardingModel(model) {
        @Override
        public Map<String, String> metadata() {
          Map<String, String> metadata = new HashMap<>(super.metadata());
          metadata.put("author", null);
          return metadata;
        }
      };
    }
  }
}

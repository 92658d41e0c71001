package io.infer4j.benchmarks;

/** The contenders, in the order of the report. */
public enum Route {
  /** ONNX Runtime's best public route: tensors over direct buffers, made once, for both sides. */
  RAW_PINNED {
    @Override
    Contender open(BenchmarkModel model) throws Exception {
      return new RawPinned(model);
    }
  },
  /** {@link io.infer4j.IoBinding}. */
  INFER4J_BOUND {
    @Override
    Contender open(BenchmarkModel model) {
      return new Infer4jBound(model);
    }
  },
  /** {@link io.infer4j.Model#run(io.infer4j.Tensor)}. */
  INFER4J_SIMPLE {
    @Override
    Contender open(BenchmarkModel model) {
      return new Infer4jSimple(model);
    }
  },
  /** ONNX Runtime as its examples use it: a new tensor of nested arrays, and {@code getValue}. */
  RAW_NAIVE {
    @Override
    Contender open(BenchmarkModel model) throws Exception {
      return new RawNaive(model);
    }
  },
  /** DJL's predictor over the same ONNX Runtime. */
  DJL {
    @Override
    Contender open(BenchmarkModel model) throws Exception {
      return new Djl(model);
    }
  };

  abstract Contender open(BenchmarkModel model) throws Exception;
}

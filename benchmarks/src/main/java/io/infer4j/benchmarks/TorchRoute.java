package io.infer4j.benchmarks;

/** The ways to run a PyTorch model, in the order of a report. One thread within an operator. */
public enum TorchRoute {
  /** JavaCPP's libtorch: a frozen module, tensors over direct buffers that are made once. */
  RAW_BOUND {
    @Override
    TorchContender open(TorchModels model) {
      return new RawTorch(model);
    }
  },
  /** {@link io.infer4j.IoBinding}. */
  INFER4J_BOUND {
    @Override
    TorchContender open(TorchModels model) {
      return new Infer4jTorchBound(model);
    }
  },
  /** {@link io.infer4j.Model#run(java.util.Map)}. */
  INFER4J_SIMPLE {
    @Override
    TorchContender open(TorchModels model) {
      return new Infer4jTorchSimple(model);
    }
  },
  /** DJL's predictor, over the libtorch that DJL brings: an older one, built by others. */
  DJL {
    @Override
    TorchContender open(TorchModels model) throws Exception {
      return new DjlTorch(model);
    }
  };

  abstract TorchContender open(TorchModels model) throws Exception;
}

package io.infer4j.benchmarks;

/** The ways to run a TensorFlow Lite model, in the order of a report. */
public enum TfliteRoute {
  /** The C++ interpreter with XNNPACK, and views of its memory that are fetched once. */
  RAW_VIEWS {
    @Override
    TfliteContender open(byte[] model, int threads) {
      return new RawTflite(model, threads);
    }
  },
  /** The C API's interpreter, views of whose memory are fetched once: it has no XNNPACK. */
  RAW_C_API {
    @Override
    TfliteContender open(byte[] model, int threads) {
      return new RawTfliteC(model, threads);
    }
  },
  /** {@link io.infer4j.IoBinding}. */
  INFER4J_BOUND {
    @Override
    TfliteContender open(byte[] model, int threads) {
      return new Infer4jTflite(model, threads, true);
    }
  },
  /** {@link io.infer4j.Model#run(io.infer4j.Tensor)}. */
  INFER4J_SIMPLE {
    @Override
    TfliteContender open(byte[] model, int threads) {
      return new Infer4jTflite(model, threads, false);
    }
  };

  abstract TfliteContender open(byte[] model, int threads);
}

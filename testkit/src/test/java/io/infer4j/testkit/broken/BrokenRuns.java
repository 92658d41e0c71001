package io.infer4j.testkit.broken;

import io.infer4j.RunFailedException;
import io.infer4j.Tensor;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.testkit.ForwardingBinding;
import io.infer4j.testkit.ForwardingModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What is wrong with runs, and with ending them. */
public final class BrokenRuns {
  private BrokenRuns() {}

  /** Closing a binding frees what the other bindings of its model are using at that moment. */
  public static final class ClosesUnderARun extends BrokenEngine {
    @Override
    protected RuntimeModel broken(RuntimeModel model) {
      AtomicInteger closes = new AtomicInteger();
      Thread loader = Thread.currentThread(); // Others are there to race.
      return new ForwardingModel(model) {
        @Override
        public RuntimeBinding bind(List<Tensor> inputs) {
          return new ForwardingBinding(model.bind(inputs)) {
            @Override
            public void run() {
              int before = closes.get();
              if (Thread.currentThread() != loader) {
                LockSupport.parkNanos(200_000);
              }
              super.run();
              if (closes.get() != before) {
                throw new RunFailedException("the memory was freed during the run");
              }
            }

            @Override
            public void close() {
              closes.incrementAndGet();
              super.close();
            }
          };
        }
      };
    }
  }

  /** After a run that failed every run fails. */
  public static final class NeverRecovers extends BrokenEngine {
    @Override
    protected RuntimeModel broken(RuntimeModel model) {
      boolean[] failed = {false};
      return new ForwardingModel(model) {
        @Override
        public RuntimeBinding bind(List<Tensor> inputs) {
          return new ForwardingBinding(model.bind(inputs)) {
            @Override
            public void run() {
              if (failed[0]) {
                throw new RunFailedException("the session is in a bad state");
              }
              try {
                super.run();
              } catch (RunFailedException e) {
                failed[0] = true;
                throw e;
              }
            }
          };
        }
      };
    }
  }

  /** A binding cannot be made to begin anew. */
  public static final class NeverResets extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public void reset() {}
      };
    }
  }

  /** What is kept from run to run is the model's, not each binding's own. */
  public static final class SharesState extends BrokenEngine {
    @Override
    protected RuntimeModel broken(RuntimeModel model) {
      float[] total = {0};
      return new ForwardingModel(model) {
        @Override
        public RuntimeBinding bind(List<Tensor> inputs) {
          return new ForwardingBinding(model.bind(inputs)) {
            @Override
            public void run() {
              super.run();
              if (inputs.size() == 1 && model.outputs().get(0).name().equals("total")) {
                total[0] += inputs.get(0).asFloats().get(0);
                output(0).asFloats().put(0, total[0]);
              }
            }
          };
        }
      };
    }
  }

  /** An index that is out of range is taken for the last one. */
  public static final class ClampsIndices extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public void run() {
          try {
            super.run();
          } catch (RunFailedException e) {
            // As some runtimes do: no check, no error.
          }
        }
      };
    }
  }

  /** An error of the runtime is passed on as it came, with its source and trace. */
  public static final class SpeaksCpp extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public void run() {
          try {
            super.run();
          } catch (RunFailedException e) {
            throw new RunFailedException("Exception raised from gather.cc:118 (most recent)", e);
          }
        }
      };
    }
  }

  /** A run makes an array of its own. */
  public static final class MakesGarbage extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public void run() {
          byte[] scratch = new byte[4096 + model.inputs().size()];
          super.run();
          scratch[0]++;
        }
      };
    }
  }

  /** The second run of a binding gives other bits than the first. */
  public static final class DrawsByChance extends BrokenEngine {
    @Override
    protected RuntimeModel broken(RuntimeModel model) {
      AtomicInteger runs = new AtomicInteger();
      return new ForwardingModel(model) {
        @Override
        public RuntimeBinding bind(List<Tensor> inputs) {
          return new ForwardingBinding(model.bind(inputs)) {
            @Override
            public void run() {
              super.run();
              if (model.outputs().get(0).name().equals("coarse")
                  && runs.getAndIncrement() % 3 == 1) {
                Tensor coarse = output(0);
                coarse.asFloats().put(0, Math.nextUp(coarse.asFloats().get(0)));
              }
            }
          };
        }
      };
    }
  }

  /** Cancelling does nothing, though the engine says that it can. */
  public static final class IgnoresCancel extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public void cancel() {}
      };
    }
  }

  /** A binding that was cancelled stays so. */
  public static final class StaysCancelled extends BrokenEngine {
    @Override
    protected RuntimeBinding broken(RuntimeModel model, List<Tensor> inputs) {
      return new ForwardingBinding(model.bind(inputs)) {
        @Override
        public void clearCancel() {}
      };
    }
  }
}

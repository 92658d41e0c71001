package io.infer4j.tflite;

import io.infer4j.DType;
import io.infer4j.RunCancelledException;
import io.infer4j.RunFailedException;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.tflite.runtime.Session;
import io.infer4j.tflite.schema.Graph;
import io.infer4j.tflite.schema.ValueCheck;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tensors of ours, and a session that their contents are copied in and out of. */
final class TfliteBinding implements RuntimeBinding {
  private final TfliteModel model;

  /** Changed by {@link #reset} alone, which is never called during a run. */
  private Session session;

  private final Graph graph;
  private final Tensor[] inputs;
  private final @Nullable Tensor[] outputs;

  /** The tensors' memory, fetched once; null for strings, which have none. */
  private final @Nullable ByteBuffer[] in;

  private final @Nullable ByteBuffer[] out;

  private final ValueCheck[] checks;
  private final boolean settled;
  private volatile boolean cancelled;
  private boolean failed;

  TfliteBinding(TfliteModel model, Session session, Graph graph, Tensor[] inputs) {
    this.model = model;
    this.session = session;
    this.graph = graph;
    this.inputs = inputs;
    this.in = new ByteBuffer[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      in[i] = memory(inputs[i]);
    }
    List<ValueCheck> wanted = graph.parts.get(0).checks;
    this.checks = new ValueCheck[wanted.size()];
    for (int i = 0; i < checks.length; i++) {
      checks[i] = wanted.get(i).of(graph.inputs, inputs);
    }
    this.outputs = new Tensor[graph.outputs.size()];
    this.out = new ByteBuffer[outputs.length];
    this.settled = session.isSettled();
    for (int i = 0; settled && i < outputs.length; i++) {
      allocate(i);
    }
  }

  private static @Nullable ByteBuffer memory(Tensor tensor) {
    return tensor.dtype() == DType.STRING ? null : tensor.asBytes();
  }

  private void allocate(int index) {
    DType dtype = Objects.requireNonNull(graph.outputs.get(index).spec.dtype());
    Tensor tensor = Tensor.allocate(dtype, session.outputShape(index));
    outputs[index] = tensor;
    out[index] = memory(tensor);
  }

  @Override
  public void run() {
    for (ValueCheck each : checks) {
      each.check();
    }
    for (int i = 0; i < in.length; i++) {
      ByteBuffer data = in[i];
      if (data == null) {
        session.writeStrings(i, inputs[i].asStrings());
      } else {
        session.write(i, data);
      }
    }
    try {
      if (!cancelled) {
        session.run();
      }
    } catch (RunFailedException e) {
      if (!cancelled) {
        failed = true;
        throw e;
      }
    }
    if (cancelled) {
      throw new RunCancelledException("the run was cancelled");
    }
    for (int i = 0; i < out.length; i++) {
      collect(i);
    }
  }

  private void collect(int index) {
    if (!settled) {
      Shape shape = session.outputShape(index);
      Tensor last = outputs[index];
      if (last == null || !last.shape().equals(shape)) {
        allocate(index);
      }
    }
    ByteBuffer target = out[index];
    if (target == null) {
      session.readStrings(index, Objects.requireNonNull(outputs[index]).asStrings());
    } else {
      session.read(index, target);
    }
  }

  @Override
  public @Nullable Tensor output(int index) {
    return outputs[index];
  }

  @Override
  public void cancel() {
    cancelled = true;
    session.cancel();
  }

  @Override
  public void clearCancel() {
    cancelled = false;
    session.clearCancel();
  }

  @Override
  public void reset() {
    session = model.renew(session, !failed);
    failed = false;
  }

  @Override
  public void close() {
    if (failed) {
      // What an interpreter is like after an error nobody promises.
      session.close();
    } else {
      model.give(session);
    }
  }
}

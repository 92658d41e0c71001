package io.infer4j;

import io.infer4j.spi.RuntimeBinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A model bound to fixed memory: write the inputs, {@link #run}, read the outputs, again and again,
 * with no allocation of infer4j's own. To be closed; closing the model closes it too.
 *
 * <p>For one thread at a time: make one for each thread, they share the model. Calls from two
 * threads at once are refused with {@link IllegalStateException}; only {@link #cancel} and {@link
 * #close} may come from anywhere at any time. The tensors are plain Java memory: those that a
 * caller holds stay valid, as memory, after a rebind or close. Write to inputs and read outputs
 * between runs, never while one goes on, also from another thread and for tensors that several
 * bindings share: the runtime uses that memory without a copy, and an index that changes under it
 * can end the JVM.
 *
 * <p>What a model keeps from run to run (a variable, a counter, the state of a recurrent layer) is
 * the binding's own: it starts as the file has it, each run goes on from the one before, {@link
 * #reset} and a rebind start anew, and no other binding and no {@link Model#run} sees it. After a
 * run that failed or was cancelled it is undefined until then.
 */
public final class IoBinding implements AutoCloseable {
  /** A thread is inside of the runtime: in a run, which can be cancelled, or in something else. */
  private static final int RUNNING = 1;

  private static final int BUSY = 2;

  /** A thread is inside of the runtime's cancel(), or has been and it is not yet undone. */
  private static final int CANCELLING = 4;

  private static final int CANCELLED = 8;

  /** Nothing new begins; whoever leaves the runtime last closes it. */
  private static final int CLOSED = 16;

  private final Model model;
  private final AtomicInteger state = new AtomicInteger();

  /** Both are changed only while BUSY. */
  private volatile RuntimeBinding runtime;

  private volatile List<@Nullable Tensor> inputs;

  IoBinding(Model model, RuntimeBinding runtime, List<@Nullable Tensor> inputs) {
    this.model = model;
    this.runtime = runtime;
    this.inputs = inputs;
  }

  /**
   * The memory that the next run reads for that input: the same tensor until {@link #rebind}.
   *
   * @throws IllegalArgumentException if there is no such input, or it is an optional one left out
   * @throws IllegalStateException if this or its model is closed
   */
  public Tensor input(String name) {
    checkOpen();
    Tensor tensor = inputs.get(Model.index("input", model.inputs(), name));
    if (tensor == null) {
      throw new IllegalArgumentException("input '" + name + "' is optional and was not bound");
    }
    return tensor;
  }

  /**
   * The memory of the only input, see {@link #input(String)}.
   *
   * @throws IllegalStateException if the model has several, or this or the model is closed
   */
  public Tensor input() {
    return input(only("inputs", model.inputs()));
  }

  /**
   * The memory of the only output, see {@link #output(String)}.
   *
   * @throws IllegalStateException if the model has several, and as {@link #output(String)}
   */
  public Tensor output() {
    checkOpen();
    return output(only("outputs", model.outputs()));
  }

  private static String only(String what, List<TensorSpec> specs) {
    if (specs.size() != 1) {
      throw new IllegalStateException(
          "the model has "
              + specs.size()
              + " "
              + what
              + " "
              + Names.of(specs)
              + "; get one by name");
    }
    return specs.get(0).name();
  }

  /**
   * The memory of that output. Where its shape follows from the inputs' it is the same tensor for
   * every run, so that it and its views can be fetched once, before a loop. Where the shape depends
   * on the data (or cannot be told before a run), fetch it after each run.
   *
   * @throws IllegalArgumentException if there is no such output
   * @throws IllegalStateException if its shape, or even its name, is known only after a run and
   *     there was none yet, if the model gives it in some runs only and not in the last, if another
   *     thread is running this binding, or if this or its model is closed
   */
  public Tensor output(String name) {
    Tensor tensor;
    enter(BUSY);
    try {
      if (model.outputs().isEmpty()) {
        throw new IllegalStateException(
            "output '" + name + "' is not known yet: the model tells its outputs only in a run");
      }
      tensor = runtime.output(Model.index("output", model.outputs(), name));
    } finally {
      leave();
    }
    if (tensor == null) {
      throw new IllegalStateException(
          model.tellsOutputs()
              ? "output '" + name + "' has a shape that is known only after a run: run first"
              : "output '" + name + "' was not given by this binding's last run, or none was made");
    }
    return tensor;
  }

  /**
   * Runs the model over the bound memory.
   *
   * @throws RunFailedException if the runtime fails, in its words; the outputs are then undefined
   * @throws RunCancelledException if {@link #cancel} ended it; the outputs are then undefined
   * @throws IllegalStateException if another thread is running this binding, or it is closed
   */
  public void run() {
    enter(RUNNING);
    try {
      runtime.run();
      model.learnOutputs();
    } finally {
      endRun();
    }
  }

  /**
   * Puts back what the model keeps from run to run to what it was when it was loaded, so that the
   * next run is like the first. Nothing where it keeps nothing. The bound memory stays as it is.
   *
   * @throws RunFailedException if the runtime fails, in its words
   * @throws IllegalStateException if another thread is running this binding, or it is closed
   */
  public void reset() {
    enter(BUSY);
    try {
      runtime.reset();
    } finally {
      leave();
    }
  }

  /**
   * Ends the run in progress on another thread soon; that run throws {@link RunCancelledException},
   * unless it was done already.
   *
   * @return whether there was a run in progress; if not, nothing happens, also to the next run
   * @throws UnsupportedOperationException if the engine cannot cancel, see {@link
   *     io.infer4j.Capability#CANCELLATION}
   */
  public boolean cancel() {
    if (!model.canCancel()) {
      throw new UnsupportedOperationException(
          "engine " + model.engine().name() + " cannot cancel a run");
    }
    for (; ; ) {
      int now = state.get();
      if ((now & RUNNING) == 0) {
        return false;
      }
      if ((now & (CANCELLING | CANCELLED)) != 0) {
        return true;
      }
      if (state.compareAndSet(now, now | CANCELLING)) {
        try {
          runtime.cancel();
        } finally {
          swap(CANCELLING, CANCELLED);
        }
        return true;
      }
    }
  }

  /**
   * Binds to new memory for these inputs, of these shapes; inputs not named keep theirs. Outputs
   * get new memory too: fetch them anew. If it fails everything is as before.
   *
   * @throws InvalidInputException if one is unknown or not what the model takes
   * @throws IllegalStateException if a run is in progress, or this is closed
   */
  public void rebind(Map<String, Shape> shapes) {
    enter(BUSY);
    try {
      model.inputCheck().checkNames(shapes);
      List<@Nullable Tensor> next = new ArrayList<>(inputs);
      for (int i = 0; i < next.size(); i++) {
        TensorSpec spec = model.inputs().get(i);
        Shape shape = shapes.get(spec.name());
        if (shape != null) {
          next.set(i, model.allocate(spec, shape));
        }
      }
      replace(next);
    } finally {
      leave();
    }
  }

  /**
   * Binds to the caller's memory for these inputs; inputs not named keep theirs. Outputs get new
   * memory: fetch them anew. If it fails everything is as before.
   *
   * @throws InvalidInputException if one is unknown or not what the model takes
   * @throws IllegalStateException if a run is in progress, or this is closed
   */
  public void rebindTo(Map<String, Tensor> tensors) {
    enter(BUSY);
    try {
      model.inputCheck().checkNames(tensors);
      List<@Nullable Tensor> next = new ArrayList<>(inputs);
      for (int i = 0; i < next.size(); i++) {
        TensorSpec spec = model.inputs().get(i);
        Tensor tensor = tensors.get(spec.name());
        if (tensor != null) {
          model.inputCheck().check(spec, tensor);
          next.set(i, tensor);
        }
      }
      replace(next);
    } finally {
      leave();
    }
  }

  /** Binds a model that takes one input to new memory of this shape, see {@link #rebind(Map)}. */
  public void rebind(Shape shape) {
    rebind(Collections.singletonMap(model.inputCheck().only().name(), shape));
  }

  private void replace(List<@Nullable Tensor> next) {
    RuntimeBinding old = runtime;
    runtime = model.rebind(next);
    inputs = next;
    model.closeLogging(old);
  }

  /** Closes it, at once or, if a run is in progress, at its end. Closing twice is nothing. */
  @Override
  public void close() {
    // Whoever ends the last activity after this, or else this call, closes the runtime.
    if (swap(0, CLOSED) == 0) {
      dispose();
    }
  }

  private void dispose() {
    try {
      model.closeLogging(runtime);
    } finally {
      model.bindingClosed(this);
    }
  }

  private void enter(int activity) {
    if (!state.compareAndSet(0, activity)) {
      checkOpen();
      throw new IllegalStateException(
          "this binding is in use by another thread: a binding is for one thread at a time, make"
              + " one for each");
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // Waits for a call that another thread is inside of.
  private void endRun() {
    if (state.compareAndSet(RUNNING, 0)) {
      return; // The usual end: nobody has cancelled, nobody has closed.
    }
    // From here on nobody begins to cancel, but somebody may be inside of the runtime's cancel().
    swap(RUNNING, BUSY);
    while ((state.get() & CANCELLING) != 0) {
      Thread.yield();
    }
    try {
      if ((state.get() & CANCELLED) != 0) {
        runtime.clearCancel();
      }
    } finally {
      leave();
    }
  }

  private void leave() {
    if ((swap(BUSY | CANCELLED, 0) & CLOSED) != 0) {
      dispose();
    }
  }

  /** Takes some bits away, adds others, and returns what there was. */
  private int swap(int off, int on) {
    int now;
    do {
      now = state.get();
    } while (!state.compareAndSet(now, (now & ~off) | on));
    return now;
  }

  private void checkOpen() {
    if ((state.get() & CLOSED) != 0) {
      throw new IllegalStateException("this binding is closed, or its model is");
    }
  }
}

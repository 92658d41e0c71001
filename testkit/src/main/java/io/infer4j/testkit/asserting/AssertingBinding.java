package io.infer4j.testkit.asserting;

import io.infer4j.Tensor;
import io.infer4j.spi.RuntimeBinding;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Checks that calls come one at a time and in an order that the SPI allows. */
final class AssertingBinding implements RuntimeBinding {
  private final Ledger ledger;
  private final AssertingModel model;
  private final RuntimeBinding binding;
  private final Checksums inputs;
  private final @Nullable Tensor[] fixedOutputs;
  private final boolean cancels;

  /** The call that is inside, save for cancel. */
  private final AtomicReference<@Nullable String> inside = new AtomicReference<>();

  private final AtomicBoolean cancelling = new AtomicBoolean();
  private volatile boolean cancelled;

  /** A run has ended since it was cancelled. */
  private volatile boolean uncleared;

  private volatile boolean closed;

  AssertingBinding(
      Ledger ledger,
      AssertingModel model,
      RuntimeBinding binding,
      List<@Nullable Tensor> inputs,
      boolean cancels) {
    this.ledger = ledger;
    this.model = model;
    this.binding = binding;
    this.inputs = new Checksums(model.inputs(), inputs);
    this.cancels = cancels;
    this.fixedOutputs = new Tensor[model.outputs().size()];
    for (int i = 0; i < fixedOutputs.length; i++) {
      fixedOutputs[i] = binding.output(i);
    }
    Poison.fill(fixedOutputs);
    ledger.opened(this, "binding of model " + model);
  }

  @Override
  public void run() {
    enter("run");
    boolean complete = false;
    try {
      ledger.require(!uncleared, "run after a cancelled one with no clearCancel between");
      inputs.take();
      Poison.fill(fixedOutputs);
      binding.run();
      complete = true;
      String changed = inputs.changed();
      ledger.require(
          changed == null,
          "input '"
              + changed
              + "' changed during the run: until a run ends its inputs are not to be written to");
    } finally {
      if (!complete) {
        Poison.fill(fixedOutputs);
      }
      uncleared = cancelled;
      leave();
    }
  }

  @Override
  public @Nullable Tensor output(int index) {
    enter("output");
    try {
      ledger.require(
          index >= 0 && index < fixedOutputs.length,
          "output " + index + " of a model that has " + fixedOutputs.length);
      return binding.output(index);
    } finally {
      leave();
    }
  }

  @Override
  public void reset() {
    enter("reset");
    try {
      binding.reset();
    } finally {
      leave();
    }
  }

  @Override
  public void cancel() {
    ledger.require(cancels, "cancel of an engine without the capability CANCELLATION");
    ledger.require(!closed, "cancel of a binding that is closed");
    ledger.require(
        cancelling.compareAndSet(false, true), "cancel while another one is in progress");
    try {
      ledger.require(!cancelled, "cancel for the second time with no clearCancel between");
      cancelled = true;
      binding.cancel();
    } finally {
      cancelling.set(false);
    }
  }

  @Override
  public void clearCancel() {
    enter("clearCancel");
    try {
      ledger.require(!cancelling.get(), "clearCancel while cancel is in progress");
      binding.clearCancel();
      cancelled = false;
      uncleared = false;
    } finally {
      leave();
    }
  }

  @Override
  public void close() {
    enter("close");
    try {
      ledger.require(!cancelling.get(), "close of a binding while cancel is in progress");
      closed = true;
      ledger.closed(this);
      binding.close();
    } finally {
      if (closed) {
        model.bindingClosed();
      }
      leave();
    }
  }

  private void enter(String call) {
    String other = inside.compareAndExchange(null, call);
    ledger.require(
        other == null,
        call + " of a binding while " + other + " is in progress: it takes one call at a time");
    if (closed) {
      leave();
      throw ledger.misuse(call + " of a binding that is closed");
    }
  }

  private void leave() {
    inside.set(null);
  }
}

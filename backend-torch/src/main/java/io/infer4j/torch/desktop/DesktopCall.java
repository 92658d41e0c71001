package io.infer4j.torch.desktop;

import io.infer4j.RunFailedException;
import io.infer4j.torch.runtime.Messages;
import io.infer4j.torch.runtime.NativeCall;
import io.infer4j.torch.values.ValueNode;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.InferenceMode;
import org.jspecify.annotations.Nullable;

/** A method with its arguments and the stack of its interpreter. */
final class DesktopCall implements NativeCall {
  private final DesktopState state;

  private final DesktopArguments arguments;
  private final IValueVector stack;
  private final boolean copyInputs;
  private final DesktopResult result;
  private final @Nullable Turns turns;
  private final boolean differentiates;

  DesktopCall(
      DesktopState state,
      DesktopArguments arguments,
      GraphEffects effects,
      DesktopResult result,
      @Nullable Turns turns) {
    this.state = state;
    this.arguments = arguments;
    this.stack = Natives.own(new IValueVector());
    this.copyInputs = effects.touchesInputs();
    this.differentiates = effects.differentiates();
    this.result = result;
    this.turns = turns;
  }

  @Override
  public void run(ValueNode root) {
    if (turns == null) {
      runNow(root);
      return;
    }
    synchronized (turns) {
      turns.begin();
      runNow(root);
    }
  }

  private void runNow(ValueNode root) {
    Pointer mode = differentiates ? new AutoGradMode(true) : new InferenceMode(true);
    try {
      arguments.fill(stack, copyInputs);
      state.method().run(stack);
      result.read(stack.get(0), root);
    } catch (RunFailedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw Messages.run(e);
    } finally {
      try {
        // What the run made goes now, on its thread.
        stack.resize(0);
      } finally {
        mode.deallocate();
      }
    }
  }

  @Override
  public void reset() {
    state.reset();
  }

  @Override
  public void close() {
    Natives.free(stack);
    arguments.close();
    state.close();
  }
}

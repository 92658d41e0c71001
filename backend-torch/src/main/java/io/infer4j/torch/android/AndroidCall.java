package io.infer4j.torch.android;

import io.infer4j.torch.runtime.NativeCall;
import io.infer4j.torch.values.ValueNode;

/** A method with its arguments. */
final class AndroidCall implements NativeCall {
  private final AndroidModule module;
  private final AndroidArguments arguments;

  AndroidCall(AndroidModule module, AndroidArguments arguments) {
    this.module = module;
    this.arguments = arguments;
  }

  @Override
  public void run(ValueNode result) {
    module.run(arguments, result);
  }

  /** The API has no way to copy a module, or to load it again. */
  @Override
  public void reset() {}

  @Override
  public void close() {
    arguments.close();
  }
}

package io.infer4j.window;

/**
 * What stands around an image that is smaller than a {@link GridWindows window}; the names and
 * meanings of {@code torch.nn.functional.pad}. For the line 1 2 3, two more on each side:
 */
public enum Border {
  /** The fill value: 0 0 1 2 3 0 0. */
  CONSTANT,

  /** Mirrored at the edge, which is not repeated: 3 2 1 2 3 2 1. Needs more than is padded. */
  REFLECT,

  /** The edge again and again: 1 1 1 2 3 3 3. */
  REPLICATE,

  /** From the other end: 2 3 1 2 3 1 2. Needs at least what is padded. */
  CIRCULAR
}

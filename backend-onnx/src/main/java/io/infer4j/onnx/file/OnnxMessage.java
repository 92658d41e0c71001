package io.infer4j.onnx.file;

import org.jspecify.annotations.Nullable;

/**
 * The messages of onnx.proto on the ways from a model to its tensors and operators, and the fields
 * that lead from one to the next.
 */
enum OnnxMessage {
  MODEL,
  TRAINING,
  GRAPH,
  FUNCTION,
  NODE,
  ATTRIBUTE,
  SPARSE_TENSOR,
  TENSOR;

  /** Protobuf's own limit for messages within messages, which ONNX Runtime keeps to. */
  static final int MAX_DEPTH = 100;

  /** What lies in that field, null if it leads nowhere. */
  @Nullable OnnxMessage in(int field) {
    return switch (this) {
      case MODEL -> field == 7 ? GRAPH : field == 20 ? TRAINING : field == 25 ? FUNCTION : null;
      case TRAINING -> field == 1 || field == 2 ? GRAPH : null;
      case GRAPH -> field == 1 ? NODE : field == 5 ? TENSOR : field == 15 ? SPARSE_TENSOR : null;
      case FUNCTION -> field == 7 ? NODE : field == 11 ? ATTRIBUTE : null;
      case NODE -> field == 5 ? ATTRIBUTE : null;
      case ATTRIBUTE ->
          field == 5 || field == 10
              ? TENSOR
              : field == 6 || field == 11
                  ? GRAPH
                  : field == 22 || field == 23 ? SPARSE_TENSOR : null;
      case SPARSE_TENSOR -> field == 1 || field == 2 ? TENSOR : null;
      case TENSOR -> null;
    };
  }
}

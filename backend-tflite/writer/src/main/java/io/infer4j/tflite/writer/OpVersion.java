package io.infer4j.tflite.writer;

import io.infer4j.DType;
import org.tensorflow.lite.schema.BuiltinOperator;

/**
 * The version of an operator that first had the kernel which an {@link Op} needs, as TensorFlow
 * Lite's page "op versioning" means it. A runtime that is too old refuses the file by this number;
 * one that is new enough runs every lower number too.
 */
final class OpVersion {
  private OpVersion() {}

  static int of(Op op) {
    return switch (op.builtin()) {
      case BuiltinOperator.CONV_2D -> conv2d(op);
      case BuiltinOperator.DEPTHWISE_CONV_2D -> depthwiseConv2d(op);
      case BuiltinOperator.FULLY_CONNECTED -> fullyConnected(op);
      case BuiltinOperator.ADD -> add(op);
      case BuiltinOperator.SUB -> sub(op);
      case BuiltinOperator.MUL -> mul(op);
      case BuiltinOperator.TRANSPOSE -> transpose(op);
      case BuiltinOperator.STRIDED_SLICE -> stridedSlice(op);
      case BuiltinOperator.GATHER -> gather(op);
      case BuiltinOperator.QUANTIZE -> quantize(op);
      case BuiltinOperator.DEQUANTIZE -> dequantize(op);
      case BuiltinOperator.SPLIT -> split(op);
      case BuiltinOperator.PAD -> op.input(0).shape().rank() > 4 ? 4 : byWidth(op);
      case BuiltinOperator.LESS -> op.takes(0, DType.INT8) || op.takes(0, DType.UINT8) ? 2 : 1;
      case BuiltinOperator.CAST -> cast(op);
      case BuiltinOperator.FLOOR_MOD -> op.takes(0, DType.INT8) || op.takes(0, DType.INT16) ? 2 : 1;
      case BuiltinOperator.NOT_EQUAL ->
          op.takes(0, DType.STRING) ? 3 : op.takes(0, DType.INT8) ? 2 : 1;
      case BuiltinOperator.CONCATENATION -> op.takes(0, DType.UINT32) ? 4 : byWidth(op);
      case BuiltinOperator.MAX_POOL_2D,
          BuiltinOperator.LOGISTIC,
          BuiltinOperator.TANH,
          BuiltinOperator.SOFTMAX,
          BuiltinOperator.MEAN,
          BuiltinOperator.SUM ->
          byWidth(op);
      default -> 1;
    };
  }

  /** The commonest history: uint8 first, then int8, then int16. */
  private static int byWidth(Op op) {
    return op.takes(0, DType.INT16) ? 3 : op.takes(0, DType.INT8) ? 2 : 1;
  }

  private static boolean isHybrid(Op op) {
    return TfliteGraph.isHybrid(op.input(0), op.input(1));
  }

  private static int conv2d(Op op) {
    if (isHybrid(op)) {
      return op.input(1).isPerChannel() ? 5 : 2;
    }
    // Version 6 shares each filter among fewer channels than the image has.
    if (op.input(0).shape().dim(3) != op.input(1).shape().dim(3)) {
      return 6;
    }
    return op.takes(0, DType.INT16) ? 4 : op.takes(0, DType.INT8) ? 3 : 1;
  }

  private static int depthwiseConv2d(Op op) {
    if (isHybrid(op)) {
      return 6;
    }
    return op.takes(0, DType.INT16) ? 5 : op.takes(0, DType.INT8) ? 3 : 1;
  }

  private static int fullyConnected(Op op) {
    if (isHybrid(op)) {
      // 9 for the inputs quantised asymmetrically, which this writer always asks for.
      return op.input(1).isPerChannel() ? 12 : 9;
    }
    if (op.takes(0, DType.INT16)) {
      return 7;
    }
    if (op.inputs().get(2) == null) {
      return 6;
    }
    return op.takes(0, DType.INT8) ? 4 : 1;
  }

  private static int add(Op op) {
    if (op.takes(0, DType.INT16)) {
      return op.input(0).quantization() == null ? 5 : 3;
    }
    return op.takes(0, DType.INT64) ? 4 : op.takes(0, DType.INT8) ? 2 : 1;
  }

  private static int sub(Op op) {
    if (op.takes(0, DType.INT16)) {
      return 5;
    }
    if (op.takes(0, DType.INT64)) {
      return 4;
    }
    int rank = Math.max(op.input(0).shape().rank(), op.input(1).shape().rank());
    if (rank > 4 && !op.input(0).shape().equals(op.input(1).shape())) {
      return 3;
    }
    return op.takes(0, DType.INT8) ? 2 : 1;
  }

  private static int mul(Op op) {
    boolean quantized = op.input(0).quantization() != null;
    if (op.takes(0, DType.UINT32) || (op.takes(0, DType.INT16) && !quantized)) {
      return 7;
    }
    if (op.takes(0, DType.INT64)) {
      return 5;
    }
    if (op.takes(0, DType.INT16)) {
      return 4;
    }
    if (quantized && op.input(0).scale() * op.input(1).scale() / op.outputs().get(0).scale() >= 1) {
      return 3;
    }
    return op.takes(0, DType.INT8) ? 2 : 1;
  }

  private static int transpose(Op op) {
    int rank = op.input(0).shape().rank();
    if (rank > 5) {
      return 6;
    }
    if (op.takes(0, DType.INT16)) {
      return 5;
    }
    if (rank > 4) {
      return 4;
    }
    return op.takes(0, DType.BOOL) ? 3 : op.takes(0, DType.INT8) ? 2 : 1;
  }

  private static int stridedSlice(Op op) {
    if (op.takes(0, DType.UINT32)) {
      return 7;
    }
    if (op.takes(0, DType.STRING)) {
      return 5;
    }
    if (op.input(0).shape().rank() > 4) {
      return 4;
    }
    return op.takes(0, DType.BOOL) ? 3 : op.takes(0, DType.INT8) ? 2 : 1;
  }

  private static int gather(Op op) {
    if (op.takes(1, DType.INT16)) {
      return 6;
    }
    if (op.takes(0, DType.INT16)) {
      return 4;
    }
    return op.takes(0, DType.BOOL) ? 3 : op.takes(0, DType.INT8) ? 2 : 1;
  }

  private static int quantize(Op op) {
    Value result = op.outputs().get(0);
    return result.isPerChannel() ? 3 : result.dtype() == DType.INT16 ? 2 : 1;
  }

  private static int dequantize(Op op) {
    if (op.takes(0, DType.INT16) || op.takes(0, DType.FLOAT16)) {
      return 3;
    }
    if (op.takes(0, DType.INT8)) {
      return op.input(0).isPerChannel() ? 5 : 2;
    }
    return 1;
  }

  private static int cast(Op op) {
    DType from = op.input(0).dtype();
    DType to = op.outputs().get(0).dtype();
    return Math.max(castVersion(from), castVersion(to));
  }

  private static int castVersion(DType dtype) {
    return switch (dtype) {
      case BFLOAT16 -> 7;
      case FLOAT64, FLOAT16 -> 5;
      case UINT16 -> 4;
      case INT8 -> 3;
      case UINT32 -> 2;
      default -> 1;
    };
  }

  /** The axis is input 0, what is split input 1. */
  private static int split(Op op) {
    return op.takes(1, DType.INT16)
        ? 4
        : op.takes(1, DType.INT32) ? 3 : op.takes(1, DType.INT8) ? 2 : 1;
  }
}

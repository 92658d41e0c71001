package io.infer4j.tflite.writer;

import io.infer4j.DType;
import io.infer4j.Quantization;
import io.infer4j.Shape;
import io.infer4j.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.CastOptionsT;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.DequantizeOptionsT;
import org.tensorflow.lite.schema.FloorModOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.GatherOptionsT;
import org.tensorflow.lite.schema.LessOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.NotEqualOptionsT;
import org.tensorflow.lite.schema.PadOptionsT;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.QuantizeOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.SelectV2OptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.SplitOptionsT;
import org.tensorflow.lite.schema.StridedSliceOptionsT;
import org.tensorflow.lite.schema.SubOptionsT;
import org.tensorflow.lite.schema.TransposeOptionsT;
import org.tensorflow.lite.schema.WhereOptionsT;

/**
 * A graph of TensorFlow Lite operators, built from its inputs to its outputs:
 *
 * <pre>{@code
 * TfliteGraph graph = new TfliteGraph();
 * Value image = graph.input("image", DType.FLOAT32, 1, 8, 8, 1);
 * Value features =
 *     graph.conv2d(image, graph.constant(filters), graph.constant(bias), Padding.SAME, 1, Activation.RELU);
 * graph.output("features", features);
 * byte[] file = graph.toBytes();
 * }</pre>
 *
 * <p>Each operator works out the shape of its result; a dynamic dimension (-1) of an input is
 * carried on. Integer results of arithmetic need a quantization ({@link Value#quantized});
 * operators that only move data pass on that of their input, and those whose result has one fixed
 * range (logistic, tanh, softmax) know it.
 *
 * <p>A call that cannot be right throws an {@link IllegalArgumentException}, so that a mistake
 * shows where it was made and not in the runtime. What the kernels accept beyond shapes and dtypes
 * is not checked. Not thread-safe.
 */
public final class TfliteGraph {
  /** As the end of a {@link #stridedSlice}: up to the end of the axis. */
  public static final int END = Integer.MAX_VALUE;

  final String name;
  final List<Value> values = new ArrayList<>();
  final List<Op> ops = new ArrayList<>();
  final List<Value> inputs = new ArrayList<>();
  final List<Value> outputs = new ArrayList<>();
  final Map<String, Signature> signatures = new LinkedHashMap<>();

  /** An empty graph called {@code main}. */
  public TfliteGraph() {
    this("main");
  }

  /** An empty graph of that name. */
  public TfliteGraph(String name) {
    this.name = name;
  }

  // ---- what goes in and out

  /**
   * An input.
   *
   * @param shape -1 for a dynamic dimension, none for a scalar. Where one is dynamic, the file says
   *     1 in its place and the truth beside it, as TensorFlow's converter does.
   */
  public Value input(String name, DType dtype, long... shape) {
    requireNew(name, inputs, "input");
    Value input = value(dtype, Shape.of(shape), null).named(name);
    inputs.add(input);
    return input;
  }

  /** A tensor whose data is in the file. */
  public Value constant(Tensor data) {
    return value(data.dtype(), data.shape(), data.copy());
  }

  /** Makes a value an output and names it. An input keeps its name. */
  public void output(String name, Value value) {
    requireOwn(value);
    requireNew(name, outputs, "output");
    if (inputs.contains(value) && !name.equals(value.name())) {
      throw new IllegalArgumentException(
          "input " + value + " cannot be output '" + name + "': a tensor has one name");
    }
    outputs.add(value.named(name));
  }

  /**
   * A way to call this graph.
   *
   * @param key its name, {@code serving_default} where there is one
   */
  public Signature signature(String key) {
    Signature signature = new Signature(this, key);
    if (signatures.putIfAbsent(key, signature) != null) {
      throw new IllegalArgumentException("there is a signature '" + key + "' already");
    }
    return signature;
  }

  /** The file with this graph alone, see {@link TfliteModel}. */
  public byte[] toBytes() {
    return new TfliteModel(this).toBytes();
  }

  // ---- weights as integers

  /** Weights as int8, symmetric, with one scale for all. */
  public Value int8Weights(Tensor weights) {
    return SymmetricWeights.perTensor(weights).in(this);
  }

  /**
   * Weights as int8, symmetric, with a scale for each index along {@code axis}: 0 for the filters
   * of {@link #conv2d} and the rows of {@link #fullyConnected}, 3 for {@link #depthwiseConv2d}.
   */
  public Value int8Weights(Tensor weights, int axis) {
    return SymmetricWeights.perChannel(weights, axis).in(this);
  }

  /** Weights as float16, half the size, and a DEQUANTIZE in front of whoever uses them. */
  public Value float16Weights(Tensor weights) {
    return dequantize(constant(weights.to(DType.FLOAT16)));
  }

  /**
   * The bias of an operator that multiplies quantised {@code x} by quantised {@code weights}: as
   * int32 (int64 where {@code x} is int16) in units of the product of their scales.
   */
  public Value integerBias(Tensor bias, Value x, Value weights) {
    requireOwn(x, weights);
    float[] real = bias.toFloats();
    Quantization w = weights.requireQuantization();
    float[] scales = new float[w.channels()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = x.scale() * w.scale(i);
    }
    long[] steps = new long[real.length];
    for (int i = 0; i < real.length; i++) {
      steps[i] = Math.round((double) real[i] / scales[w.isPerTensor() ? 0 : i]);
    }
    Tensor wide = Tensor.of(steps, real.length);
    Value value = constant(x.dtype() == DType.INT16 ? wide : wide.to(DType.INT32));
    return value.quantized(
        w.isPerTensor()
            ? Quantization.perTensor(scales[0], 0)
            : Quantization.perChannel(scales, new int[scales.length], 0));
  }

  // ---- layers

  /**
   * {@code x} [..., in] times {@code weights} [out, in] transposed, plus {@code bias} [out]. The
   * result is [batch, out], whatever the rank of {@code x}.
   */
  public Value fullyConnected(Value x, Value weights, @Nullable Value bias, Activation activation) {
    requireOwn(x, weights);
    require(weights.shape().rank() == 2, "FULLY_CONNECTED wants weights [out, in], got " + weights);
    long in = weights.shape().dim(1);
    int rank = x.shape().rank();
    require(
        rank > 0 && (x.shape().dim(rank - 1) == in || (rank > 2 && elementsDivide(x.shape(), in))),
        "FULLY_CONNECTED with weights " + weights + " takes " + in + " features, got " + x);
    requireBias("FULLY_CONNECTED", x, weights, bias, weights.shape().dim(0));
    long batch =
        rank == 2 ? x.shape().dim(0) : x.shape().isStatic() ? x.shape().elements() / in : -1;
    FullyConnectedOptionsT options = new FullyConnectedOptionsT();
    options.setFusedActivationFunction(activation.code);
    // Symmetric inputs are the older scheme: the plain kernel then ignores scales of single rows.
    options.setAsymmetricQuantizeInputs(isHybrid(x, weights));
    return result(
        BuiltinOperator.FULLY_CONNECTED,
        BuiltinOptions.FullyConnectedOptions,
        options,
        x.dtype(),
        Shape.of(batch, weights.shape().dim(0)),
        x,
        weights,
        bias);
  }

  /** Images [n, h, w, in] by {@code filters} [out, h, w, in], plus {@code bias} [out]. */
  public Value conv2d(
      Value x,
      Value filters,
      @Nullable Value bias,
      Padding padding,
      int stride,
      Activation activation) {
    requireImages("CONV_2D", x, filters);
    Shape shape = x.shape();
    Shape filter = filters.shape();
    require(
        shape.dim(3) == filter.dim(3),
        "CONV_2D with filters " + filters + " takes " + filter.dim(3) + " channels, got " + x);
    requireBias("CONV_2D", x, filters, bias, filter.dim(0));
    Conv2DOptionsT options = new Conv2DOptionsT();
    options.setPadding(padding.code);
    options.setStrideH(stride);
    options.setStrideW(stride);
    options.setFusedActivationFunction(activation.code);
    return result(
        BuiltinOperator.CONV_2D,
        BuiltinOptions.Conv2DOptions,
        options,
        x.dtype(),
        windows("CONV_2D", x, filter.dim(1), filter.dim(2), padding, stride, filter.dim(0)),
        x,
        filters,
        bias);
  }

  /**
   * Images [n, h, w, c], each channel by its own {@code filters} [1, h, w, c * m], plus {@code
   * bias} [c * m].
   */
  public Value depthwiseConv2d(
      Value x,
      Value filters,
      @Nullable Value bias,
      Padding padding,
      int stride,
      Activation activation) {
    requireImages("DEPTHWISE_CONV_2D", x, filters);
    Shape filter = filters.shape();
    long channels = x.shape().dim(3);
    require(
        filter.dim(0) == 1 && channels > 0 && filter.dim(3) % channels == 0,
        "DEPTHWISE_CONV_2D wants filters [1, h, w, "
            + channels
            + " or a multiple], got "
            + filters);
    // With one scale for all, kernels read scales that are not there and answer nonsense.
    require(
        !isHybrid(x, filters) || filters.isPerChannel(),
        "DEPTHWISE_CONV_2D of floats wants int8 filters with a scale for each channel, got "
            + filters);
    requireBias("DEPTHWISE_CONV_2D", x, filters, bias, filter.dim(3));
    DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
    options.setPadding(padding.code);
    options.setStrideH(stride);
    options.setStrideW(stride);
    options.setDepthMultiplier((int) (filter.dim(3) / channels));
    options.setFusedActivationFunction(activation.code);
    return result(
        BuiltinOperator.DEPTHWISE_CONV_2D,
        BuiltinOptions.DepthwiseConv2DOptions,
        options,
        x.dtype(),
        windows(
            "DEPTHWISE_CONV_2D", x, filter.dim(1), filter.dim(2), padding, stride, filter.dim(3)),
        x,
        filters,
        bias);
  }

  /** The largest value in each window of {@code size} x {@code size} pixels. */
  public Value maxPool2d(Value x, int size, Padding padding, int stride) {
    requireImages("MAX_POOL_2D", x);
    Pool2DOptionsT options = new Pool2DOptionsT();
    options.setPadding(padding.code);
    options.setStrideH(stride);
    options.setStrideW(stride);
    options.setFilterHeight(size);
    options.setFilterWidth(size);
    Value y =
        result(
            BuiltinOperator.MAX_POOL_2D,
            BuiltinOptions.Pool2DOptions,
            options,
            x.dtype(),
            windows("MAX_POOL_2D", x, size, size, padding, stride, x.shape().dim(3)),
            x);
    return sameQuantization(x, y);
  }

  // ---- arithmetic

  /** {@code a + b}, broadcast as NumPy does. */
  public Value add(Value a, Value b) {
    return add(a, b, Activation.NONE);
  }

  /** The same, with an activation. */
  public Value add(Value a, Value b, Activation activation) {
    AddOptionsT options = new AddOptionsT();
    options.setFusedActivationFunction(activation.code);
    // With powers of two as scales int16 has an older, cruder kernel.
    options.setPotScaleInt16(a.dtype() != DType.INT16);
    return elementwise("ADD", BuiltinOperator.ADD, BuiltinOptions.AddOptions, options, a, b);
  }

  /** {@code a - b}, broadcast as NumPy does. */
  public Value sub(Value a, Value b) {
    return sub(a, b, Activation.NONE);
  }

  /** The same, with an activation. */
  public Value sub(Value a, Value b, Activation activation) {
    SubOptionsT options = new SubOptionsT();
    options.setFusedActivationFunction(activation.code);
    options.setPotScaleInt16(a.dtype() != DType.INT16);
    return elementwise("SUB", BuiltinOperator.SUB, BuiltinOptions.SubOptions, options, a, b);
  }

  /** {@code a * b}, broadcast as NumPy does. */
  public Value mul(Value a, Value b) {
    return mul(a, b, Activation.NONE);
  }

  /** The same, with an activation. */
  public Value mul(Value a, Value b, Activation activation) {
    MulOptionsT options = new MulOptionsT();
    options.setFusedActivationFunction(activation.code);
    return elementwise("MUL", BuiltinOperator.MUL, BuiltinOptions.MulOptions, options, a, b);
  }

  /** What remains of {@code a / b} rounded down, broadcast as NumPy does. */
  public Value floorMod(Value a, Value b) {
    return elementwise(
        "FLOOR_MOD",
        BuiltinOperator.FLOOR_MOD,
        BuiltinOptions.FloorModOptions,
        new FloorModOptionsT(),
        a,
        b);
  }

  /** Whether {@code a} and {@code b} differ, as bool, broadcast as NumPy does. */
  public Value notEqual(Value a, Value b) {
    Shape shape = broadcast("NOT_EQUAL", a, b);
    return result(
        BuiltinOperator.NOT_EQUAL,
        BuiltinOptions.NotEqualOptions,
        new NotEqualOptionsT(),
        DType.BOOL,
        shape,
        a,
        b);
  }

  /** Whether {@code a} is less than {@code b}, as bool, broadcast as NumPy does. */
  public Value less(Value a, Value b) {
    Shape shape = broadcast("LESS", a, b);
    return result(
        BuiltinOperator.LESS,
        BuiltinOptions.LessOptions,
        new LessOptionsT(),
        DType.BOOL,
        shape,
        a,
        b);
  }

  /** {@code a} where {@code condition}, a bool, is true, else {@code b}; all of one shape. */
  public Value select(Value condition, Value a, Value b) {
    requireOwn(condition);
    require(condition.dtype() == DType.BOOL, "SELECT_V2 wants a bool condition, got " + condition);
    Shape shape = broadcast("SELECT_V2", a, b);
    require(
        condition.shape().equals(shape) && a.shape().equals(b.shape()),
        "SELECT_V2 wants one shape, got " + condition + ", " + a + " and " + b);
    Value y =
        result(
            BuiltinOperator.SELECT_V2,
            BuiltinOptions.SelectV2Options,
            new SelectV2OptionsT(),
            a.dtype(),
            shape,
            condition,
            a,
            b);
    return sameQuantization(a, y);
  }

  /** {@code 1 / (1 + exp(-x))}. */
  public Value logistic(Value x) {
    Value y = same(BuiltinOperator.LOGISTIC, (byte) 0, null, x);
    return inRange(y, 1f / 256, -128, 1f / 32768);
  }

  /** The hyperbolic tangent. */
  public Value tanh(Value x) {
    Value y = same(BuiltinOperator.TANH, (byte) 0, null, x);
    return inRange(y, 1f / 128, 0, 1f / 32768);
  }

  /** Probabilities along the last axis. */
  public Value softmax(Value x) {
    SoftmaxOptionsT options = new SoftmaxOptionsT();
    options.setBeta(1);
    Value y = same(BuiltinOperator.SOFTMAX, BuiltinOptions.SoftmaxOptions, options, x);
    return inRange(y, 1f / 256, -128, 1f / 32768);
  }

  /** The mean over {@code axes}, which stay as 1 if {@code keepDims} and else go. */
  public Value mean(Value x, boolean keepDims, int... axes) {
    return sameQuantization(x, reduced("MEAN", BuiltinOperator.MEAN, x, keepDims, axes));
  }

  /** The sum over {@code axes}, which stay as 1 if {@code keepDims} and else go. */
  public Value sum(Value x, boolean keepDims, int... axes) {
    return reduced("SUM", BuiltinOperator.SUM, x, keepDims, axes);
  }

  private Value reduced(String op, int builtin, Value x, boolean keepDims, int... axes) {
    requireOwn(x);
    List<Long> dims = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      int each = axis;
      if (IntStream.of(axes).noneMatch(a -> a == each)) {
        dims.add(x.shape().dim(axis));
      } else if (keepDims) {
        dims.add(1L);
      }
    }
    for (int axis : axes) {
      requireAxis(op, x, axis);
    }
    ReducerOptionsT options = new ReducerOptionsT();
    options.setKeepDims(keepDims);
    return result(
        builtin, BuiltinOptions.ReducerOptions, options, x.dtype(), shape(dims), x, ints(axes));
  }

  // ---- data moved, values unchanged

  /** The same elements in another shape, of which one dimension may be -1: what remains. */
  public Value reshape(Value x, long... shape) {
    requireOwn(x);
    int[] dims = LongStream.of(shape).mapToInt(Math::toIntExact).toArray();
    Shape wanted = Shape.of(shape);
    if (x.shape().isStatic()) {
      wanted = Shape.of(remaining(x, shape));
    }
    ReshapeOptionsT options = new ReshapeOptionsT();
    options.setNewShape(dims);
    Value y =
        result(
            BuiltinOperator.RESHAPE,
            BuiltinOptions.ReshapeOptions,
            options,
            x.dtype(),
            wanted,
            x,
            ints(dims));
    return sameQuantization(x, y);
  }

  /**
   * The axes in another order: axis {@code i} of the result is axis {@code order[i]} of {@code x}.
   */
  public Value transpose(Value x, int... order) {
    requireOwn(x);
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    require(
        Arrays.equals(sorted, IntStream.range(0, x.shape().rank()).toArray()),
        "TRANSPOSE wants each axis of " + x + " once, got " + Arrays.toString(order));
    long[] dims = IntStream.of(order).mapToLong(x.shape()::dim).toArray();
    Value y =
        result(
            BuiltinOperator.TRANSPOSE,
            BuiltinOptions.TransposeOptions,
            new TransposeOptionsT(),
            x.dtype(),
            Shape.of(dims),
            x,
            ints(order));
    return sameQuantization(x, y);
  }

  /** The values one behind the other along {@code axis}. */
  public Value concatenation(int axis, Value... values) {
    require(values.length > 0, "CONCATENATION wants at least one value");
    requireOwn(values);
    Value first = values[0];
    requireAxis("CONCATENATION", first, axis);
    long[] dims = first.shape().dims();
    for (int i = 1; i < values.length; i++) {
      long[] more = values[i].shape().dims();
      boolean fits = more.length == dims.length && values[i].dtype() == first.dtype();
      for (int k = 0; fits && k < dims.length; k++) {
        fits = k == axis || more[k] == dims[k];
      }
      require(
          fits, "CONCATENATION along axis " + axis + " cannot join " + first + " and " + values[i]);
      dims[axis] = dims[axis] < 0 || more[axis] < 0 ? -1 : dims[axis] + more[axis];
    }
    ConcatenationOptionsT options = new ConcatenationOptionsT();
    options.setAxis(axis);
    Value y =
        result(
            BuiltinOperator.CONCATENATION,
            BuiltinOptions.ConcatenationOptions,
            options,
            first.dtype(),
            Shape.of(dims),
            values);
    return sameQuantization(first, y);
  }

  /** The value in {@code parts} equal parts along {@code axis}. */
  public List<Value> split(Value x, int axis, int parts) {
    requireOwn(x);
    requireAxis("SPLIT", x, axis);
    long[] dims = x.shape().dims();
    require(
        parts > 0 && dims[axis] > 0 && dims[axis] % parts == 0,
        "SPLIT cannot cut axis " + axis + " of " + x + " into " + parts + " equal parts");
    dims[axis] /= parts;
    Value axisValue = constant(Tensor.of(new int[] {axis}));
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      results.add(sameQuantization(x, value(x.dtype(), Shape.of(dims), null)));
    }
    SplitOptionsT options = new SplitOptionsT();
    options.setNumSplits(parts);
    add(
        new Op(
            BuiltinOperator.SPLIT,
            null,
            List.of(axisValue, x),
            List.copyOf(results),
            BuiltinOptions.SplitOptions,
            options));
    return results;
  }

  /**
   * From {@code begin} up to {@code end} ({@link #END}: all the rest), every {@code strides}-th,
   * for each axis. A dynamic axis is taken whole or from {@code begin} on.
   */
  public Value stridedSlice(Value x, int[] begin, int[] end, int[] strides) {
    requireOwn(x);
    int rank = x.shape().rank();
    require(
        begin.length == rank && end.length == rank && strides.length == rank,
        "STRIDED_SLICE of " + x + " wants begin, end and stride for each axis");
    long[] dims = x.shape().dims();
    int endMask = 0;
    for (int axis = 0; axis < rank; axis++) {
      require(
          begin[axis] >= 0 && strides[axis] > 0,
          "STRIDED_SLICE wants begins of 0 or more and strides above 0, got "
              + Arrays.toString(begin)
              + ", "
              + Arrays.toString(strides));
      if (end[axis] == END) {
        endMask |= 1 << axis;
      }
      if (dims[axis] >= 0) {
        long to = Math.min(end[axis], dims[axis]);
        dims[axis] = Math.max(0, (to - begin[axis] + strides[axis] - 1) / strides[axis]);
      } else if (end[axis] != END) {
        throw new IllegalArgumentException(
            "STRIDED_SLICE cannot end a dynamic axis of " + x + " at " + end[axis]);
      }
    }
    StridedSliceOptionsT options = new StridedSliceOptionsT();
    options.setEndMask(endMask);
    return sliced(x, begin, end, strides, options, Shape.of(dims));
  }

  /** The elements at {@code index} of {@code axis}, without that axis. */
  public Value at(Value x, int axis, int index) {
    requireOwn(x);
    requireAxis("STRIDED_SLICE", x, axis);
    int rank = x.shape().rank();
    long size = x.shape().dim(axis);
    require(
        index >= 0 && (size < 0 || index < size),
        x + " has no index " + index + " on axis " + axis);
    int[] begin = new int[rank];
    int[] end = new int[rank];
    int[] strides = new int[rank];
    Arrays.fill(strides, 1);
    begin[axis] = index;
    end[axis] = index + 1;
    int others = (1 << rank) - 1 & ~(1 << axis);
    StridedSliceOptionsT options = new StridedSliceOptionsT();
    options.setBeginMask(others);
    options.setEndMask(others);
    options.setShrinkAxisMask(1 << axis);
    long[] dims =
        IntStream.range(0, rank).filter(i -> i != axis).mapToLong(x.shape()::dim).toArray();
    return sliced(x, begin, end, strides, options, Shape.of(dims));
  }

  private Value sliced(
      Value x, int[] begin, int[] end, int[] strides, StridedSliceOptionsT options, Shape shape) {
    Value y =
        result(
            BuiltinOperator.STRIDED_SLICE,
            BuiltinOptions.StridedSliceOptions,
            options,
            x.dtype(),
            shape,
            x,
            ints(begin),
            ints(end),
            ints(strides));
    return sameQuantization(x, y);
  }

  /**
   * Zeros around the value: {@code before} and {@code after} for each axis. Quantised integers get
   * the zero point.
   */
  public Value pad(Value x, int[] before, int[] after) {
    requireOwn(x);
    int rank = x.shape().rank();
    require(
        before.length == rank && after.length == rank,
        "PAD of " + x + " wants how much before and after each axis");
    long[] dims = x.shape().dims();
    int[] widths = new int[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      require(
          before[axis] >= 0 && after[axis] >= 0,
          "PAD wants widths of 0 or more, got "
              + Arrays.toString(before)
              + ", "
              + Arrays.toString(after));
      widths[2 * axis] = before[axis];
      widths[2 * axis + 1] = after[axis];
      dims[axis] = dims[axis] < 0 ? -1 : before[axis] + dims[axis] + after[axis];
    }
    Value y =
        result(
            BuiltinOperator.PAD,
            BuiltinOptions.PadOptions,
            new PadOptionsT(),
            x.dtype(),
            Shape.of(dims),
            x,
            constant(Tensor.of(widths, rank, 2)));
    return sameQuantization(x, y);
  }

  /** The slices of {@code x} along {@code axis} that the integers {@code indices} name. */
  public Value gather(Value x, Value indices, int axis) {
    requireOwn(x, indices);
    requireAxis("GATHER", x, axis);
    require(indices.dtype().isInteger(), "GATHER wants integers as indices, got " + indices);
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < x.shape().rank(); i++) {
      if (i == axis) {
        for (long dim : indices.shape().dims()) {
          dims.add(dim);
        }
      } else {
        dims.add(x.shape().dim(i));
      }
    }
    GatherOptionsT options = new GatherOptionsT();
    options.setAxis(axis);
    Value y =
        result(
            BuiltinOperator.GATHER,
            BuiltinOptions.GatherOptions,
            options,
            x.dtype(),
            shape(dims),
            x,
            indices);
    return sameQuantization(x, y);
  }

  /** Where {@code x} is not zero: int64 [found, rank], and only a run tells how many are found. */
  public Value where(Value x) {
    requireOwn(x);
    return result(
        BuiltinOperator.WHERE,
        BuiltinOptions.WhereOptions,
        new WhereOptionsT(),
        DType.INT64,
        Shape.of(-1, x.shape().rank()),
        x);
  }

  // ---- a loop

  /**
   * What {@code start} has become when {@code condition} is no longer true: until then {@code body}
   * makes the next values of it. Both graphs are finished, take what {@code start} is, and are in
   * the same model as this one.
   *
   * @param condition its one output is a bool, [] or [1]
   * @param body its outputs are like its inputs, in the same order
   */
  public List<Value> loop(TfliteGraph condition, TfliteGraph body, Value... start) {
    requireOwn(start);
    List<Value> more = condition.outputs;
    require(
        more.size() == 1
            && more.get(0).dtype() == DType.BOOL
            && more.get(0).shape().isStatic()
            && more.get(0).shape().elements() == 1,
        "WHILE wants one bool as output of its condition, got " + more);
    List<Value> values = List.of(start);
    requireAlike("inputs of its condition", values, condition.inputs);
    requireAlike("inputs of its body", values, body.inputs);
    requireAlike("outputs of its body", values, body.outputs);
    List<Value> results = new ArrayList<>();
    for (Value x : start) {
      results.add(sameQuantization(x, value(x.dtype(), x.shape(), null)));
    }
    add(
        new Op(
            BuiltinOperator.WHILE,
            null,
            values,
            List.copyOf(results),
            BuiltinOptions.WhileOptions,
            new Loop(condition, body)));
    return results;
  }

  private static void requireAlike(String role, List<Value> expected, List<Value> values) {
    boolean alike = values.size() == expected.size();
    for (int i = 0; alike && i < values.size(); i++) {
      Value a = expected.get(i);
      Value b = values.get(i);
      alike = a.dtype() == b.dtype() && a.shape().equals(b.shape());
    }
    require(alike, "WHILE wants " + expected + " as " + role + ", got " + values);
  }

  /** The graphs of a loop; a model knows their places in its file. */
  record Loop(TfliteGraph condition, TfliteGraph body) {}

  // ---- between floats and integers

  /** Floats, or integers with another quantization, as integers of {@code dtype}. */
  public Value quantize(Value x, DType dtype, float scale, int zeroPoint) {
    requireOwn(x);
    return result(
            BuiltinOperator.QUANTIZE,
            BuiltinOptions.QuantizeOptions,
            new QuantizeOptionsT(),
            dtype,
            x.shape(),
            x)
        .quantized(scale, zeroPoint);
  }

  /** Quantised integers, or float16, as float32. */
  public Value dequantize(Value x) {
    requireOwn(x);
    require(
        x.dtype() == DType.FLOAT16 || x.quantization() != null,
        "DEQUANTIZE wants float16 or quantised integers, got " + x + " without a quantization");
    return result(
        BuiltinOperator.DEQUANTIZE,
        BuiltinOptions.DequantizeOptions,
        new DequantizeOptionsT(),
        DType.FLOAT32,
        x.shape(),
        x);
  }

  /** The same numbers as another dtype, rounded towards 0 where they go to integers. */
  public Value cast(Value x, DType dtype) {
    requireOwn(x);
    require(x.quantization() == null, "CAST would drop the quantization of " + x);
    CastOptionsT options = new CastOptionsT();
    options.setInDataType(TfliteModel.typeCode(x.dtype()));
    options.setOutDataType(TfliteModel.typeCode(dtype));
    return result(BuiltinOperator.CAST, BuiltinOptions.CastOptions, options, dtype, x.shape(), x);
  }

  // ---- what a plain runtime refuses

  /** An operator that TensorFlow Lite does not have. */
  public Value custom(String operator, DType dtype, long[] shape, Value... xs) {
    requireOwn(xs);
    Value y = value(dtype, Shape.of(shape), null);
    add(new Op(BuiltinOperator.CUSTOM, operator, List.of(xs), List.of(y), (byte) 0, null));
    return y;
  }

  /** An operator of TensorFlow, for runtimes with the Flex delegate. */
  public Value flex(String operator, DType dtype, long[] shape, Value... xs) {
    return custom("Flex" + operator, dtype, shape, xs);
  }

  // ---- checks and shared steps

  void requireOwn(@Nullable Value... xs) {
    for (Value x : xs) {
      if (x != null && x.graph != this) {
        throw new IllegalArgumentException(x + " is a value of another graph");
      }
    }
  }

  private static void requireNew(String name, List<Value> values, String role) {
    for (Value value : values) {
      require(!value.name().equals(name), "there is an " + role + " '" + name + "' already");
    }
  }

  private static void requireAxis(String op, Value x, int axis) {
    require(axis >= 0 && axis < x.shape().rank(), op + ": " + x + " has no axis " + axis);
  }

  private void requireImages(String op, Value x, Value... filters) {
    requireOwn(x);
    requireOwn(filters);
    require(x.shape().rank() == 4, op + " wants images [n, h, w, c], got " + x);
    for (Value filter : filters) {
      require(filter.shape().rank() == 4, op + " wants filters of rank 4, got " + filter);
    }
  }

  private void requireBias(String op, Value x, Value weights, @Nullable Value bias, long size) {
    boolean wide = x.dtype() == DType.INT16 && weights.dtype() == DType.INT8;
    require(
        x.dtype() == weights.dtype() || isHybrid(x, weights) || wide,
        op + " cannot multiply " + x + " by " + weights);
    if (bias == null) {
      return;
    }
    requireOwn(bias);
    DType expected = x.dtype().isFloatingPoint() ? x.dtype() : wide ? DType.INT64 : DType.INT32;
    require(
        bias.dtype() == expected && bias.shape().equals(Shape.of(size)),
        op + " wants a bias " + expected + "[" + size + "] here, got " + bias);
  }

  /** Whether integer weights meet float activations. */
  static boolean isHybrid(Value x, Value weights) {
    return x.dtype() == DType.FLOAT32 && weights.dtype() == DType.INT8;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  private static boolean elementsDivide(Shape shape, long by) {
    return by > 0 && shape.isStatic() && shape.elements() % by == 0;
  }

  private static Shape windows(
      String op, Value x, long height, long width, Padding padding, int stride, long channels) {
    require(stride > 0, op + " wants a stride above 0, got " + stride);
    long[] dims = x.shape().dims();
    dims[1] = dims[1] < 0 ? -1 : padding.windows(dims[1], height, stride);
    dims[2] = dims[2] < 0 ? -1 : padding.windows(dims[2], width, stride);
    dims[3] = channels;
    require(
        dims[1] >= -1
            && dims[2] >= -1
            && (x.shape().dim(1) < 0 || dims[1] > 0)
            && (x.shape().dim(2) < 0 || dims[2] > 0),
        op + ": a window of " + height + " x " + width + " does not fit into " + x);
    return Shape.of(dims);
  }

  private static long[] remaining(Value x, long[] shape) {
    long known = 1;
    int open = -1;
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] >= 0) {
        known *= shape[i];
      } else {
        require(open < 0, "RESHAPE to " + Arrays.toString(shape) + " leaves two dims open");
        open = i;
      }
    }
    long elements = x.shape().elements();
    long[] dims = shape.clone();
    if (open >= 0 && known > 0) {
      dims[open] = elements / known;
      known *= dims[open];
    }
    require(known == elements, "RESHAPE of " + x + " to " + Arrays.toString(shape));
    return dims;
  }

  private Value elementwise(
      String op, int builtin, byte optionsType, Object options, Value a, Value b) {
    Shape shape = broadcast(op, a, b);
    return result(builtin, optionsType, options, a.dtype(), shape, a, b);
  }

  private Shape broadcast(String op, Value a, Value b) {
    requireOwn(a, b);
    require(a.dtype() == b.dtype(), op + " wants two values of one dtype, got " + a + " and " + b);
    int rank = Math.max(a.shape().rank(), b.shape().rank());
    long[] dims = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long p = i > a.shape().rank() ? 1 : a.shape().dim(a.shape().rank() - i);
      long q = i > b.shape().rank() ? 1 : b.shape().dim(b.shape().rank() - i);
      require(
          p == q || p == 1 || q == 1 || p < 0 || q < 0,
          op + " cannot broadcast " + a + " and " + b);
      dims[rank - i] = p == 1 || (p < 0 && q > 1) ? q : p;
    }
    return Shape.of(dims);
  }

  private Value same(int builtin, byte optionsType, @Nullable Object options, Value x) {
    requireOwn(x);
    return result(builtin, optionsType, options, x.dtype(), x.shape(), x);
  }

  private static Value sameQuantization(Value from, Value to) {
    Quantization quantization = from.quantization();
    // A result whose axes moved has no place for scales along an axis.
    return quantization == null || !quantization.isPerTensor() ? to : to.quantized(quantization);
  }

  /** What the kernels demand of results that have one fixed range. */
  private static Value inRange(Value y, float byteScale, int int8Zero, float shortScale) {
    return switch (y.dtype()) {
      case INT8 -> y.quantized(byteScale, int8Zero);
      case UINT8 -> y.quantized(byteScale, int8Zero + 128);
      case INT16 -> y.quantized(shortScale, 0);
      default -> y;
    };
  }

  private Value ints(int[] data) {
    return constant(Tensor.of(data, data.length));
  }

  private static Shape shape(List<Long> dims) {
    return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
  }

  private Value result(
      int builtin,
      byte optionsType,
      @Nullable Object options,
      DType dtype,
      Shape shape,
      @Nullable Value... xs) {
    Value y = value(dtype, shape, null);
    // Not List.of: a bias may be left out.
    add(new Op(builtin, null, Arrays.asList(xs), List.of(y), optionsType, options));
    return y;
  }

  private void add(Op op) {
    for (Value x : op.inputs()) {
      if (x != null) {
        x.markUsed();
      }
    }
    ops.add(op);
  }

  private Value value(DType dtype, Shape shape, @Nullable Tensor data) {
    int index = values.size();
    Value value = new Value(this, index, "t" + index, dtype, shape, data);
    values.add(value);
    return value;
  }
}

package io.infer4j;

import io.infer4j.convert.Conversion;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dense, row-major array of one {@link DType} and a static {@link Shape}, over one direct buffer
 * in native byte order (over a {@code String[]} for {@link DType#STRING}).
 *
 * <p>The memory is plain Java memory: nobody has to close a tensor, and it stays valid after the
 * model that gave it is closed. At most 2<sup>31</sup>-1 bytes.
 *
 * <p>{@code of} and {@code copyOf} copy, {@code wrap} shares the caller's memory; {@code as...}
 * give views that share memory, {@code to...} give copies and convert. A tensor does no locking: it
 * is safe to read from many threads as long as nobody writes.
 *
 * <p><b>During a run</b> nobody may write to its inputs, nor read or write its outputs where they
 * are bound: the runtime reads and writes that very memory, and may rely on a value that it has
 * checked. An index that is changed then can end the JVM.
 */
public final class Tensor {
  private static final int MOST_SHOWN = 32;

  private final DType dtype;
  private final Shape shape;
  private final int elements;
  private final ByteBuffer data;
  private final @Nullable List<String> strings;

  private Tensor(DType dtype, Shape shape, ByteBuffer data, @Nullable List<String> strings) {
    this.dtype = dtype;
    this.shape = shape;
    this.elements = (int) shape.elements();
    this.data = data.order(ByteOrder.nativeOrder());
    this.strings = strings;
  }

  // ---- making tensors

  /**
   * A tensor of zeros (of empty strings).
   *
   * @throws IllegalArgumentException if the shape is negative or needs more than 2^31-1 bytes
   */
  public static Tensor allocate(DType dtype, long... shape) {
    return allocate(dtype, Shape.of(shape));
  }

  /**
   * A tensor of zeros (of empty strings).
   *
   * @throws IllegalArgumentException if the shape is not static or needs more than 2^31-1 bytes
   */
  public static Tensor allocate(DType dtype, Shape shape) {
    int elements = TensorSize.elements(dtype, shape);
    if (dtype == DType.STRING) {
      String[] strings = new String[elements];
      Arrays.fill(strings, "");
      return ofStrings(strings, shape);
    }
    ByteBuffer data = Slab.allocate(elements * dtype.byteSize());
    return new Tensor(dtype, shape, data, null);
  }

  /**
   * A {@link DType#FLOAT32} tensor with a copy of {@code data}.
   *
   * @param shape none for a scalar: data of one axis takes its size, {@code of(data, data.length)}
   * @throws IllegalArgumentException if the shape does not have {@code data.length} elements
   */
  public static Tensor of(float[] data, long... shape) {
    Tensor tensor = allocateFor(DType.FLOAT32, data.length, shape);
    tensor.asFloats().put(data);
    return tensor;
  }

  /** A {@link DType#FLOAT64} tensor, see {@link #of(float[], long...)}. */
  public static Tensor of(double[] data, long... shape) {
    Tensor tensor = allocateFor(DType.FLOAT64, data.length, shape);
    tensor.asDoubles().put(data);
    return tensor;
  }

  /**
   * An {@link DType#INT8} tensor, see {@link #of(float[], long...)}; for {@link DType#UINT8} use
   * {@link #of(DType, byte[], long...)}.
   */
  public static Tensor of(byte[] data, long... shape) {
    Tensor tensor = allocateFor(DType.INT8, data.length, shape);
    tensor.asBytes().put(data);
    return tensor;
  }

  /** An {@link DType#INT16} tensor, see {@link #of(float[], long...)}. */
  public static Tensor of(short[] data, long... shape) {
    Tensor tensor = allocateFor(DType.INT16, data.length, shape);
    tensor.asShorts().put(data);
    return tensor;
  }

  /** An {@link DType#INT32} tensor, see {@link #of(float[], long...)}. */
  public static Tensor of(int[] data, long... shape) {
    Tensor tensor = allocateFor(DType.INT32, data.length, shape);
    tensor.asInts().put(data);
    return tensor;
  }

  /** An {@link DType#INT64} tensor, see {@link #of(float[], long...)}. */
  public static Tensor of(long[] data, long... shape) {
    Tensor tensor = allocateFor(DType.INT64, data.length, shape);
    tensor.asLongs().put(data);
    return tensor;
  }

  /** A {@link DType#BOOL} tensor, see {@link #of(float[], long...)}. */
  public static Tensor of(boolean[] data, long... shape) {
    Tensor tensor = allocateFor(DType.BOOL, data.length, shape);
    for (int i = 0; i < data.length; i++) {
      tensor.data.put(i, (byte) (data[i] ? 1 : 0));
    }
    return tensor;
  }

  /**
   * A {@link DType#STRING} tensor, see {@link #of(float[], long...)}.
   *
   * @throws NullPointerException if one is null
   */
  public static Tensor of(String[] data, long... shape) {
    Shape checked = TensorSize.ofElements(DType.STRING, data.length, shape);
    String[] copy = data.clone();
    for (int i = 0; i < copy.length; i++) {
      Objects.requireNonNull(copy[i], "string " + i + " is null");
    }
    return ofStrings(copy, checked);
  }

  /**
   * A tensor of any dtype but {@link DType#STRING} with a copy of {@code data}, the elements' bytes
   * in native order; {@code of(DType.UINT8, pixels, 1, height, width, 3)}.
   *
   * @throws IllegalArgumentException if the shape does not need {@code data.length} bytes
   */
  public static Tensor of(DType dtype, byte[] data, long... shape) {
    return copyOf(dtype, ByteBuffer.wrap(data).order(ByteOrder.nativeOrder()), shape);
  }

  /**
   * A tensor with a copy of what {@code data} holds from its position to its limit, which stay as
   * they are. Any buffer will do: heap or direct, read-only, a slice, in either byte order.
   *
   * @param data a {@code ByteBuffer}, whose bytes are read in its own byte order; or the typed
   *     buffer of the dtype's width: {@code FloatBuffer}, {@code DoubleBuffer}, {@code ShortBuffer}
   *     (also for the 16-bit floats), {@code IntBuffer}, {@code LongBuffer}
   * @throws IllegalArgumentException if the kind of buffer does not fit the dtype, or its length
   *     the shape
   */
  public static Tensor copyOf(DType dtype, Buffer data, long... shape) {
    Objects.requireNonNull(data, "data");
    if (data instanceof ByteBuffer bytes) {
      TensorSize.checkBytes(dtype, bytes.remaining(), shape);
      Tensor tensor = allocate(dtype, shape);
      ByteBuffer target = tensor.data.duplicate();
      target.put(bytes.duplicate());
      if (bytes.order() != ByteOrder.nativeOrder()) {
        BufferCopy.reverseBytes(tensor.data, dtype.byteSize());
      }
      return tensor;
    }
    BufferCopy.check(dtype, data);
    Tensor tensor = allocateFor(dtype, data.remaining(), shape);
    BufferCopy.put(data, tensor);
    return tensor;
  }

  /**
   * A tensor over the caller's memory, from the buffer's position to its limit; both sides see each
   * other's writes. Memory that somebody frees by hand (a buffer of an {@code Arena} that is
   * closed) must not be freed as long as the tensor is in use: native code cannot tell.
   *
   * @throws IllegalArgumentException if native code could not use the memory as it is: a heap
   *     buffer, a byte order other than the platform's (for elements of more than a byte), an
   *     address that is not a multiple of the element size; or if its length does not fit the
   *     shape. {@link #copyOf} takes all of these.
   */
  public static Tensor wrap(DType dtype, ByteBuffer data, long... shape) {
    TensorSize.checkBytes(dtype, data.remaining(), shape);
    String refusal = null;
    if (!data.isDirect()) {
      refusal = "it is a heap buffer, native code needs a direct one (ByteBuffer.allocateDirect)";
    } else if (dtype.byteSize() > 1 && data.order() != ByteOrder.nativeOrder()) {
      refusal =
          "its byte order is "
              + data.order()
              + ", the platform's is "
              + ByteOrder.nativeOrder()
              + ": set order(ByteOrder.nativeOrder()) before the data is written";
    } else if (data.hasRemaining() && !Alignment.isAligned(data, dtype.byteSize())) {
      refusal =
          "its address at position "
              + data.position()
              + " is not a multiple of "
              + dtype.byteSize()
              + " bytes";
    }
    if (refusal != null) {
      throw new IllegalArgumentException(
          "cannot share this " + dtype + " buffer: " + refusal + "; or copy with Tensor.copyOf");
    }
    return new Tensor(dtype, Shape.of(shape), data.slice(), null);
  }

  private static Tensor ofStrings(String[] strings, Shape shape) {
    return new Tensor(DType.STRING, shape, ByteBuffer.allocateDirect(0), Arrays.asList(strings));
  }

  private static Tensor allocateFor(DType dtype, int length, long... shape) {
    return allocate(dtype, TensorSize.ofElements(dtype, length, shape));
  }

  // ---- facts

  /** The element type. */
  public DType dtype() {
    return dtype;
  }

  /** The shape, always static. */
  public Shape shape() {
    return shape;
  }

  /**
   * The size of an axis.
   *
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public long dim(int axis) {
    return shape.dim(axis);
  }

  /** The number of elements: 1 for a scalar, 0 where a dimension is 0. */
  public int elements() {
    return elements;
  }

  /** Whether the memory may only be read, because the buffer that was wrapped is read-only. */
  public boolean isReadOnly() {
    return data.isReadOnly();
  }

  // ---- views that share memory

  /**
   * All elements as {@code float}s, sharing memory, position 0.
   *
   * @throws IllegalStateException if the dtype is not {@link DType#FLOAT32}; {@link #toFloats}
   *     converts
   */
  public FloatBuffer asFloats() {
    return rewound("asFloats", DType.FLOAT32, DType.FLOAT32, "toFloats").asFloatBuffer();
  }

  /** All elements of a {@link DType#FLOAT64} tensor, see {@link #asFloats}. */
  public DoubleBuffer asDoubles() {
    return rewound("asDoubles", DType.FLOAT64, DType.FLOAT64, "toDoubles").asDoubleBuffer();
  }

  /**
   * All elements of an {@link DType#INT32} or {@link DType#UINT32} tensor, see {@link #asFloats}.
   */
  public IntBuffer asInts() {
    return rewound("asInts", DType.INT32, DType.UINT32, "toInts").asIntBuffer();
  }

  /**
   * All elements of an {@link DType#INT64} or {@link DType#UINT64} tensor, see {@link #asFloats}.
   */
  public LongBuffer asLongs() {
    return rewound("asLongs", DType.INT64, DType.UINT64, "toLongs").asLongBuffer();
  }

  /**
   * The bits of all elements of a tensor of 16-bit elements: {@link DType#INT16}, {@link
   * DType#UINT16}, {@link DType#FLOAT16} or {@link DType#BFLOAT16}. See {@link #asFloats}.
   */
  public ShortBuffer asShorts() {
    if (dtype.byteSize() != 2) {
      throw wrongView("asShorts", "a dtype of 16 bits", "toInts");
    }
    return rewound().asShortBuffer();
  }

  /**
   * The bytes of all elements, of any dtype but {@link DType#STRING}, in native order, sharing
   * memory, position 0.
   *
   * @throws IllegalStateException if the dtype is {@link DType#STRING}
   */
  public ByteBuffer asBytes() {
    if (dtype == DType.STRING) {
      throw wrongView("asBytes", "a dtype other than string", "toStrings");
    }
    return rewound();
  }

  /**
   * All elements of a {@link DType#STRING} tensor as a list of fixed size that shares memory:
   * {@code set} writes to the tensor.
   *
   * @throws IllegalStateException if the dtype is another
   */
  public List<String> asStrings() {
    if (strings == null) {
      throw wrongView("asStrings", "string", "toFloats or toLongs");
    }
    return strings;
  }

  /**
   * The same elements in another shape, sharing memory.
   *
   * @throws IllegalArgumentException if the number of elements differs
   */
  public Tensor reshape(long... newShape) {
    Shape checked = TensorSize.ofElements(dtype, elements, newShape);
    return new Tensor(dtype, checked, data.duplicate(), strings);
  }

  /**
   * The rows {@code from} (inclusive) to {@code to} (exclusive) along the first axis, sharing
   * memory.
   *
   * @throws IllegalStateException if this is a scalar
   * @throws IndexOutOfBoundsException if the range is not within the first axis
   */
  public Tensor slice(long from, long to) {
    if (shape.rank() == 0) {
      throw new IllegalStateException("a scalar has no first axis to slice");
    }
    long[] dims = shape.dims();
    if (from < 0 || from > to || to > dims[0]) {
      throw new IndexOutOfBoundsException(
          "rows " + from + " to " + to + " are not within the first axis of " + shape);
    }
    int row = dims[0] == 0 ? 0 : (int) (elements / dims[0]);
    dims[0] = to - from;
    int first = (int) from * row;
    int last = (int) to * row;
    ByteBuffer part = data.duplicate();
    ((Buffer) part).limit(last * dtype.byteSize()).position(first * dtype.byteSize());
    return new Tensor(
        dtype, Shape.of(dims), part.slice(), strings == null ? null : strings.subList(first, last));
  }

  /**
   * What lies at that index of the first axis, without that axis, sharing memory: {@code row(i)} of
   * {@code [N, C]} is {@code [C]}.
   *
   * @throws IllegalStateException if this is a scalar
   * @throws IndexOutOfBoundsException if the index is not within the first axis
   */
  public Tensor row(long index) {
    Tensor slice = slice(index, index + 1);
    return slice.reshape(Arrays.copyOfRange(shape.dims(), 1, shape.rank()));
  }

  // ---- writing

  /**
   * Writes all elements of a {@link DType#FLOAT32} tensor.
   *
   * @throws IllegalStateException if the dtype is another
   * @throws IllegalArgumentException if there are not as many values as elements
   */
  public void set(float[] values) {
    FloatBuffer floats = asFloats();
    if (values.length != elements) {
      throw new IllegalArgumentException(
          "expected " + elements + " values for " + dtype + shape + ", got " + values.length);
    }
    floats.put(values);
  }

  /**
   * Copies all elements of another tensor of the same dtype and shape to this one.
   *
   * @throws IllegalArgumentException if its dtype or shape is another
   */
  public void set(Tensor other) {
    if (other.dtype != dtype || !other.shape.equals(shape)) {
      throw new IllegalArgumentException(
          "expected " + dtype + shape + ", got " + other.dtype + other.shape);
    }
    if (strings != null) {
      Collections.copy(strings, other.asStrings());
    } else if (other != this) {
      rewound().put(other.rewound());
    }
  }

  // ---- copies

  /** A tensor of the same contents in memory of its own. */
  public Tensor copy() {
    if (strings != null) {
      return ofStrings(strings.toArray(new String[0]), shape);
    }
    Tensor copy = allocate(dtype, shape);
    copy.data.duplicate().put(rewound());
    return copy;
  }

  /**
   * A tensor of the same elements with its axes in another order, in memory of its own: {@code
   * transpose(0, 2, 3, 1)} makes NHWC of NCHW, as does {@code
   * transpose(Layout.NCHW.orderTo(Layout.NHWC))}.
   *
   * @param order for each axis of the result, which axis of this one it is
   * @throws IllegalArgumentException if it does not name each axis once
   * @throws IllegalStateException if the dtype is {@link DType#STRING}
   */
  public Tensor transpose(int... order) {
    asBytes(); // refuses strings
    long[] dims = new long[order.length];
    boolean once = order.length == shape.rank();
    for (int i = 0; once && i < order.length; i++) {
      once = order[i] >= 0 && order[i] < dims.length && dims[order[i]] == 0;
      if (once) {
        dims[order[i]] = 1;
      }
    }
    if (!once) {
      throw new IllegalArgumentException(
          "expected each axis of " + shape + " once, got " + Arrays.toString(order));
    }
    for (int i = 0; i < order.length; i++) {
      dims[i] = shape.dim(order[i]);
    }
    Tensor result = allocate(dtype, dims);
    Conversion.reorder(this, result, order).run();
    return result;
  }

  /**
   * A tensor of the same values in another dtype, in memory of its own. Floating-point results are
   * the nearest, ties to even, infinity where that is the nearest; fractions are cut toward zero
   * when the target is an integer; {@link DType#BOOL} is 0 or 1, and any value but 0 is true.
   *
   * @throws IllegalArgumentException if a value does not fit an integer target (out of range, NaN),
   *     naming it and its index, or if one of the two dtypes is {@link DType#STRING} and the other
   *     is not
   */
  public Tensor to(DType target) {
    if (target == dtype) {
      return copy();
    }
    if (dtype == DType.STRING || target == DType.STRING) {
      throw new IllegalArgumentException("cannot convert " + dtype + " to " + target);
    }
    Tensor result = allocate(target, shape);
    Elements.convert(dtype, rewound(), target, result.data, elements);
    return result;
  }

  /** All elements as {@code float}s, converted as {@link #to} does, in row-major order. */
  public float[] toFloats() {
    float[] result = new float[elements];
    (dtype == DType.FLOAT32 ? this : to(DType.FLOAT32)).asFloats().get(result);
    return result;
  }

  /**
   * All elements as {@code float}s, an array for each index of the first axis, converted as {@link
   * #to} does; {@code [N, C, H, W]} gives N arrays of C * H * W.
   *
   * @throws IllegalStateException if this is a scalar
   */
  public float[][] toFloatRows() {
    if (shape.rank() == 0) {
      throw new IllegalStateException("a scalar has no rows");
    }
    float[][] rows = new float[(int) shape.dim(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i).toFloats();
    }
    return rows;
  }

  /** All elements as {@code double}s, converted as {@link #to} does, in row-major order. */
  public double[] toDoubles() {
    double[] result = new double[elements];
    (dtype == DType.FLOAT64 ? this : to(DType.FLOAT64)).asDoubles().get(result);
    return result;
  }

  /** All elements as {@code int}s, converted as {@link #to} does, in row-major order. */
  public int[] toInts() {
    int[] result = new int[elements];
    (dtype == DType.INT32 ? this : to(DType.INT32)).asInts().get(result);
    return result;
  }

  /** All elements as {@code long}s, converted as {@link #to} does, in row-major order. */
  public long[] toLongs() {
    long[] result = new long[elements];
    (dtype == DType.INT64 ? this : to(DType.INT64)).asLongs().get(result);
    return result;
  }

  /**
   * A copy of the elements of a {@link DType#STRING} tensor, in row-major order.
   *
   * @throws IllegalStateException if the dtype is another
   */
  public String[] toStrings() {
    return asStrings().toArray(new String[0]);
  }

  /**
   * For instance {@code float32[2] {0.5, 1.0}}: up to 32 elements are shown whole, of more the
   * first eight.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(dtype).append(shape).append(" {");
    int shown = elements <= MOST_SHOWN ? elements : 8;
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "" : ", ");
      text.append(strings == null ? Elements.format(dtype, data, i) : '"' + strings.get(i) + '"');
    }
    return text.append(shown < elements ? ", ...}" : "}").toString();
  }

  // ---- the rest

  private ByteBuffer rewound() {
    // A duplicate forgets the byte order.
    return data.duplicate().order(ByteOrder.nativeOrder());
  }

  private ByteBuffer rewound(String view, DType first, DType second, String converter) {
    if (dtype != first && dtype != second) {
      throw wrongView(
          view, first == second ? first.toString() : first + " or " + second, converter);
    }
    return rewound();
  }

  private IllegalStateException wrongView(String view, String expected, String converter) {
    return new IllegalStateException(
        view + " needs " + expected + ", this tensor is " + dtype + shape + "; see " + converter);
  }
}

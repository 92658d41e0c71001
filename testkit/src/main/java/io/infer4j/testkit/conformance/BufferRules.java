package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** Buffers: an input is read where it is and as it is, whatever memory it was made of. */
interface BufferRules {
  /** The fixture's only input as bytes. */
  private static ByteBuffer bytes(int index) {
    return Fixture.of("mlp").onlyIn(index).asBytes();
  }

  private static void gives(Subject subject, int index, Tensor input) {
    try (Model model = subject.load("mlp")) {
      Fixture.of("mlp").check(index, model.run(input));
    }
  }

  @Rule(
      id = "BUF-01",
      says = "A copy of a heap buffer is read.",
      lookAt = "bind(): the tensor's memory begins at position 0 of asBytes()",
      fixtures = "mlp")
  default void readsAHeapBuffer(Subject subject) {
    byte[] heap = new byte[32];
    bytes(0).get(heap);
    ByteBuffer buffer = ByteBuffer.wrap(heap).order(ByteOrder.nativeOrder());
    gives(subject, 0, Tensor.copyOf(DType.FLOAT32, buffer, 1, 8));
  }

  @Rule(
      id = "BUF-02",
      says = "A direct buffer is read where it is.",
      lookAt = "bind(): how the address of a direct buffer is taken",
      fixtures = "mlp")
  default void readsADirectBuffer(Subject subject) {
    ByteBuffer direct = ByteBuffer.allocateDirect(32).order(ByteOrder.nativeOrder());
    direct.put(0, bytes(1), 0, 32);
    gives(subject, 1, Tensor.wrap(DType.FLOAT32, direct, 1, 8));
  }

  @Rule(
      id = "BUF-03",
      says = "A buffer that is read-only is read.",
      lookAt = "bind(): an input may be read-only; native address, not array() or put()",
      fixtures = "mlp")
  default void readsAReadOnlyBuffer(Subject subject) {
    ByteBuffer direct = ByteBuffer.allocateDirect(32);
    direct.put(0, bytes(2), 0, 32);
    ByteBuffer readOnly = direct.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    gives(subject, 2, Tensor.wrap(DType.FLOAT32, readOnly, 1, 8));
  }

  @Rule(
      id = "BUF-04",
      says = "Values written in the other byte order are the same values.",
      lookAt = "bind(): the order of asBytes() is the platform's, of its duplicates it is not",
      fixtures = "mlp")
  default void readsTheOtherByteOrder(Subject subject) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      ByteBuffer buffer = ByteBuffer.allocate(32).order(order);
      buffer.asFloatBuffer().put(Fixture.of("mlp").onlyIn(0).asFloats());
      gives(subject, 0, Tensor.copyOf(DType.FLOAT32, buffer, 1, 8));
    }
  }

  @Rule(
      id = "BUF-05",
      says = "Only what lies from a buffer's position to its limit is read.",
      lookAt = "bind(): how the address of a slice is taken",
      fixtures = "mlp")
  default void readsFromPositionToLimit(Subject subject) {
    ByteBuffer memory = ByteBuffer.allocateDirect(128).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 32; i++) {
      memory.putFloat(4 * i, 1000 + i);
    }
    memory.put(36, bytes(1), 0, 32);
    memory.position(36).limit(68);
    gives(subject, 1, Tensor.wrap(DType.FLOAT32, memory, 1, 8));
  }

  @Rule(
      id = "BUF-06",
      says = "Memory before and behind an input is not written to.",
      lookAt = "whether the runtime pads or works in place on the caller's memory",
      fixtures = "mlp")
  default void leavesMemoryAroundAnInputAlone(Subject subject) {
    ByteBuffer memory = ByteBuffer.allocateDirect(96).order(ByteOrder.nativeOrder());
    for (int i = 0; i < 96; i++) {
      memory.put(i, (byte) 0x5a);
    }
    memory.put(32, bytes(1), 0, 32);
    memory.position(32).limit(64);
    gives(subject, 1, Tensor.wrap(DType.FLOAT32, memory, 1, 8));
    memory.clear();
    for (int i = 0; i < 96; i++) {
      byte expected = i >= 32 && i < 64 ? bytes(1).get(i - 32) : (byte) 0x5a;
      assertThat(memory.get(i)).as("byte %s, the input is 32 to 64", i).isEqualTo(expected);
    }
  }

  @Rule(
      id = "BUF-07",
      says = "An address that only the element size divides is read.",
      lookAt = "alignment that the runtime wants beyond the element's: copy what is not",
      fixtures = "mlp")
  default void readsOddAddresses(Subject subject) {
    for (int offset = 4; offset < 64; offset += 12) {
      ByteBuffer memory = ByteBuffer.allocateDirect(128).order(ByteOrder.nativeOrder());
      memory.put(offset, bytes(0), 0, 32);
      memory.position(offset).limit(offset + 32);
      gives(subject, 0, Tensor.wrap(DType.FLOAT32, memory, 1, 8));
    }
  }

  @Rule(
      id = "BUF-08",
      says = "A slice of a larger tensor is read from its own first row.",
      lookAt = "bind(): how the address of a slice is taken",
      fixtures = "mlp")
  default void readsASliceOfATensor(Subject subject) {
    Tensor rows = Tensor.allocate(DType.FLOAT32, 3, 8);
    for (int row = 0; row < 3; row++) {
      rows.slice(row, row + 1).asBytes().put(bytes(row));
    }
    for (int row = 2; row >= 0; row--) {
      gives(subject, row, rows.slice(row, row + 1));
    }
  }

  @Rule(
      id = "BUF-09",
      says = "A tensor in another shape over the same memory is read.",
      lookAt = "bind(): shape and memory are the tensor's, not those of its origin",
      fixtures = "mlp")
  default void readsAReshapedTensor(Subject subject) {
    Tensor flat = Tensor.of(Fixture.of("mlp").onlyIn(0).toFloats(), 8);
    gives(subject, 0, flat.reshape(2, 4).reshape(1, 8));
  }

  @Rule(
      id = "BUF-10",
      says = "A copy of a typed buffer is read from its position to its limit.",
      lookAt = "BUF-01 first",
      fixtures = "mlp")
  default void readsATypedBuffer(Subject subject) {
    FloatBuffer floats = FloatBuffer.allocate(20);
    floats.put(5, Fixture.of("mlp").onlyIn(2).toFloats());
    floats.position(5).limit(13);
    gives(subject, 2, Tensor.copyOf(DType.FLOAT32, floats, 1, 8));
  }

  @Rule(
      id = "BUF-11",
      says = "One tensor may be two inputs at once.",
      lookAt = "bind(): inputs may share memory",
      fixtures = "add_sub")
  default void takesOneTensorAsTwoInputs(Subject subject) {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    try (Model model = subject.load("add_sub")) {
      var outputs = model.run(Map.of("a", x, "b", x));
      assertThat(outputs.get("sum").toFloats()).containsExactly(2, 4, 6, 8, 10, 12);
      assertThat(outputs.get("difference").toFloats()).containsOnly(0);
    }
  }

  @Rule(
      id = "BUF-12",
      says = "A binding reads the caller's buffer at each run, where it is.",
      lookAt = "RuntimeBinding.run(): it reads the memory that bind() was given, not a copy",
      fixtures = "mlp")
  default void bindsToTheCallersBuffer(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    ByteBuffer memory = ByteBuffer.allocateDirect(64).order(ByteOrder.nativeOrder());
    ByteBuffer part = memory.duplicate().order(ByteOrder.nativeOrder()).position(16).limit(48);
    String name = fixture.inputs().get(0).name();
    try (Model model = subject.load("mlp");
        IoBinding io = model.bindTo(Map.of(name, Tensor.wrap(DType.FLOAT32, part, 1, 8)))) {
      for (int index = 0; index < 3; index++) {
        memory.put(16, bytes(index), 0, 32);
        io.run();
        fixture.check(index, io);
      }
    }
  }

  @Rule(
      id = "BUF-13",
      says = "A binding reads a read-only view of memory that changes.",
      lookAt = "bind(): a copy made there of what is read-only would be stale",
      fixtures = "mlp")
  default void bindsToAReadOnlyView(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    ByteBuffer memory = ByteBuffer.allocateDirect(32);
    ByteBuffer view = memory.asReadOnlyBuffer().order(ByteOrder.nativeOrder());
    String name = fixture.inputs().get(0).name();
    try (Model model = subject.load("mlp");
        IoBinding io = model.bindTo(Map.of(name, Tensor.wrap(DType.FLOAT32, view, 1, 8)))) {
      for (int index = 0; index < 3; index++) {
        memory.put(0, bytes(index), 0, 32);
        io.run();
        fixture.check(index, io);
      }
    }
  }

  @Rule(
      id = "BUF-14",
      says = "An output of one binding may be the input of another.",
      lookAt = "RuntimeBinding.output(int): Java memory that stays the same from run to run",
      fixtures = "add_sub")
  default void chainsBindings(Subject subject) {
    Fixture fixture = Fixture.of("add_sub");
    try (Model model = subject.load("add_sub");
        IoBinding first = Subject.bind(model, fixture, 0)) {
      first.run();
      Tensor sum = first.output("sum");
      Tensor zero = Tensor.allocate(DType.FLOAT32, sum.shape());
      try (IoBinding second = model.bindTo(Map.of("a", sum, "b", zero))) {
        for (int index = fixture.cases() - 1; index >= 0; index--) {
          fixture.write(index, first);
          first.run();
          second.run();
          fixture.check(index, "sum", second.output("sum"));
          assertThat(second.output("difference").toFloats()).isEqualTo(sum.toFloats());
        }
      }
    }
  }
}

package io.infer4j.torch.android;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Shape;
import io.infer4j.torch.values.OutputList;
import io.infer4j.torch.values.Results;
import io.infer4j.torch.values.Specs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pytorch.IValue;
import org.pytorch.MemoryFormat;
import org.pytorch.Tensor;

/** What the AAR's Java API gives, as it would give it on a device, becomes outputs. */
class AndroidResultTest {
  private final OutputList outputs = OutputList.learnt("");
  private final Results results = new Results(outputs);

  private io.infer4j.Tensor read(IValue value, String name) {
    AndroidResult.read(value, results.begin());
    results.end();
    return Objects.requireNonNull(results.tensor(Specs.names(outputs.specs()).indexOf(name)));
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  @Test
  void channelsThatLieLastAreGivenFirst() {
    // Two images of 3 channels and 1 x 2 pixels, as they lie: pixel by pixel.
    float[] lying = {1, 2, 3, 10, 20, 30, 4, 5, 6, 40, 50, 60};
    ByteBuffer data = direct(48);
    data.asFloatBuffer().put(lying);
    Tensor tensor =
        Tensor.fromBlob(data.asFloatBuffer(), new long[] {2, 3, 1, 2}, MemoryFormat.CHANNELS_LAST);

    assertThat(read(IValue.from(tensor), "output").toFloats())
        .containsExactly(1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60);
  }

  @Test
  void soAreThoseOfVolumes() {
    ByteBuffer data = direct(8);
    data.put(new byte[] {1, 10, 2, 20, 3, 30, 4, 40});
    Tensor tensor =
        Tensor.fromBlobUnsigned(data, new long[] {1, 2, 2, 1, 2}, MemoryFormat.CHANNELS_LAST_3D);

    assertThat(read(IValue.from(tensor), "output").toInts())
        .containsExactly(1, 2, 3, 4, 10, 20, 30, 40);
  }

  @Test
  void soAreThoseOfEightBytesEach() {
    ByteBuffer data = direct(32);
    data.asLongBuffer().put(new long[] {1, 10, 2, 20});
    Tensor tensor =
        Tensor.fromBlob(data.asLongBuffer(), new long[] {1, 2, 2, 1}, MemoryFormat.CHANNELS_LAST);

    assertThat(read(IValue.from(tensor), "output").toLongs()).containsExactly(1, 2, 10, 20);
  }

  @Test
  void numbersBecomeScalars() {
    io.infer4j.Tensor number =
        read(IValue.tupleFrom(IValue.from(7L), IValue.from(0.5), IValue.from(true)), "0");

    assertThat(number.dtype()).isEqualTo(DType.INT64);
    assertThat(number.shape()).isEqualTo(Shape.of());
    assertThat(number.toLongs()).containsExactly(7);
    assertThat(read(IValue.from(0.5), "output").toDoubles()).containsExactly(0.5);
    assertThat(results.tensor(1)).isNull();
  }

  @Test
  void listsOfNumbersBecomeScalarsNamedByIndex() {
    assertThat(read(IValue.listFrom(5L, 6L), "1").toLongs()).containsExactly(6);
    assertThat(read(IValue.listFrom(true), "0").dtype()).isEqualTo(DType.BOOL);
  }

  @Test
  void noneGivesNothing() {
    read(IValue.tupleFrom(IValue.optionalNull(), IValue.from(1L)), "1");

    assertThat(Specs.names(outputs.specs())).containsExactly("1");
  }
}

package io.infer4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.testkit.ChildJvm;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
  @Test
  void aRunWithoutMemoryFailsAndLeavesTheModelUsable() throws Exception {
    ChildJvm child = ChildJvm.start(OutOfMemory.class, "-XX:MaxDirectMemorySize=16m");

    assertThat(child.out().lines()).containsExactly("out of memory after some runs", "[5, 3]");
  }
}

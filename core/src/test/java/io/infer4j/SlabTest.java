package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SlabTest {
  @Test
  void givesDirectMemoryOfTheSizeAskedForAllZero() {
    for (int bytes : new int[] {0, 1, 4, 63, 64, 65, 1023, 1024, 1025, 100_000}) {
      ByteBuffer memory = Slab.allocate(bytes);

      assertThat(memory.isDirect()).isTrue();
      assertThat(memory.capacity()).isEqualTo(bytes);
      for (int i = 0; i < bytes; i++) {
        assertThat(memory.get(i)).isZero();
      }
    }
  }

  @Test
  void givesMemoryAlignedForEveryDType() {
    for (int i = 0; i < 1000; i++) {
      assertThat(Slab.allocate(i).alignmentOffset(0, 8)).isZero();
    }
  }

  @Test
  void neverGivesTwoThreadsTheSameMemory() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<List<ByteBuffer>>> results = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int mark = t + 1;
      results.add(
          pool.submit(
              () -> {
                Random random = new Random(mark);
                List<ByteBuffer> mine = new ArrayList<>();
                for (int i = 0; i < 20_000; i++) {
                  ByteBuffer memory = Slab.allocate(8 + random.nextInt(200));
                  for (int k = 0; k < memory.capacity(); k++) {
                    memory.put(k, (byte) mark);
                  }
                  mine.add(memory);
                }
                return mine;
              }));
    }
    for (int t = 0; t < threads; t++) {
      for (ByteBuffer memory : results.get(t).get()) {
        for (int k = 0; k < memory.capacity(); k++) {
          if (memory.get(k) != t + 1) {
            fail("thread %d found byte %d", t + 1, memory.get(k));
          }
        }
      }
    }
    pool.shutdown();
  }
}

package io.infer4j.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.Allocations;
import io.infer4j.DType;
import io.infer4j.Layout;
import io.infer4j.RunCancelledException;
import io.infer4j.Tensor;
import io.infer4j.window.Blend;
import io.infer4j.window.Padding;
import io.infer4j.window.ScoreStitcher;
import io.infer4j.window.WindowPlan;
import io.infer4j.window.Windows;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipStreamTest {
  private static final int CHANNELS = 3;
  private static final int HEIGHT = 2;
  private static final int WIDTH = 2;
  private static final int FRAME = CHANNELS * HEIGHT * WIDTH;

  private static Tensor target(Layout layout, int batch, int size) {
    return switch (layout.toString()) {
      case "NTCHW" -> Tensor.allocate(DType.FLOAT32, batch, size, CHANNELS, HEIGHT, WIDTH);
      case "NCTHW" -> Tensor.allocate(DType.FLOAT32, batch, CHANNELS, size, HEIGHT, WIDTH);
      case "NTHWC" -> Tensor.allocate(DType.FLOAT32, batch, size, HEIGHT, WIDTH, CHANNELS);
      default -> throw new IllegalArgumentException();
    };
  }

  /** The value of an element of a frame as it is written; no two frames share one. */
  private static float element(long frame, int c, int y, int x) {
    return (int) frame * 100 + c * 10 + y * 3 + x + 1;
  }

  private static FrameWriter writer(Layout layout, long frame) {
    return slot -> {
      FloatBuffer out = slot.asFloats();
      boolean last = layout.equals(Layout.NTHWC);
      for (int c = 0; c < CHANNELS; c++) {
        for (int y = 0; y < HEIGHT; y++) {
          for (int x = 0; x < WIDTH; x++) {
            int at = last ? (y * WIDTH + x) * CHANNELS + c : (c * HEIGHT + y) * WIDTH + x;
            out.put(at, element(frame, c, y, x));
          }
        }
      }
    };
  }

  /** The element of a window that the layout puts there, by the index formula. */
  private static float at(
      Tensor target, Layout layout, int size, int b, int t, int c, int y, int x) {
    int index =
        switch (layout.toString()) {
          case "NTCHW" -> (((b * size + t) * CHANNELS + c) * HEIGHT + y) * WIDTH + x;
          case "NCTHW" -> (((b * CHANNELS + c) * size + t) * HEIGHT + y) * WIDTH + x;
          case "NTHWC" -> (((b * size + t) * HEIGHT + y) * WIDTH + x) * CHANNELS + c;
          default -> throw new IllegalArgumentException();
        };
    return target.asFloats().get(index);
  }

  static Windows randomWindows(Random random, Padding... paddings) {
    int size = 1 + random.nextInt(9);
    Padding padding = paddings[random.nextInt(paddings.length)];
    boolean padded = padding == Padding.ZEROS || padding == Padding.REPEAT_EDGE;
    return Windows.of(size)
        .padding(padding)
        .step(1 + random.nextInt(padding == Padding.DROP_TAIL ? 14 : size))
        .stride(1 + random.nextInt(3))
        .lead(padded ? random.nextInt(size) : 0);
  }

  static int randomLength(Random random, int size) {
    int[] lengths = {0, 1, size - 1, size, size + 1, random.nextInt(50)};
    return lengths[random.nextInt(lengths.length)];
  }

  @ParameterizedTest
  @ValueSource(strings = {"NTCHW", "NCTHW", "NTHWC"})
  void givesEachWindowOfThePlanWithItsFramesInTheirPlaces(String letters) {
    Layout layout = Layout.of(letters);
    Random random = new Random(1);
    for (int trial = 0; trial < 2000; trial++) {
      Windows windows = randomWindows(random, Padding.values());
      int size = windows.size();
      int length = randomLength(random, size);
      WindowPlan plan = windows.plan(length);
      Tensor target = target(layout, 1 + random.nextInt(3), size);
      long[] seen = {0};
      ClipStream stream =
          new ClipStream(
              target,
              layout,
              windows,
              clips -> {
                for (int b = 0; b < clips.count(); b++) {
                  long window = seen[0]++;
                  assertThat(clips.start(b)).as(plan.toString()).isEqualTo(plan.start(window));
                  check(target, layout, plan, window, b);
                }
              });
      for (int frame = 0; frame < length; frame++) {
        stream.push(writer(layout, frame));
      }
      stream.finish();
      assertThat(seen[0]).as(plan.toString()).isEqualTo(plan.count());
      assertThat(stream.frames()).isEqualTo(plan.frames());
    }
  }

  private static void check(Tensor target, Layout layout, WindowPlan plan, long window, int b) {
    int size = plan.windows().size();
    for (int t = 0; t < size; t++) {
      long source = plan.source(window, t);
      for (int i = 0; i < FRAME; i++) {
        int c = i / (HEIGHT * WIDTH);
        int y = i / WIDTH % HEIGHT;
        int x = i % WIDTH;
        float expected = source < 0 ? 0 : element(source, c, y, x);
        if (at(target, layout, size, b, t, c, y, x) != expected) {
          assertThat(at(target, layout, size, b, t, c, y, x))
              .as("%s of window %s at %s,%s,%s,%s", plan, window, t, c, y, x)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void stitchesToTheSameBitsAsAtOnceWhateverTheBatch() {
    Random random = new Random(2);
    Padding[] holdAll = {Padding.ZEROS, Padding.REPEAT_EDGE, Padding.SHIFT_BACK};
    Blend[] blends = {Blend.mean(), Blend.max(), Blend.gaussian()};
    for (int trial = 0; trial < 2000; trial++) {
      Windows windows = randomWindows(random, holdAll);
      int size = windows.size();
      int length = randomLength(random, size);
      WindowPlan plan = windows.plan(length);
      Blend blend = blends[random.nextInt(3)];
      float[] scores = new float[(int) plan.count() * size];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextFloat();
      }
      float[] result = new float[(int) plan.frames()];
      ScoreStitcher stitcher =
          new ScoreStitcher(size, 1, blend, (frame, values) -> result[(int) frame] = values[0]);
      int[] seen = {0};
      ClipStream stream =
          new ClipStream(
              target(Layout.NTCHW, 1 + random.nextInt(3), size),
              Layout.NTCHW,
              windows,
              clips -> {
                for (int b = 0; b < clips.count(); b++) {
                  stitcher.add(clips.start(b), FloatBuffer.wrap(scores, seen[0]++ * size, size));
                }
              });
      for (int frame = 0; frame < length; frame++) {
        stream.push(slot -> {});
        stitcher.advance(stream.settled());
      }
      stream.finish();
      stitcher.finish(stream.frames());
      assertThat(result)
          .as(plan.toString())
          .isEqualTo(ScoreStitcher.stitch(plan, scores, 1, blend));
    }
  }

  @Test
  void neverBreaksItsWordOnWhatIsSettledAndSettlesAllThatItCan() {
    Random random = new Random(3);
    for (int trial = 0; trial < 2000; trial++) {
      Windows windows = randomWindows(random, Padding.values());
      int length = randomLength(random, windows.size());
      List<Long> starts = new ArrayList<>();
      ClipStream stream =
          new ClipStream(
              target(Layout.NTCHW, 1, windows.size()),
              Layout.NTCHW,
              windows,
              clips -> starts.add(clips.start(0)));
      for (int frame = 0; frame < length; frame++) {
        stream.push(slot -> {});
        long next = earliestStartToCome(windows, stream.pushed(), starts.size());
        assertThat(stream.settled()).as("%s", stream).isEqualTo(Math.max(0, next));
      }
    }
  }

  /** Of all lengths that the source may still turn out to have, none more than a window away. */
  private static long earliestStartToCome(Windows windows, long pushed, int given) {
    long earliest = Long.MAX_VALUE;
    for (long length = pushed; length <= pushed + 60; length++) {
      WindowPlan plan = windows.plan(length);
      if (plan.count() > given) {
        earliest = Math.min(earliest, plan.start(given));
      }
    }
    return earliest;
  }

  @Test
  void preparesEachFrameOnce() {
    int[] prepared = {0};
    int[] windows = {0};
    ClipStream stream =
        new ClipStream(
            target(Layout.NTCHW, 1, 96),
            Layout.NTCHW,
            Windows.of(96).overlap(48),
            clips -> windows[0]++);
    for (int frame = 0; frame < 10_000; frame++) {
      stream.push(slot -> prepared[0]++);
    }
    stream.finish();
    assertThat(windows[0]).isEqualTo(208);
    assertThat(prepared[0]).isEqualTo(10_000);
  }

  @Test
  void doesNotPrepareFramesThatTheStrideSkips() {
    int[] prepared = {0};
    ClipStream stream =
        new ClipStream(
            target(Layout.NTCHW, 1, 4), Layout.NTCHW, Windows.of(4).stride(3), clips -> {});
    for (int frame = 0; frame < 10; frame++) {
      stream.push(slot -> prepared[0]++);
    }
    assertThat(prepared[0]).isEqualTo(4);
    assertThat(stream.pushed()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NTCHW", "NCTHW", "NTHWC"})
  void allocatesNothingAfterConstruction(String letters) throws Exception {
    Layout layout = Layout.of(letters);
    FrameWriter nothing = slot -> {};
    long[] windows = {0};
    ClipStream stream =
        new ClipStream(
            target(layout, 2, 96),
            layout,
            Windows.of(96).overlap(48).lead(5),
            clips -> windows[0] += clips.count());
    Runnable twoWindows =
        () -> {
          for (int frame = 0; frame < 96; frame++) {
            stream.push(nothing);
          }
        };
    assertThat(Allocations.of(twoWindows)).isZero();
    assertThat(windows[0]).isGreaterThan(50);
  }

  @Test
  void runsTheConsumerOnThePushersThreadBeforePushReturns() {
    List<String> order = new ArrayList<>();
    ClipStream stream =
        new ClipStream(
            target(Layout.NTCHW, 1, 2),
            Layout.NTCHW,
            Windows.of(2),
            clips -> order.add("window on " + Thread.currentThread().getId()));
    for (int frame = 0; frame < 4; frame++) {
      stream.push(slot -> {});
      order.add("pushed");
    }
    String window = "window on " + Thread.currentThread().getId();
    assertThat(order).containsExactly("pushed", window, "pushed", "pushed", window, "pushed");
  }

  @Test
  void handsOverWhatIsLeftOfABatchWhenFinished() {
    List<Integer> counts = new ArrayList<>();
    ClipStream stream =
        new ClipStream(
            target(Layout.NTCHW, 4, 2),
            Layout.NTCHW,
            Windows.of(2),
            clips -> counts.add(clips.count()));
    for (int frame = 0; frame < 12; frame++) {
      stream.push(slot -> {});
    }
    stream.finish();
    assertThat(counts).containsExactly(4, 2);
  }

  @Test
  void copiesAFrameThatIsPreparedAlready() {
    Tensor target = target(Layout.NTCHW, 1, 1);
    ClipStream stream = new ClipStream(target, Layout.NTCHW, Windows.of(1), clips -> {});
    Tensor frame = Tensor.allocate(DType.FLOAT32, CHANNELS, HEIGHT, WIDTH);
    writer(Layout.NTCHW, 7).write(frame);
    stream.push(frame);
    assertThat(target.toFloats()).isEqualTo(frame.toFloats());
  }

  @Test
  void copiesAnArrayThatIsPreparedAlready() {
    Tensor target = target(Layout.NTCHW, 1, 2);
    ClipStream stream = new ClipStream(target, Layout.NTCHW, Windows.of(2), clips -> {});
    for (int frame = 0; frame < 4; frame++) {
      float[] values = new float[FRAME];
      Arrays.fill(values, frame);
      stream.push(values);
    }
    assertThat(target.slice(0, 1).toFloats()).startsWith(2, 2).endsWith(3, 3);
  }

  @Test
  void hasAFrameWrittenToItsPlaceInTheMemoryOfAll() {
    Tensor target = Tensor.allocate(DType.FLOAT32, 1, 3, 1, 1, 1);
    ClipStream stream = new ClipStream(target, Layout.NTCHW, Windows.of(3).step(1), clips -> {});
    for (int i = 0; i < 5; i++) {
      int frame = i;
      stream.push((frames, index) -> frames.asFloats().put(index, frame));
    }
    assertThat(target.toFloats()).containsExactly(2, 3, 4);
  }

  @Test
  void refusesAnArrayOfAnotherLength() {
    ClipStream stream =
        new ClipStream(target(Layout.NTCHW, 1, 2), Layout.NTCHW, Windows.of(2), clips -> {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream.push(new float[11]))
        .withMessage("expected a frame of float32[3, 2, 2] = 12 floats, got 11 floats");
  }

  @Test
  void refusesAnArrayOfFloatsForAnotherDtype() {
    Tensor target = Tensor.allocate(DType.UINT8, 1, 3, 1, 1, 1);
    ClipStream stream = new ClipStream(target, Layout.NTCHW, Windows.of(3), clips -> {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream.push(new float[1]))
        .withMessage("expected a frame of uint8[1, 1, 1] in a tensor, got 1 floats");
  }

  @Test
  void padsWithTheZeroPointOfAQuantisedInput() {
    Tensor target = Tensor.allocate(DType.UINT8, 1, 3, 1, 1, 1);
    ClipStream stream = new ClipStream(target, Layout.NTCHW, Windows.of(3), clips -> {});
    stream.padWith(slot -> slot.asBytes().put(0, (byte) 128));
    stream.push(slot -> slot.asBytes().put(0, (byte) 7));
    stream.finish();
    assertThat(target.toInts()).containsExactly(7, 128, 128);
  }

  @Test
  void doesNotCountAFrameWhoseWriterThrew() {
    ClipStream stream =
        new ClipStream(target(Layout.NTCHW, 1, 2), Layout.NTCHW, Windows.of(2), clips -> {});
    assertThatThrownBy(
            () ->
                stream.push(
                    slot -> {
                      throw new UnsupportedOperationException("bad frame");
                    }))
        .hasMessage("bad frame");
    assertThat(stream.pushed()).isZero();
  }

  @Test
  void goesOnAfterTheConsumerThrew() {
    List<Long> starts = new ArrayList<>();
    ClipStream stream =
        new ClipStream(
            target(Layout.NTCHW, 1, 2),
            Layout.NTCHW,
            Windows.of(2),
            clips -> {
              starts.add(clips.start(0));
              if (starts.size() == 1) {
                throw new UnsupportedOperationException("once");
              }
            });
    stream.push(slot -> {});
    assertThatThrownBy(() -> stream.push(slot -> {})).hasMessage("once");
    stream.push(slot -> {});
    stream.finish();
    assertThat(starts).containsExactly(0L, 2L);
  }

  @Test
  void stopsAtTheNextCallOnceCancelled() {
    ClipStream stream =
        new ClipStream(target(Layout.NTCHW, 1, 2), Layout.NTCHW, Windows.of(2), clips -> {});
    stream.push(slot -> {});
    stream.cancel();
    stream.cancel();
    assertThatExceptionOfType(RunCancelledException.class)
        .isThrownBy(() -> stream.push(slot -> {}))
        .withMessage("the stream was cancelled after 1 frames");
    assertThatExceptionOfType(RunCancelledException.class).isThrownBy(stream::finish);
  }

  @Test
  void stopsBetweenTheLastWindowsOnceCancelled() {
    ClipStream[] stream = {null};
    List<Long> starts = new ArrayList<>();
    stream[0] =
        new ClipStream(
            target(Layout.NTCHW, 1, 8),
            Layout.NTCHW,
            Windows.of(8).step(1).lead(7),
            clips -> {
              starts.add(clips.start(0));
              if (clips.start(0) == -2) {
                stream[0].cancel();
              }
            });
    for (int frame = 0; frame < 3; frame++) {
      stream[0].push(slot -> {});
    }
    assertThatExceptionOfType(RunCancelledException.class)
        .isThrownBy(
            () -> {
              for (int frame = 0; frame < 4; frame++) {
                stream[0].push(slot -> {});
              }
              stream[0].finish();
            });
    assertThat(starts).last().isEqualTo(-2L);
  }

  @Test
  void refusesFramesOnceFinished() {
    ClipStream stream =
        new ClipStream(target(Layout.NTCHW, 1, 2), Layout.NTCHW, Windows.of(2), clips -> {});
    stream.finish();
    assertThatIllegalStateException()
        .isThrownBy(() -> stream.push(slot -> {}))
        .withMessage("this stream is finished: make one for each video");
    assertThatIllegalStateException().isThrownBy(stream::finish);
  }

  @Test
  void refusesAnotherPaddingOnceStarted() {
    ClipStream stream =
        new ClipStream(target(Layout.NTCHW, 1, 2), Layout.NTCHW, Windows.of(2), clips -> {});
    stream.push(slot -> {});
    assertThatIllegalStateException()
        .isThrownBy(() -> stream.padWith(slot -> {}))
        .withMessage("expected the padding before the first frame");
  }

  @Test
  void refusesMemoryForAnotherNumberOfFrames() {
    Tensor target = Tensor.allocate(DType.FLOAT32, 1, 8, 3, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipStream(target, Layout.NTCHW, Windows.of(9), clips -> {}))
        .withMessage(
            "expected memory to write to in NTCHW with T = 9 and nothing empty,"
                + " got float32[1, 8, 3, 2, 2]");
  }

  @Test
  void readsTimeWhereTheLayoutHasIt() {
    Tensor target = Tensor.allocate(DType.FLOAT32, 1, 8, 3, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipStream(target, Layout.NCTHW, Windows.of(8), clips -> {}))
        .withMessageContaining("in NCTHW with T = 8");
  }

  @Test
  void refusesMemoryOfFourDimensions() {
    Tensor target = Tensor.allocate(DType.FLOAT32, 8, 3, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipStream(target, Layout.NTCHW, Windows.of(8), clips -> {}))
        .withMessageEndingWith("got float32[8, 3, 2, 2]");
  }

  @Test
  void refusesEmptyMemory() {
    Tensor target = Tensor.allocate(DType.FLOAT32, 0, 8, 3, 2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipStream(target, Layout.NTCHW, Windows.of(8), clips -> {}));
  }

  @Test
  void refusesMemoryThatCannotBeWritten() {
    Tensor target =
        Tensor.wrap(DType.UINT8, ByteBuffer.allocateDirect(8).asReadOnlyBuffer(), 1, 8, 1, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipStream(target, Layout.NTCHW, Windows.of(8), clips -> {}))
        .withMessageContaining("got read-only uint8");
  }

  @Test
  void refusesAPreparedFrameOfAnotherShape() {
    ClipStream stream =
        new ClipStream(target(Layout.NTHWC, 1, 2), Layout.NTHWC, Windows.of(2), clips -> {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream.push(Tensor.allocate(DType.FLOAT32, 3, 2, 2)))
        .withMessage("expected a frame of float32[2, 2, 3], got float32[3, 2, 2]");
  }

  @Test
  void refusesAPreparedFrameOfAnotherDtype() {
    ClipStream stream =
        new ClipStream(target(Layout.NTHWC, 1, 2), Layout.NTHWC, Windows.of(2), clips -> {});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream.push(Tensor.allocate(DType.UINT8, 2, 2, 3)))
        .withMessageEndingWith("got uint8[2, 2, 3]");
  }

  @Test
  void aLayoutOfImagesIsRefused() {
    Tensor target = target(Layout.NTCHW, 1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipStream(target, Layout.NCHW, Windows.of(2), clips -> {}))
        .withMessage("expected NTCHW, NCTHW or NTHWC, got NCHW");
  }

  @Test
  void refusesNullByName() {
    Tensor target = target(Layout.NTCHW, 1, 2);
    Windows windows = Windows.of(2);
    assertThatNullPointerException()
        .isThrownBy(() -> new ClipStream(null, Layout.NTCHW, windows, clips -> {}))
        .withMessage("target");
    assertThatNullPointerException()
        .isThrownBy(() -> new ClipStream(target, null, windows, clips -> {}))
        .withMessage("layout");
    assertThatNullPointerException()
        .isThrownBy(() -> new ClipStream(target, Layout.NTCHW, null, clips -> {}))
        .withMessage("windows");
    assertThatNullPointerException()
        .isThrownBy(() -> new ClipStream(target, Layout.NTCHW, windows, null))
        .withMessage("consumer");
    ClipStream stream = new ClipStream(target, Layout.NTCHW, windows, clips -> {});
    assertThatNullPointerException()
        .isThrownBy(() -> stream.push((FrameWriter) null))
        .withMessage("writer");
    assertThatNullPointerException()
        .isThrownBy(() -> stream.push((Tensor) null))
        .withMessage("frame");
  }
}

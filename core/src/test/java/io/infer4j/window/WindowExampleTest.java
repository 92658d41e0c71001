package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.DType;
import io.infer4j.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the package's Javadoc, run. */
class WindowExampleTest {
  @Test
  void stitchesScoresOfFrames() {
    float[][] clips = {{1, 1, 1, 1}, {3, 3, 3, 3}};
    List<Float> curve = new ArrayList<>();

    Windows windows = Windows.of(4).overlap(2);
    WindowPlan plan = windows.plan(6);
    ScoreStitcher stitcher =
        new ScoreStitcher(4, 1, Blend.mean(), (frame, scores) -> curve.add(scores[0]));
    for (int w = 0; w < plan.count(); w++) {
      stitcher.add(plan.start(w), clips[w]);
    }
    stitcher.finish(plan.frames());

    assertThat(curve).containsExactly(1f, 1f, 2f, 2f, 3f, 3f);
  }

  @Test
  void runsALargeImageInWindows() {
    Tensor image = Tensor.of(new float[200 * 300], 1, 1, 200, 300);

    GridWindows grid = GridWindows.of(96, 96).overlap(0.5).blend(Blend.gaussian());
    Tensor memory = Tensor.allocate(DType.FLOAT32, 4, 1, 96, 96); // batches of 4
    Tensor labels = grid.run(image, Predictor.of(memory, batch -> batch));

    assertThat(labels.shape()).isEqualTo(image.shape());
  }

  @Test
  void detectsInTilesAndMergesAtTheSeams() {
    Detections found = new Detections();
    Detections merged = new Detections();

    TilePlan tiles = Tiles.of(640, 640).overlap(0.2).plan(1920, 1080);
    for (int tile = 0; tile < tiles.count(); tile++) {
      if (tiles.y(tile) == 0 && tiles.x(tile) < 1024) { // what a detector finds in this tile
        found.addInTile(tiles, tile, 600 - tiles.x(tile), 9, 640 - tiles.x(tile), 90, 0.9f, 1);
      }
    }
    new TileMerge().merge(found, merged);

    assertThat(merged).hasToString("[[600.0, 9.0, 640.0, 90.0] score 0.9 class 1]");
  }
}

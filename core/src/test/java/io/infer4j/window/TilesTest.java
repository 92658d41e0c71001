package io.infer4j.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilesTest {
  private static int[] tile(TilePlan plan, int tile) {
    int x = plan.x(tile);
    int y = plan.y(tile);
    return new int[] {x, y, x + plan.width(tile), y + plan.height(tile)};
  }

  @Test
  void areThoseOfSahisDefinition() {
    double[][] tiles = Vectors.rows("tiles");
    int at = 0;
    for (double[] row : Vectors.rows("tile_cases")) {
      TilePlan plan =
          Tiles.of((int) row[2], (int) row[3])
              .overlap(row[4], row[5])
              .plan((int) row[0], (int) row[1]);
      assertThat(plan.count()).as(plan.toString()).isEqualTo((int) row[6]);
      for (int i = 0; i < plan.count(); i++) {
        double[] expected = tiles[at++];
        int[] actual = tile(plan, i);
        for (int k = 0; k < 4; k++) {
          assertThat(actual[k]).as("%s tile %s", plan, i).isEqualTo((int) expected[k]);
        }
      }
    }
    assertThat(at).isEqualTo(tiles.length);
  }

  @Test
  void shiftTheLastInward() {
    TilePlan plan = Tiles.of(640, 640).overlap(0.2).plan(1920, 1080);
    assertThat(plan.count()).isEqualTo(8);
    assertThat(tile(plan, 7)).containsExactly(1280, 440, 1920, 1080);
  }

  @Test
  void areOneClippedTileForASmallImage() {
    TilePlan plan = Tiles.of(640, 640).plan(300, 200);
    assertThat(plan.count()).isEqualTo(1);
    assertThat(tile(plan, 0)).containsExactly(0, 0, 300, 200);
  }

  @Test
  void areClippedInTheDimensionThatIsSmall() {
    TilePlan plan = Tiles.of(640, 640).overlap(0).plan(1280, 200);
    assertThat(plan.count()).isEqualTo(2);
    assertThat(tile(plan, 1)).containsExactly(640, 0, 1280, 200);
  }

  @Test
  void endWithTheFullImageIfAsked() {
    TilePlan plan = Tiles.of(640, 640).fullImage(true).plan(1920, 1080);
    assertThat(plan.count()).isEqualTo(9);
    assertThat(plan.isFullImage(8)).isTrue();
    assertThat(plan.isFullImage(7)).isFalse();
    assertThat(tile(plan, 8)).containsExactly(0, 0, 1920, 1080);
  }

  @Test
  void doNotHaveTheFullImageTwice() {
    TilePlan plan = Tiles.of(640, 640).fullImage(true).plan(300, 200);
    assertThat(plan.count()).isEqualTo(1);
    assertThat(plan.isFullImage(0)).isTrue();
  }

  @Test
  void endEvenWhereTheOverlapRoundsToTheTile() {
    double nearlyOne = Math.nextDown(1.0);
    assertThat(Tiles.of(3, 3).overlap(nearlyOne).plan(5, 3).count()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -0.2, Double.NaN})
  void refuseAnOverlapThatIsNotAtLeast0AndBelow1(double ratio) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tiles.of(8, 8).overlap(ratio))
        .withMessage("expected an overlap ratio of at least 0 and less than 1, got %s", ratio);
  }

  @Test
  void refuseATileOfNoHeight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tiles.of(8, 0))
        .withMessage("expected a tile height of 1 or more, got 0");
  }

  @Test
  void refuseAnImageOfNoWidth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tiles.of(8, 8).plan(-5, 8))
        .withMessage("expected an image width of 1 or more, got -5");
  }

  @Test
  void refuseMoreTilesThanAnIntCounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tiles.of(1, 1).plan(100_000, 100_000))
        .withMessageContaining("more than 2^31-1 tiles");
  }

  @Test
  void refuseATileThatIsNotThere() {
    TilePlan plan = Tiles.of(8, 8).plan(8, 8);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> plan.x(1))
        .withMessage("tile 1 of 1");
  }

  @Test
  void coverEveryPixelOfRandomImages() {
    Random random = new Random(1);
    for (int trial = 0; trial < 2000; trial++) {
      int width = 1 + random.nextInt(60);
      int height = 1 + random.nextInt(60);
      TilePlan plan =
          Tiles.of(1 + random.nextInt(30), 1 + random.nextInt(30))
              .overlap(random.nextDouble(), random.nextDouble())
              .plan(width, height);
      boolean[] columns = new boolean[width];
      boolean[] rows = new boolean[height];
      for (int i = 0; i < plan.count(); i++) {
        Arrays.fill(columns, plan.x(i), plan.x(i) + plan.width(i), true);
        Arrays.fill(rows, plan.y(i), plan.y(i) + plan.height(i), true);
      }
      assertThat(columns).as(plan.toString()).containsOnly(true);
      assertThat(rows).as(plan.toString()).containsOnly(true);
    }
  }
}

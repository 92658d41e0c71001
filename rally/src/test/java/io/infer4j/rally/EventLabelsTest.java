package io.infer4j.rally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventLabelsTest {
  private static final List<String> NAMES =
      List.of("near", "far", "serve", "forehand", "backhand", "bounce", "in", "out");

  private static String chosen(List<String> names, float... scores) {
    return new EventLabels(names)
        .attributes(scores, 0).stream()
            .map(attribute -> attribute.label() + " " + attribute.score())
            .collect(Collectors.joining(", "));
  }

  @Test
  void aHitIsByOnePlayerAndOfOneStroke() {
    assertThat(chosen(NAMES, 0.6f, 0.7f, 0.1f, 0.8f, 0.9f, 0.2f, 0.95f, 0.1f))
        .isEqualTo("far 0.7, backhand 0.9");
  }

  @Test
  void aBounceIsInOrOut() {
    assertThat(chosen(NAMES, 0.6f, 0.7f, 0.1f, 0.8f, 0.9f, 0.8f, 0.2f, 0.3f))
        .isEqualTo("bounce 0.8, out 0.3");
  }

  @Test
  void ofATieItIsAHitAndTheFirstOfEachGroup() {
    assertThat(chosen(NAMES, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f))
        .isEqualTo("near 0.5, serve 0.5");
  }

  @Test
  void labelsMayComeInAnyOrder() {
    List<String> other =
        List.of("out", "in", "bounce", "backhand", "forehand", "serve", "far", "near");

    assertThat(chosen(other, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f))
        .isEqualTo("near 0.8, serve 0.6");
  }

  @Test
  void scoresMayLieBehindOthers() {
    float[] scores = {9, 9, 0.6f, 0.7f, 0.1f, 0.8f, 0.9f, 0.2f, 0.95f, 0.1f};

    assertThat(new EventLabels(NAMES).attributes(scores, 2))
        .containsExactly(new RallyAttribute("far", 0.7f), new RallyAttribute("backhand", 0.9f));
  }

  @Test
  void labelsOfAnotherModelAreRefused() {
    assertThatThrownBy(() -> new EventLabels(List.of("cat", "dog")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'bounce'")
        .hasMessageContaining("[cat, dog]");
  }
}

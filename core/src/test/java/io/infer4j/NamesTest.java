package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @Test
  void aTypoIsAnsweredWithTheNearestName() {
    assertThat(Names.unknown("output", "scors", List.of("boxes", "scores")))
        .isEqualTo("there is no output 'scors'; did you mean 'scores'? There are [boxes, scores]");
  }

  @Test
  void aNameThatIsNothingLikeTheOthersIsAnsweredWithThese() {
    assertThat(Names.unknown("output", "embedding", List.of("boxes", "scores")))
        .isEqualTo("there is no output 'embedding'; there are [boxes, scores]");
  }

  @Test
  void whereThereAreNoNamesTheMessageSaysSo() {
    assertThat(Names.unknown("input", "x", List.of()))
        .isEqualTo("there is no input 'x'; there is none");
  }

  @ParameterizedTest
  @CsvSource({
    "scores, scores, scores",
    "SCORES, scores, scores",
    "score,  scores, scores",
    "sroces, scores, scores",
    "image0, image,  image",
    "boxes,  scores, ''",
    "x,      y,      ''",
    "xs,     x,      x",
    "'',     x,      ''",
    "onnx,   torch,  ''",
    "onnxruntim, onnxruntime, onnxruntime",
  })
  void onlyANearNameIsSuggested(String name, String known, String suggested) {
    assertThat(Names.suggestion(name, List.of(known)))
        .isEqualTo(suggested.isEmpty() ? "" : "; did you mean '" + suggested + "'?");
  }

  @Test
  void theNearestOfSeveralIsSuggested() {
    assertThat(Names.suggestion("output_1", List.of("output_23", "output_12", "output_1x")))
        .contains("output_12");
    assertThat(Names.suggestion("scores", List.of("stores", "score", "scores_")))
        .contains("stores");
  }
}

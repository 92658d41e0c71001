package io.infer4j.rally.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.infer4j.rally.Handedness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RallyTruthTest {
  @TempDir Path folder;

  @Test
  void readsHandsAndEvents() throws IOException {
    RallyTruth truth =
        read("# hand=0,1 fps=25 seed=7\nframe,labels\n12,near+serve\n31,bounce+in\n");

    assertThat(truth.hands()).isEqualTo(new Handedness(false, true));
    assertThat(truth.events())
        .containsExactly(
            new RallyTruth.Event(12, Set.of("near", "serve")),
            new RallyTruth.Event(31, Set.of("bounce", "in")));
  }

  @Test
  void refusesFileWithoutHands() {
    refuses("frame,labels\n12,near\n", ":1: expected # hand=0,1", "got frame,labels");
  }

  @Test
  void refusesFileWithoutHeader() {
    refuses("# hand=0,1\n", ":2: expected frame,labels, got the end of the file");
  }

  @Test
  void refusesLineThatIsNoEvent() {
    refuses(
        "# hand=0,1\nframe,labels\n12;near\n", ":3: expected a frame and its labels", "12;near");
  }

  @Test
  void refusesFramesThatDoNotAscend() {
    refuses(
        "# hand=0,1\nframe,labels\n12,near\n12,far\n", ":4: expected a frame after 12, got 12,far");
  }

  private void refuses(String text, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(text))
        .withMessageContainingAll(words);
  }

  private RallyTruth read(String text) throws IOException {
    return RallyTruth.read(Files.writeString(folder.resolve("truth.csv"), text));
  }
}

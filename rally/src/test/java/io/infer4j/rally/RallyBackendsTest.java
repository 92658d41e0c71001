package io.infer4j.rally;

import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.LoadOptions;
import io.infer4j.rally.video.FrameSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pipeline, three times: only the engine's name differs, the bundle chooses its file. */
class RallyBackendsTest {
  private static final List<String> ENGINES = List.of("onnxruntime", "tflite", "pytorch");

  @ParameterizedTest
  @ValueSource(strings = {"rally", "test/test0", "test/test3"})
  void everyBackendSpotsTheSameEvents(String video) throws Exception {
    Handedness hands = hands(resource(video + ".csv"));
    List<List<String>> found =
        ENGINES.stream().map(engine -> spot(engine, path(video + ".mp4"), hands)).toList();

    assertThat(found.get(0)).isNotEmpty();
    assertThat(found).allSatisfy(events -> assertThat(events).isEqualTo(found.get(0)));
  }

  /** Frames, times and attributes. */
  private static List<String> spot(String engine, Path file, Handedness hands) {
    RallyOptions options =
        RallyOptions.defaults().withLoad(LoadOptions.defaults().withEngine(engine));
    Told told = new Told();
    try (RallySpotter spotter = RallySpotter.open(RallySpotter.bundle(), options);
        FrameSource video = FrameSource.video(file)) {
      assertThat(spotter.model().engine().name()).isEqualTo(engine);
      RallySummary summary = spotter.spot(video, hands, told);
      assertThat(summary.damage()).isEmpty();
      assertThat(summary.frames()).isEqualTo(video.expectedFrames());
    }
    return told.events.stream()
        .map(
            event ->
                event.frame()
                    + " at "
                    + event.seconds()
                    + " s: "
                    + event.attributes().stream()
                        .map(RallyAttribute::label)
                        .collect(Collectors.joining("+")))
        .toList();
  }

  private static Handedness hands(Path truth) throws IOException {
    String first = Files.readAllLines(truth).get(0);
    return new Handedness(first.startsWith("# hand=1,"), first.startsWith(",1 ", 8));
  }

  private static Path path(String name) {
    try {
      return resource(name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(RallySpotter.class.getResource(name), name).toURI());
  }
}

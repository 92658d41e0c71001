package io.infer4j.rally.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsJsonTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir Path folder;

  private JsonNode read() throws IOException {
    return MAPPER.readTree(folder.resolve("events.json").toFile());
  }

  @Test
  void isWholeAfterEachEventBeforeItIsClosed() throws Exception {
    try (EventsJson json = new EventsJson(folder.resolve("events.json"), Made.run("a.mp4"))) {
      assertThat(read().get("events")).isEmpty();
      for (int i = 1; i <= 3; i++) {
        json.onEvent(Made.event(25L * i, "bounce", "in"));

        assertThat(read().get("events")).hasSize(i);
        assertThat(read().at("/run/video").asText()).isEqualTo("a.mp4");
      }
    }
    assertThat(read().at("/events/2/timecode").asText()).isEqualTo("0:00:03.000");
    assertThat(read().at("/events/2/attributes/1/label").asText()).isEqualTo("in");
  }

  @Test
  void figuresAreTheLastWord() throws Exception {
    try (EventsJson json = new EventsJson(folder.resolve("events.json"), Made.run("a.mp4"))) {
      json.onEvent(Made.event(1, "near"));
      json.finish(new RallyFigures(500, 1, 20, 228, 128, 11, 2, 5, 250, true, null, null));
    }

    assertThat(read().at("/figures/framesPerSecond").asDouble()).isEqualTo(250);
    assertThat(read().at("/figures/stopped").asBoolean()).isTrue();
    assertThat(read().get("events")).hasSize(1);
  }

  @Test
  void anEarlierFileThatWasLongerLeavesNothing() throws Exception {
    for (int events = 20; events >= 0; events -= 20) {
      try (EventsJson json = new EventsJson(folder.resolve("events.json"), Made.run("a.mp4"))) {
        for (int i = 0; i < events; i++) {
          json.onEvent(Made.event(i, "near"));
        }
      }
    }

    assertThat(folder.resolve("events.json")).content().endsWith("]\n}\n");
    assertThat(read().get("events")).isEmpty();
  }
}

package io.infer4j.rally.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsCsvTest {
  @TempDir Path folder;

  @Test
  void rowIsOnTheDiskBeforeTheFileIsClosed() throws Exception {
    Path file = folder.resolve("events.csv");
    try (EventsCsv csv = new EventsCsv(file)) {
      csv.onEvent(Made.event(90_001, "bounce", "in"));

      assertThat(Files.readString(file))
          .isEqualTo(
              """
              frame,seconds,timecode,score,labels,label_scores
              90001,3600.040,1:00:00.040,0.7500,bounce+in,0.8750+0.8750
              """);
    }
  }

  @Test
  void withoutEventsThereIsTheHeader() throws Exception {
    Path file = folder.resolve("events.csv");
    new EventsCsv(file).close();

    assertThat(file).content().startsWith("frame,").hasLineCount(1);
  }

  @Test
  void fileThatCannotBeWrittenIsNamed() {
    assertThatThrownBy(() -> new EventsCsv(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write " + folder);
  }
}

package io.infer4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter written = new StringWriter();

  /** One whose next line is due at once. */
  private Progress progress(long expected, boolean terminal) {
    return new Progress(new PrintWriter(written), expected, terminal, 0);
  }

  @Test
  void terminalHasOneLineThatIsWrittenAnew() {
    Progress progress = progress(1000, true);
    progress.show(250, 7);
    progress.show(500, 9);

    String[] lines = written.toString().split("\r", -1);
    assertThat(lines).hasSize(3);
    assertThat(lines[1]).startsWith("[######------------------]  25 %  250 of 1,000 frames, ");
    assertThat(lines[2]).contains("50 %", "/s, 9 events");
    assertThat(written.toString()).doesNotContain("\n");
  }

  @Test
  void shorterLineHidesTheLongerOneBeforeIt() {
    Progress progress = progress(-1, true);
    progress.show(1_000_000, 1000);
    int longer = written.getBuffer().length();
    progress.show(1, 1);

    assertThat(written.getBuffer().length()).isGreaterThanOrEqualTo(2 * longer);
  }

  @Test
  void clearedLineLeavesNothing() {
    Progress progress = progress(1000, true);
    progress.show(250, 7);
    int length = written.toString().length() - 1;
    progress.clear();

    assertThat(written.toString()).endsWith("\r" + " ".repeat(length) + "\r");
  }

  @Test
  void withoutATerminalThereAreWholeLines() {
    Progress progress = progress(-1, false);
    progress.show(250, 1);
    progress.clear();

    assertThat(written.toString()).matches("250 frames, [0-9,]+/s, 1 event\\R");
  }

  @Test
  void moreFramesThanExpectedAreStillAllOfThem() {
    progress(100, true).show(130, 0);

    assertThat(written.toString()).contains("100 %  130 of 100 frames");
  }

  @Test
  void nothingIsShownBeforeItIsTimeTo() {
    new Progress(new PrintWriter(written), 100, false).show(1, 0);

    assertThat(written.toString()).isEmpty();
  }
}

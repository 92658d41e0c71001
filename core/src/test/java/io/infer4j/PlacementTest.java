package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
  @Test
  void theTextHasWhatIsUsedAndWhy() {
    assertThat(new Placement(List.of(), List.of("cpu"), List.of())).hasToString("cpu");
    assertThat(
            new Placement(List.of("cuda"), List.of("coreml", "cpu"), List.of("no GPU", "and so")))
        .hasToString("coreml, cpu (no GPU; and so)");
  }

  @Test
  void theCallersListsAreCopiedAndUnmodifiable() {
    List<String> list = new ArrayList<>(List.of("a"));
    Placement placement = new Placement(list, list, list, list);
    list.add("b");
    assertThat(placement.requested()).containsExactly("a").isUnmodifiable();
    assertThat(placement.used()).containsExactly("a").isUnmodifiable();
    assertThat(placement.warnings()).containsExactly("a").isUnmodifiable();
    assertThat(placement.notes()).containsExactly("a").isUnmodifiable();
  }

  @Test
  void warningsOfTheChoiceComeBeforeThoseOfTheEngine() {
    Placement placement = new Placement(List.of("r"), List.of("u"), List.of("second"));
    Placement noted = placement.afterWarnings(List.of("first"));
    assertThat(noted.warnings()).containsExactly("first", "second");
    assertThat(noted.requested()).containsExactly("r");
    assertThat(noted.used()).containsExactly("u");
  }
}

package io.infer4j.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.Placement;

/** Fallback and placement: nothing falls back in silence. */
interface PlacementRules {
  /** In no runtime. */
  String UNHEARD_OF = "unheard-of";

  @Rule(
      id = "PLACE-01",
      says = "A model says which accelerators it uses, and they are among the engine's.",
      lookAt = "RuntimeModel.placement(): used() names cpu where nothing else runs",
      fixtures = "mlp")
  default void aModelSaysWhereItRuns(Subject subject) {
    try (Model model = subject.load("mlp")) {
      assertThat(model.placement().used())
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .isSubsetOf(subject.engine().accelerators());
    }
  }

  @Rule(
      id = "PLACE-02",
      says = "A model that was asked for nothing says so.",
      lookAt = "RuntimeModel.placement(): requested() is LoadOptions.accelerators()",
      fixtures = "mlp",
      skipped = "where options() asks for accelerators")
  default void nothingAskedForIsSaid(Subject subject) {
    if (!subject.options().accelerators().isEmpty()) {
      throw new Skip("options() asks for accelerators");
    }
    try (Model model = subject.load("mlp")) {
      assertThat(model.placement().requested()).isEmpty();
    }
  }

  @Rule(
      id = "PLACE-03",
      says = "The CPU, asked for and got, runs.",
      lookAt = "how load() reads the accelerator cpu",
      fixtures = "mlp")
  default void theCpuRuns(Subject subject) {
    try (Model model = subject.load("mlp", subject.options().withAccelerators("cpu"))) {
      assertThat(model.placement().requested()).containsExactly("cpu");
      assertThat(model.placement().used()).contains("cpu");
      Subject.check(model, Fixture.of("mlp"), 0);
    }
  }

  @Rule(
      id = "PLACE-04",
      says = "An accelerator that is not there is passed over, and a note names it.",
      lookAt = "RuntimeModel.placement(): a warning for each difference between asked for and got",
      fixtures = "mlp")
  default void aFallbackIsNoted(Subject subject) {
    LoadOptions options = subject.options().withAccelerators(UNHEARD_OF, "cpu");
    try (Model model = subject.load("mlp", options)) {
      Placement placement = model.placement();
      assertThat(placement.requested()).containsExactly(UNHEARD_OF, "cpu");
      assertThat(placement.used()).contains("cpu").doesNotContain(UNHEARD_OF);
      assertThat(placement.warnings())
          .as("notes on the fallback")
          .anyMatch(note -> note.contains(UNHEARD_OF));
      Subject.check(model, Fixture.of("mlp"), 0);
    }
  }

  @Rule(
      id = "PLACE-05",
      says = "Strict placement refuses an accelerator that is not there, naming it.",
      lookAt = "how load() reads LoadOptions.strictPlacement()",
      fixtures = "mlp")
  default void strictPlacementRefusesAFallback(Subject subject) {
    LoadOptions options = subject.options().withAccelerators(UNHEARD_OF).withStrictPlacement();
    assertThatThrownBy(() -> subject.load("mlp", options).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(UNHEARD_OF);
  }

  @Rule(
      id = "PLACE-06",
      says = "Strict placement refuses also where only one of several accelerators is missing.",
      lookAt = "how load() reads LoadOptions.strictPlacement(): each one named has to be usable",
      fixtures = "mlp")
  default void strictPlacementWantsAll(Subject subject) {
    LoadOptions options =
        subject.options().withAccelerators("cpu", UNHEARD_OF).withStrictPlacement();
    assertThatThrownBy(() -> subject.load("mlp", options).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(UNHEARD_OF);
  }

  @Rule(
      id = "PLACE-07",
      says = "Each accelerator that the engine names runs, or a note says why it is not used.",
      lookAt = "accelerators(): those usable here and now",
      fixtures = "mlp")
  default void eachAcceleratorRunsOrIsNoted(Subject subject) {
    for (String accelerator : subject.engine().accelerators()) {
      LoadOptions options = subject.options().withAccelerators(accelerator, "cpu");
      try (Model model = subject.load("mlp", options)) {
        if (!model.placement().used().contains(accelerator)) {
          assertThat(model.placement().warnings())
              .as("notes on %s, which is not used", accelerator)
              .anyMatch(note -> note.contains(accelerator));
        }
        Subject.check(model, Fixture.of("mlp"), 0);
      }
    }
  }

  @Rule(
      id = "PLACE-08",
      says = "Strict placement takes what is there.",
      lookAt = "how load() reads LoadOptions.strictPlacement(): the CPU is always there",
      fixtures = "mlp")
  default void strictPlacementTakesWhatIsThere(Subject subject) {
    LoadOptions options = subject.options().withAccelerators("cpu").withStrictPlacement();
    Subject.checkAll(subject.load("mlp", options), Fixture.of("mlp"));
  }

  @Rule(
      id = "PLACE-09",
      says = "An accelerator that takes no part of a model is noted.",
      lookAt = "RuntimeModel.placement(): also what is there may not take what the model needs",
      fixtures = "gather")
  default void anAcceleratorThatTakesNothingIsNoted(Subject subject) {
    for (String accelerator : subject.engine().accelerators()) {
      LoadOptions options = subject.options().withAccelerators(accelerator);
      for (String name : new String[] {"gather", "nonzero", "add_int64", "identity_string"}) {
        if (subject.has(name)) {
          try (Model model = subject.load(name, options)) {
            boolean told =
                model.placement().used().contains(accelerator)
                    || model.placement().warnings().stream().anyMatch(n -> n.contains(accelerator));
            assertThat(told)
                .as("whether %s on %s, asked for %s, says so", name, model.placement(), accelerator)
                .isTrue();
          }
        }
      }
    }
  }
}

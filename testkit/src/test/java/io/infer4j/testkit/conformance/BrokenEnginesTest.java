package io.infer4j.testkit.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.infer4j.testkit.Resident;
import io.infer4j.testkit.broken.BrokenEngine;
import io.infer4j.testkit.broken.BrokenInputs;
import io.infer4j.testkit.broken.BrokenIntrospection;
import io.infer4j.testkit.broken.BrokenLoading;
import io.infer4j.testkit.broken.BrokenOutputs;
import io.infer4j.testkit.broken.BrokenRuns;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The suite finds each fault, says in words what it is, and blames nothing else: every engine here
 * is wrong in one way and fails exactly the rules that name this.
 */
class BrokenEnginesTest {
  private static final String NO_ERROR = "Expecting code to raise a throwable";

  @Test
  void anEngineWithoutAFaultFailsNothing() {
    BrokenSuite.of(new BrokenEngine() {}).andNoOther();
  }

  @Nested
  class Outputs {
    @Test
    void ofAWrongDType() {
      BrokenSuite.of(new BrokenOutputs.WrongDType())
          .fails("Expected int8[2, 3] but was uint8[2, 3]", "TYPE-05")
          .fails("Expected int8[1, 4] but was uint8[1, 4]", "RUN-14")
          .andNoOther();
    }

    @Test
    void swapped() {
      BrokenSuite.of(new BrokenOutputs.Swapped())
          .fails(
              "[output 'sum' of fixture add_sub, case 0]", "RUN-04", "RUN-05", "BIND-02", "SPI-03")
          .fails("[output 'sum' of fixture add_sub, case ", "RUN-23", "BUF-14", "CONC-05")
          .fails("[0.0f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f]", "BUF-11")
          .fails("[0.0f, NaNf, 2.0f, NaNf, 4.0f, 5.0f]", "NUM-01")
          .fails("[Infinityf, -Infinityf, NaNf, 0.0f, Infinityf, 0.0f]", "NUM-02")
          .fails("[1.4E-45f, -1.4E-45f, 2.8E-45f, 1.1754945E-38f, 1.4E-45f, 0.0f]", "NUM-03")
          .fails("first at [0, 0]: expected -0.0, was 0.0", "NUM-04")
          .fails("first at [0, 0]: expected 0.3, was -0.1", "NUM-08")
          .andNoOther();
    }

    @Test
    void ofTheRunBefore() {
      BrokenSuite.of(new BrokenOutputs.Stale())
          .fails("first at [0, 0]: expected 0.05939037, was 0.20206192", "BIND-01")
          .fails("of fixture mlp, case", "BIND-08", "BIND-18", "BUF-12", "BUF-13")
          .andNoOther();
    }

    @Test
    void thatAreTheInput() {
      BrokenSuite.of(new BrokenOutputs.AliasesInput())
          .fails("first at [0, 0]: expected 0.96875, was 4321.0", "RUN-18", "BIND-19")
          .fails("[the input] Expected float32[2, 3] bit for bit", "RUN-19")
          .andNoOther();
    }

    @Test
    void thatAreAnotherOutput() {
      BrokenSuite.of(new BrokenOutputs.AliasesOutput())
          .fails("[output 'again' of fixture passthrough, case 0]", "RUN-19", "BIND-19")
          .andNoOther();
    }

    @Test
    void writtenInPart() {
      BrokenSuite.of(new BrokenOutputs.WritesInPart())
          .fails("expected 0.0, was NaN", "BIND-09")
          .andNoOther();
    }

    @Test
    void thatKeepTheShapeOfTheFirstRun() {
      BrokenSuite.of(new BrokenOutputs.KeepsTheFirstShape())
          .fails("Expected int64[0, 1] but was int64[3, 1]", "BIND-10")
          .andNoOther();
    }

    @Test
    void madeUpBeforeTheFirstRun() {
      BrokenSuite.of(new BrokenOutputs.MadeUp()).fails(NO_ERROR, "BIND-11").andNoOther();
    }

    @Test
    void thatBindingsShare() {
      BrokenSuite.of(new BrokenOutputs.SharedByBindings())
          .fails("[output 'scores' of fixture mlp, case 0]", "RUN-20", "BIND-18")
          .fails("[output 'scores' of fixture mlp, case 1]", "LIFE-09")
          .perhaps("CONC-01", "CONC-02", "CONC-07", "LIFE-07")
          .andNoOther();
    }
  }

  @Nested
  class Inputs {
    @Test
    void readFromBeforeTheirPosition() {
      BrokenSuite.of(new BrokenInputs.IgnoresPosition())
          .fails("[output 'scores' of fixture mlp, case 1]", "BUF-05")
          .fails("[output 'scores' of fixture mlp, case 0]", "BUF-07")
          .andNoOther();
    }

    @Test
    void readInTheOtherByteOrder() {
      BrokenSuite.of(new BrokenInputs.OtherByteOrder())
          .fails("first at [0, 0]: expected -32768, was 128", "TYPE-06")
          .andNoOther();
    }

    @Test
    void passedThroughANarrowerType() {
      BrokenSuite.of(new BrokenInputs.LosesPrecision())
          .fails("first at [1, 1]: expected 2.2250738585072014E-308, was 0.0", "TYPE-02")
          .andNoOther();
    }

    @Test
    void copiedOnceWhereTheyAreReadOnly() {
      BrokenSuite.of(new BrokenInputs.CopiesReadOnlyOnce())
          .fails("[output 'scores' of fixture mlp, case 0]", "BUF-13")
          .andNoOther();
    }

    @Test
    void readWhenTheyAreBound() {
      BrokenSuite.of(new BrokenInputs.ReadsAtBind())
          .fails("expected 0.05939037, was 0.20206192", "BIND-01", "BIND-08")
          .fails("[output 'scores' of fixture mlp, case 0]", "BIND-07")
          .fails("[output 'scores' of fixture mlp_batch, case 0]", "BIND-12")
          .fails("[output 'scores' of fixture mlp, case", "BIND-18", "BUF-12", "BUF-13")
          .andNoOther();
    }

    @Test
    void writtenTo() {
      BrokenSuite.of(new BrokenInputs.WritesToInputs())
          .fails("[input 'x' of passthrough after two runs]", "RUN-17")
          .fails("[the input] Expected float32[2, 3] bit for bit", "RUN-19")
          .fails("[input of passthrough] Expected float32[2, 3] bit for bit", "BIND-20")
          .andNoOther();
    }

    @Test
    void passedThroughOneBuffer() {
      BrokenSuite.of(new BrokenInputs.SharedBuffer())
          .fails("[output 'scores' of fixture mlp, case ", "CONC-01")
          .perhaps("CONC-02", "CONC-07", "LIFE-07")
          .andNoOther();
    }
  }

  @Nested
  class Loading {
    @Test
    void swallowsErrors() {
      BrokenSuite.of(new BrokenLoading.SwallowsErrors())
          .fails("tenths of the file that load", "LOAD-11")
          .fails(NO_ERROR, "LOAD-12", "LOAD-13", "LOAD-14", "ERR-13", "PLACE-05", "PLACE-06")
          .fails("half a model was loaded", "CONC-06")
          .andNoOther();
    }

    @Test
    void doesNotSayOfWhichFile() {
      BrokenSuite.of(new BrokenLoading.NamesNoFile())
          .fails("\"the model is damaged\"\nto contain:\n", "LOAD-11", "LOAD-12", "CONC-06")
          .andNoOther();
    }

    @Test
    void doesNotNameTheOperator() {
      BrokenSuite.of(new BrokenLoading.NamesNoOperator())
          .fails("io.infer4j.UnsupportedOperatorException\nbut was:\n", "LOAD-14")
          .andNoOther();
    }

    @Test
    void fallsBackInSilence() {
      BrokenSuite.of(new BrokenLoading.FallsBackInSilence())
          .fails("[notes on the fallback]", "PLACE-04")
          .fails(NO_ERROR, "PLACE-05", "PLACE-06")
          .andNoOther();
    }

    @Test
    void takesUnknownOptions() {
      BrokenSuite.of(new BrokenLoading.TakesAnyOption()).fails(NO_ERROR, "OPT-04").andNoOther();
    }

    @Test
    void ignoresWhatOptionsSay() {
      BrokenSuite.of(new BrokenLoading.IgnoresOptions()).fails(NO_ERROR, "OPT-05").andNoOther();
    }

    @Test
    void leaks() {
      assumeTrue(Resident.isKnown(), "resident memory is read from /proc");
      BrokenSuite.of(LeakSuite.class, new BrokenLoading.Leaks(), "MEM-01", "MEM-05", "MEM-08")
          .fails("kilobytes that the second half added", "MEM-01", "MEM-08")
          .andNoOther();
    }

    @Test
    void sharesItsSets() {
      BrokenSuite.of(new BrokenLoading.SharesItsSets())
          .fails("but was: []", "DISC-09")
          .andNoOther();
    }

    @Test
    void ordersOutputsByChance() {
      BrokenSuite.of(new BrokenLoading.OrdersByChance())
          .fails("expected: \"[y", "SPI-02")
          .perhaps("INSP-02", "RUN-06")
          .andNoOther();
    }
  }

  @Nested
  class Introspection {
    @Test
    void truncatesNames() {
      BrokenSuite.of(new BrokenIntrospection.TruncatesNames())
          .fails("\"trailing\"", "INSP-03")
          .fails("'trailing '", "RUN-08")
          .andNoOther();
    }

    @Test
    void tellsAnotherShape() {
      BrokenSuite.of(new BrokenIntrospection.TellsTheWrongShape())
          .fails("[the shape told of 'features' of conv, -1 for dynamic]", "INSP-05")
          .fails("'features' of conv is [1, 4, 8, 8], told was [1, 8, 8, 4]", "INSP-12")
          .andNoOther();
    }

    @Test
    void tellsASizeOfWhatIsOpen() {
      BrokenSuite.of(new BrokenIntrospection.TellsOneForOpen())
          .fails("[whether [1, 1] is static]", "INSP-08")
          .andNoOther();
    }

    @Test
    void tellsScalarsAsVectors() {
      BrokenSuite.of(new BrokenIntrospection.TellsScalarsAsVectors())
          .fails("[the shape told of 'total' of scalar, -1 for dynamic]", "INSP-07")
          .fails("'total' of scalar is [], told was [1]", "INSP-12")
          .andNoOther();
    }

    @Test
    void forgetsTheZeroPoint() {
      BrokenSuite.of(new BrokenIntrospection.ForgetsTheZeroPoint())
          .fails("but was: scale 0.03125, zero point 0", "INSP-09")
          .andNoOther();
    }

    @Test
    void tellsNulls() {
      BrokenSuite.of(new BrokenIntrospection.TellsNulls())
          .fails("[the value of 'author']", "INSP-14")
          .andNoOther();
    }
  }

  @Nested
  class Runs {
    @Test
    void endedByTheCloseOfAnotherBinding() {
      BrokenSuite.of(new BrokenRuns.ClosesUnderARun())
          .fails("the memory was freed during the run", "CONC-02", "CONC-07")
          .perhaps("CONC-01", "CONC-04", "LIFE-07")
          .andNoOther();
    }

    @Test
    void thatFailForEver() {
      BrokenSuite.of(new BrokenRuns.NeverRecovers())
          .fails("the session is in a bad state", "ERR-12", "BIND-17", "STATE-07")
          .andNoOther();
    }

    @Test
    void thatCannotBeginAnew() {
      BrokenSuite.of(new BrokenRuns.NeverResets()).fails("[before reset]", "STATE-04").andNoOther();
    }

    @Test
    void thatSeeTheStateOfOthers() {
      BrokenSuite.of(new BrokenRuns.SharesState())
          .fails("[output 'total' of fixture counter, case ", "STATE-01", "STATE-03")
          .fails("[before reset]", "STATE-04")
          .fails("[after a rebind]", "STATE-05")
          .fails("[in round 1]", "STATE-06")
          .andNoOther();
    }

    @Test
    void thatDoNotFail() {
      BrokenSuite.of(new BrokenRuns.ClampsIndices())
          .fails(NO_ERROR, "ERR-11", "ERR-12", "BIND-17", "STATE-07")
          .andNoOther();
    }

    @Test
    void thatFailInTheRuntimesTrace() {
      BrokenSuite.of(new BrokenRuns.SpeaksCpp()).fails("gather.cc:118", "ERR-11").andNoOther();
    }

    @Test
    void thatMakeGarbage() {
      BrokenSuite.of(new BrokenRuns.MakesGarbage())
          .fails("to be less than or equal to:\n  0L", "BIND-22", "BIND-23")
          .andNoOther();
    }

    @Test
    void thatDifferByChance() {
      BrokenSuite.of(new BrokenRuns.DrawsByChance())
          .fails("1 of 16 elements differs", "RUN-21", "BIND-06")
          .andNoOther();
    }

    @Test
    void thatCannotBeCancelled() {
      BrokenSuite.of(new BrokenRuns.IgnoresCancel(), "CANC-01", "CANC-02", "CANC-03", "CANC-07")
          .fails("Expecting actual not to be null", "CANC-01", "CANC-07")
          .fails("nanoseconds until a cancelled run ended", "CANC-02")
          .andNoOther();
    }

    @Test
    void thatStayCancelled() {
      BrokenSuite.of(new BrokenRuns.StaysCancelled(), "CANC-01", "CANC-03", "CANC-04", "CANC-07")
          .fails("RunCancelledException: the run was cancelled", "CANC-03", "CANC-06", "SPI-05")
          .andNoOther();
    }
  }
}

package io.infer4j.testkit.conformance;

import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.testkit.Resident;
import java.lang.reflect.Constructor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** Run in a JVM of its own: the same work over and over, and the resident memory as it goes. */
final class Soak {
  static final String SUITE = "conformance.suite";
  static final String WORK = "conformance.work";

  enum Work {
    LOAD,
    LOAD_BYTES,
    BOUND,
    SIMPLE,
    REBIND,
    FAIL,
    STRINGS,
    DATA_DEPENDENT
  }

  private final Subject subject;

  private Soak(Subject subject) {
    this.subject = subject;
  }

  public static void main(String[] args) throws Exception {
    Constructor<?> constructor = Class.forName(System.getProperty(SUITE)).getDeclaredConstructor();
    constructor.setAccessible(true);
    try (Subject subject = new Subject((EngineConformance) constructor.newInstance())) {
      Soak soak = new Soak(subject);
      switch (Work.valueOf(System.getProperty(WORK))) {
        case LOAD -> soak.load(subject.source("mlp"));
        case LOAD_BYTES -> soak.load(ModelSource.of(subject.bytes("mlp")));
        case BOUND -> soak.bound();
        case SIMPLE -> soak.simple();
        case REBIND -> soak.rebind();
        case FAIL -> soak.fail();
        case STRINGS -> soak.strings();
        case DATA_DEPENDENT -> soak.dataDependent();
      }
    }
  }

  private void load(ModelSource source) throws Exception {
    Fixture fixture = Fixture.of("mlp");
    var inputs = fixture.in(0);
    Resident.repeat(
        2_000,
        () -> {
          try (Model model = subject.load(source);
              IoBinding io = model.bindTo(inputs)) {
            io.run();
          }
        });
  }

  private void bound() throws Exception {
    try (Model model = subject.load("mlp");
        IoBinding io = Subject.bind(model, Fixture.of("mlp"), 0)) {
      Resident.repeat(200_000, io::run);
    }
  }

  private void simple() throws Exception {
    var inputs = Fixture.of("mlp").in(0);
    try (Model model = subject.load("mlp")) {
      Resident.repeat(200_000, () -> model.run(inputs));
    }
  }

  private void rebind() throws Exception {
    Fixture fixture = Fixture.of("mlp_batch");
    String name = fixture.inputs().get(0).name();
    int[] rows = {1};
    try (Model model = subject.load("mlp_batch");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      Resident.repeat(
          10_000,
          () -> {
            rows[0] = rows[0] % 100 + 1;
            io.rebindTo(Map.of(name, Tensor.allocate(DType.FLOAT32, rows[0], 8)));
            io.run();
          });
    }
  }

  private void fail() throws Exception {
    byte[] whole = subject.bytes("mlp");
    ModelSource half = ModelSource.of(Arrays.copyOf(whole, whole.length / 2));
    ModelSource other = subject.has("unsupported") ? subject.source("unsupported") : half;
    int[] round = {0};
    Resident.repeat(
        2_000,
        () -> {
          try {
            subject.load(round[0]++ % 2 == 0 ? half : other).close();
          } catch (ModelLoadException e) {
            return;
          }
          throw new IllegalStateException("what cannot load was loaded");
        });
  }

  private void dataDependent() throws Exception {
    Fixture fixture = Fixture.of("nonzero");
    int[] round = {0};
    try (Model model = subject.load("nonzero");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      FloatBuffer x = io.input("x").asFloats();
      Resident.repeat(
          100_000,
          () -> {
            x.put(round[0]++ % 6, round[0] % 5 - 2);
            io.run();
          });
    }
  }

  private void strings() throws Exception {
    try (Model model = subject.load("identity_string");
        IoBinding io = Subject.bind(model, Fixture.of("identity_string"), 1)) {
      Resident.repeat(50_000, io::run);
    }
  }
}

package io.infer4j.testkit.conformance;

import static io.infer4j.testkit.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.infer4j.Capability;
import io.infer4j.DType;
import io.infer4j.IoBinding;
import io.infer4j.Model;
import io.infer4j.Tensor;
import java.util.Map;

/** Whose memory is whose in bindings, and how much a run allocates. */
interface BoundMemoryRules {
  @Rule(
      id = "BIND-18",
      says = "Bindings of one model have inputs and outputs of their own.",
      lookAt = "bind(): what bindings share may only be read",
      fixtures = "mlp")
  default void bindingsAreIndependent(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    String name = fixture.outputs().get(0).name();
    try (Model model = subject.load("mlp");
        IoBinding a = Subject.bind(model, fixture, 0);
        IoBinding b = Subject.bind(model, fixture, 1)) {
      a.run();
      Tensor ofA = a.output(name);
      b.run();
      Tensor ofB = b.output(name);
      fixture.check(0, name, ofA);
      fixture.check(1, name, ofB);
      fixture.write(2, a);
      a.run();
      fixture.check(1, name, ofB);
      fixture.check(2, a);
    }
  }

  @Rule(
      id = "BIND-19",
      says = "Bound outputs share memory neither with an input nor with each other.",
      lookAt = "RuntimeBinding.output(int): each output needs memory of its own",
      fixtures = "passthrough")
  default void boundOutputsShareNoMemory(Subject subject) {
    Fixture fixture = Fixture.of("passthrough");
    try (Model model = subject.load("passthrough");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      io.run();
      io.input("x").asFloats().put(0, 4321);
      fixture.check(0, io);
      io.output("same").asFloats().put(1, 1234);
      fixture.check(0, "again", io.output("again"));
      fixture.check(0, "twice", io.output("twice"));
      assertThat(io.input("x").asFloats().get(1)).isEqualTo(fixture.onlyIn(0).asFloats().get(1));
    }
  }

  @Rule(
      id = "BIND-20",
      says = "A bound run never writes to its inputs.",
      lookAt = "whether the runtime works in place on the caller's memory",
      fixtures = "mlp",
      skipped = "the fixtures beside that one, where the format lacks them")
  default void boundInputsStayAsTheyAre(Subject subject) {
    for (String name : subject.present("mlp", "conv", "passthrough")) {
      Fixture fixture = Fixture.of(name);
      String input = fixture.inputs().get(0).name();
      try (Model model = subject.load(name);
          IoBinding io = Subject.bind(model, fixture, 0)) {
        io.run();
        io.run();
        assertThatTensor(io.input(input)).as("input of %s", name).isIdenticalTo(fixture.onlyIn(0));
      }
    }
  }

  @Rule(
      id = "BIND-21",
      says = "Tensors of an earlier shape stay as they are after a rebind.",
      lookAt = "bind(), which is called again: its outputs need new memory",
      fixtures = "mlp_batch",
      needs = Capability.DYNAMIC_SHAPES)
  default void tensorsOfAnEarlierShapeStay(Subject subject) {
    Fixture fixture = Fixture.of("mlp_batch");
    String name = fixture.outputs().get(0).name();
    try (Model model = subject.load("mlp_batch");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      io.run();
      Tensor earlier = io.output(name);
      for (int index : new int[] {1, 0}) {
        io.rebindTo(fixture.in(index));
        io.run();
      }
      io.rebindTo(Map.of(fixture.inputs().get(0).name(), Tensor.allocate(DType.FLOAT32, 1, 8)));
      io.run();
      fixture.check(0, name, earlier);
    }
  }

  @Rule(
      id = "BIND-22",
      says = "Where shapes are fixed, a run allocates no more Java heap than allowedBytesPerRun().",
      lookAt = "RuntimeBinding.run(): buffers, views and arrays belong into the constructor",
      fixtures = "mlp",
      skipped = "where the JVM does not count what a thread allocates")
  default void aRunAllocatesNothing(Subject subject) {
    Fixture fixture = Fixture.of("mlp");
    long allowed = subject.suite().allowedBytesPerRun();
    try (Model model = subject.load("mlp");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      assertThat(Allocations.perRun(500, allowed, io::run))
          .as("bytes per run")
          .isLessThanOrEqualTo(allowed);
    }
  }

  @Rule(
      id = "BIND-23",
      says = "What a run allocates does not grow with the size of the tensors.",
      lookAt = "RuntimeBinding.run(): copies of a whole tensor through a Java array",
      fixtures = "large",
      skipped = "where the JVM does not count what a thread allocates")
  default void allocationDoesNotGrowWithTheTensors(Subject subject) {
    Fixture fixture = Fixture.of("large");
    long allowed = subject.suite().allowedBytesPerRun();
    try (Model model = subject.load("large");
        IoBinding io = Subject.bind(model, fixture, 0)) {
      assertThat(Allocations.perRun(20, allowed, io::run))
          .as("bytes per run")
          .isLessThanOrEqualTo(allowed);
    }
  }
}

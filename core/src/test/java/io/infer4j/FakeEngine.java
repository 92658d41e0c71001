package io.infer4j;

import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeBinding;
import io.infer4j.spi.RuntimeModel;
import java.nio.FloatBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An engine whose models add 1 to their first input, and which notes in {@link #violations} every
 * call that the SPI forbids. Its fields are the script: set them before loading.
 */
final class FakeEngine implements InferenceEngine {
  private static final Charset ISO = StandardCharsets.ISO_8859_1;

  /** Files that begin with "fake". */
  static final ModelFormat FORMAT =
      ModelFormat.of("fake", header -> new String(header, ISO).startsWith("fake"));

  String name = "fake";
  Set<ModelFormat> formats = Set.of(FORMAT);
  Supplier<Optional<String>> unavailable = Optional::empty;
  Set<Capability> capabilities = EnumSet.allOf(Capability.class);
  Map<String, String> options = Map.of("speed", "how fast");
  List<TensorSpec> inputs = List.of(TensorSpec.of("x", DType.FLOAT32, Shape.of(2)));
  List<TensorSpec> outputs = List.of(TensorSpec.of("y", DType.FLOAT32, Shape.of(2)));
  Supplier<Placement> placement = () -> new Placement(List.of(), List.of("cpu"), List.of());

  /** Called at the point in question, to throw or to wait. */
  Runnable onLoad = () -> {};

  Runnable onBind = () -> {};
  Consumer<FakeBinding> onRun = binding -> {};
  Runnable onOutput = () -> {};
  Runnable onCancel = () -> {};
  Runnable onClearCancel = () -> {};
  Runnable onBindingClose = () -> {};
  Runnable onModelClose = () -> {};

  /** Output shapes are known before a run, and not null after it. */
  boolean outputsKnown = true;

  boolean outputsGiven = true;

  final Queue<String> violations = new ConcurrentLinkedQueue<>();
  final List<FakeModel> models = new CopyOnWriteArrayList<>();
  final AtomicInteger loads = new AtomicInteger();
  final AtomicInteger binds = new AtomicInteger();
  final AtomicInteger runs = new AtomicInteger();
  final AtomicInteger resets = new AtomicInteger();
  final AtomicInteger cancels = new AtomicInteger();
  final AtomicInteger clears = new AtomicInteger();
  final AtomicInteger bindingCloses = new AtomicInteger();
  final AtomicInteger modelCloses = new AtomicInteger();
  volatile LoadOptions seenOptions = LoadOptions.defaults();
  volatile ModelSource seenSource = file();

  static FakeEngine named(String name) {
    FakeEngine engine = new FakeEngine();
    engine.name = name;
    return engine;
  }

  static ModelSource file() {
    return ModelSource.of("fake model".getBytes(ISO));
  }

  Model load() {
    return InferenceEngines.of(this).load(file(), LoadOptions.defaults());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public Set<ModelFormat> formats() {
    return formats;
  }

  @Override
  public Optional<String> unavailable() {
    return unavailable.get();
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public Set<DType> dtypes() {
    return EnumSet.allOf(DType.class);
  }

  @Override
  public List<String> accelerators() {
    return List.of("cpu");
  }

  @Override
  public Map<String, String> options() {
    return options;
  }

  @Override
  public RuntimeModel load(ModelSource source, LoadOptions loadOptions) {
    loads.incrementAndGet();
    seenOptions = loadOptions;
    seenSource = source;
    onLoad.run();
    FakeModel model = new FakeModel();
    models.add(model);
    return model;
  }

  final class FakeModel implements RuntimeModel {
    private final AtomicInteger open = new AtomicInteger();

    int openBindings() {
      return open.get();
    }

    private volatile boolean closed;

    @Override
    public List<TensorSpec> inputs() {
      return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
      return outputs;
    }

    @Override
    public Map<String, String> metadata() {
      return Map.of("author", "me");
    }

    @Override
    public Placement placement() {
      return placement.get();
    }

    @Override
    public RuntimeBinding bind(List<Tensor> tensors) {
      if (closed) {
        violations.add("bind of a closed model");
      }
      open.incrementAndGet();
      boolean bound = false;
      try {
        binds.incrementAndGet();
        onBind.run();
        FakeBinding binding = new FakeBinding(this, tensors);
        bound = true;
        return binding;
      } finally {
        if (!bound) {
          open.decrementAndGet();
        }
      }
    }

    @Override
    public void close() {
      if (closed) {
        violations.add("model closed twice");
      }
      closed = true;
      if (open.get() != 0) {
        violations.add("model closed before " + open.get() + " of its bindings");
      }
      modelCloses.incrementAndGet();
      onModelClose.run();
    }
  }

  final class FakeBinding implements RuntimeBinding {
    final List<Tensor> tensors;
    private final FakeModel model;
    private Tensor[] values;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger cancelling = new AtomicInteger();
    private volatile boolean closed;
    volatile boolean cancelled;

    FakeBinding(FakeModel model, List<Tensor> tensors) {
      this.model = model;
      this.tensors = tensors;
      this.values = new Tensor[outputs.size()];
      if (outputsKnown) {
        produce();
      }
    }

    /** Outputs of fixed shape, or as many elements as the first input has. */
    private void produce() {
      for (int i = 0; i < values.length; i++) {
        TensorSpec spec = outputs.get(i);
        Shape shape = spec.shape().isStatic() ? spec.shape() : tensors.get(0).shape();
        values[i] = Tensor.allocate(spec.dtype() == null ? DType.FLOAT32 : spec.dtype(), shape);
      }
    }

    private void enter(String call) {
      if (inside.incrementAndGet() != 1) {
        violations.add(call + " while another call is inside the binding");
      }
      if (closed) {
        violations.add(call + " of a closed binding");
      }
    }

    private void leave(String call) {
      if (closed) {
        violations.add("closed during " + call);
      }
      inside.decrementAndGet();
    }

    @Override
    public void run() {
      enter("run");
      try {
        runs.incrementAndGet();
        onRun.accept(this);
        if (!outputsKnown || values.length != outputs.size()) {
          values = new Tensor[outputs.size()];
          produce();
        }
        if (values.length > 0 && values[0].dtype() == DType.FLOAT32 && !tensors.isEmpty()) {
          addOne(tensors.get(0), values[0]);
        }
      } finally {
        leave("run");
      }
    }

    @Override
    public Tensor output(int index) {
      enter("output");
      try {
        onOutput.run();
        return outputsGiven ? values[index] : null;
      } finally {
        leave("output");
      }
    }

    @Override
    public void reset() {
      enter("reset");
      resets.incrementAndGet();
      leave("reset");
    }

    @Override
    public void cancel() {
      if (cancelling.incrementAndGet() != 1) {
        violations.add("two cancels at once");
      }
      if (closed) {
        violations.add("cancel of a closed binding");
      }
      if (cancelled) {
        violations.add("cancel twice with no clearCancel between");
      }
      cancels.incrementAndGet();
      try {
        onCancel.run();
        cancelled = true;
      } finally {
        if (closed) {
          violations.add("closed during cancel");
        }
        cancelling.decrementAndGet();
      }
    }

    @Override
    public void clearCancel() {
      enter("clearCancel");
      try {
        if (cancelling.get() != 0) {
          violations.add("clearCancel during cancel");
        }
        clears.incrementAndGet();
        onClearCancel.run();
        cancelled = false;
      } finally {
        leave("clearCancel");
      }
    }

    @Override
    public void close() {
      enter("close");
      if (cancelling.get() != 0) {
        violations.add("close during cancel");
      }
      inside.decrementAndGet();
      closed = true;
      model.open.decrementAndGet();
      bindingCloses.incrementAndGet();
      onBindingClose.run();
    }
  }

  private static void addOne(Tensor from, Tensor to) {
    if (from == null || from.dtype() != DType.FLOAT32 || from.elements() != to.elements()) {
      return;
    }
    FloatBuffer in = from.asFloats();
    FloatBuffer out = to.asFloats();
    for (int i = 0; i < in.limit(); i++) {
      out.put(i, in.get(i) + 1);
    }
  }
}

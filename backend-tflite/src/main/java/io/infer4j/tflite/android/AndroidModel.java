package io.infer4j.tflite.android;

import io.infer4j.DType;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.tflite.runtime.Messages;
import io.infer4j.tflite.runtime.NativeModel;
import io.infer4j.tflite.runtime.Session;
import io.infer4j.tflite.runtime.Settings;
import io.infer4j.tflite.runtime.TfliteRuntime;
import io.infer4j.tflite.schema.Graph;
import io.infer4j.tflite.schema.ModelFile;
import io.infer4j.tflite.schema.Port;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.Interpreter;

/** A model in a direct buffer: interpreters keep that reachable. */
final class AndroidModel implements NativeModel {
  private final String name;
  private final ByteBuffer contents;
  private final Settings settings;
  private final List<AndroidDelegate> delegates = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean xnnpack;

  /** Made to verify the file, for the first session to use. */
  private @Nullable Opened first;

  private AndroidModel(String name, ByteBuffer contents, Settings settings) {
    this.name = name;
    this.contents = contents;
    this.settings = settings;
    this.xnnpack = settings.xnnpack;
    List<String> available = AndroidDelegate.available();
    for (String wanted : settings.accelerators) {
      AndroidDelegate delegate = AndroidDelegate.find(wanted);
      if (delegate != null) {
        delegates.add(delegate);
      } else if (!available.contains(wanted)) {
        notes.add(
            "accelerator '"
                + wanted
                + "' is not in this build of TensorFlow Lite, which has "
                + available);
      }
    }
    boolean eightBits;
    try {
      ModelFile file = new ModelFile(name, contents);
      // Before the API opens it, which ends the process for some.
      file.checkKnownCrashes();
      eightBits = file.convertsEightBits();
    } catch (IndexOutOfBoundsException e) {
      throw new ModelLoadException(name + " is damaged: " + e.getMessage(), e);
    }
    this.first = withoutCrash(openFirst(), eightBits);
  }

  static AndroidModel open(ModelSource source, Settings settings) {
    return new AndroidModel(source.name(), read(source), settings);
  }

  /** Read once, so that what has been verified is what runs, whatever becomes of the file. */
  private static ByteBuffer read(ModelSource source) {
    long size = source.size();
    if (size > Integer.MAX_VALUE) {
      throw new ModelLoadException(
          source + " has " + size + " bytes; the Android API takes less than 2 GB");
    }
    return source.buffer();
  }

  /** Without the delegates where they do not work, which is noted. Later ones are as this is. */
  private Opened openFirst() {
    if (!delegates.isEmpty()) {
      try {
        return open();
      } catch (ModelLoadException e) {
        notes.add(names() + " failed, so the cpu runs all: " + e.getMessage());
        delegates.clear();
      }
    }
    return open();
  }

  private Opened withoutCrash(Opened verified, boolean eightBits) {
    if (!xnnpack || !eightBits || !Avx512.isPresent()) {
      return verified;
    }
    verified.close();
    xnnpack = false;
    notes.add(
        "XNNPACK is not used: in Android's library for x86 its QUANTIZE and DEQUANTIZE, which "
            + name
            + " has, can crash on a CPU with AVX-512");
    return open();
  }

  private Opened open() {
    return open(delegates, xnnpack);
  }

  private Opened open(List<AndroidDelegate> wanted, boolean withXnnpack) {
    List<Delegate> opened = new ArrayList<>();
    try {
      for (AndroidDelegate each : wanted) {
        opened.add(each.open());
      }
      return new Opened(interpreter(opened, withXnnpack), opened, placement());
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      close(opened);
      Throwable root = root(e);
      throw Messages.load(name, root instanceof RuntimeException ? message(root) : root.toString());
    }
  }

  private static String message(Throwable e) {
    String said = e.getMessage();
    return said == null ? e.toString() : said;
  }

  private Interpreter interpreter(List<Delegate> opened, boolean withXnnpack) {
    Interpreter.Options options = new Interpreter.Options();
    options.setUseXNNPACK(withXnnpack);
    options.setCancellable(true);
    if (settings.threads > 0) {
      options.setNumThreads(settings.threads);
    }
    for (Delegate each : opened) {
      options.addDelegate(each);
    }
    return new Interpreter(contents, options);
  }

  /** As far as the API tells, which is not what a delegate has left to the CPU. */
  private List<String> placement() {
    List<String> used = new ArrayList<>(names());
    used.add(TfliteRuntime.CPU);
    return used;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (AndroidDelegate each : delegates) {
      names.add(each.accelerator());
    }
    return names;
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  static void close(List<Delegate> delegates) {
    for (Delegate each : delegates) {
      each.close();
    }
  }

  @Override
  public ByteBuffer contents() {
    return contents;
  }

  @Override
  public synchronized Session newSession(Graph graph, boolean plain) {
    if (graph.inputs.isEmpty()) {
      throw new ModelLoadException(name + " has no input, and the Android API runs none without");
    }
    for (List<Port> ports : Arrays.asList(graph.inputs, graph.outputs)) {
      for (Port port : ports) {
        DType dtype = port.spec.dtype();
        if (dtype == null || !AndroidRuntime.INSTANCE.dtypes().contains(dtype)) {
          throw new ModelLoadException(
              name + " has a tensor that the Android API does not pass as bytes: " + port.spec);
        }
      }
    }
    if (plain) {
      return new AndroidSession(open(Collections.emptyList(), false), graph);
    }
    Opened opened = first == null ? open() : first;
    first = null;
    return new AndroidSession(opened, graph);
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public synchronized void close() {
    if (first != null) {
      first.close();
      first = null;
    }
  }

  /** An interpreter and its delegates. */
  static final class Opened {
    final Interpreter interpreter;
    final List<String> placement;
    private final List<Delegate> delegates;

    Opened(Interpreter interpreter, List<Delegate> delegates, List<String> placement) {
      this.interpreter = interpreter;
      this.delegates = delegates;
      this.placement = placement;
    }

    void close() {
      try {
        interpreter.close();
      } finally {
        AndroidModel.close(delegates);
      }
    }
  }
}

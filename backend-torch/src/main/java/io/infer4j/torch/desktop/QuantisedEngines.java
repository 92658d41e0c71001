package io.infer4j.torch.desktop;

import io.infer4j.torch.TorchEngine;
import io.infer4j.torch.runtime.Messages;
import io.infer4j.torch.runtime.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QEngineVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.QEngine;

/**
 * The engines of quantised operators. Which one a model uses is settled while it is loaded, when
 * its weights are packed; but how to ask for one is a variable of the process, so loads take turns.
 */
final class QuantisedEngines {
  private QuantisedEngines() {}

  /** A way to load a module. */
  interface Loading {
    JitModule load();
  }

  /**
   * Loads with the engine that is asked for, or else with the process's, or else with each of the
   * others until one takes the model.
   *
   * @param notes gets a sentence where another was needed
   */
  static synchronized JitModule load(Settings settings, List<String> notes, Loading loading) {
    Context context = torch.globalContext();
    QEngine before = context.qEngine().intern();
    try {
      if (settings.qengine != null) {
        return loadWith(context, named(settings.qengine), loading);
      }
      try {
        return loading.load();
      } catch (RuntimeException e) {
        if (!isAboutQuantisation(e)) {
          throw e;
        }
        return loadWithAnother(context, before, notes, loading, e);
      }
    } finally {
      context.setQEngine(before);
    }
  }

  private static JitModule loadWithAnother(
      Context context, QEngine refused, List<String> notes, Loading loading, RuntimeException why) {
    for (QEngine engine : supported()) {
      if (engine != refused) {
        try {
          JitModule module = loadWith(context, engine, loading);
          notes.add(
              "quantised operators use the engine "
                  + name(engine)
                  + ", as "
                  + name(refused)
                  + " refuses the model: "
                  + Messages.clean(why.getMessage()));
          return module;
        } catch (RuntimeException e) {
          why.addSuppressed(e);
        }
      }
    }
    throw why;
  }

  private static JitModule loadWith(Context context, QEngine engine, Loading loading) {
    if (!supported().contains(engine)) {
      List<String> names = new ArrayList<>();
      for (QEngine each : supported()) {
        names.add(name(each));
      }
      throw new IllegalArgumentException(
          "option "
              + TorchEngine.NAME
              + ".qengine: '"
              + name(engine)
              + "' is not in this build of PyTorch, which has "
              + names);
    }
    context.setQEngine(engine);
    return loading.load();
  }

  private static boolean isAboutQuantisation(RuntimeException e) {
    String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return said.contains("quantiz") || said.contains("qengine") || said.contains("qnnpack");
  }

  private static List<QEngine> supported() {
    List<QEngine> engines = new ArrayList<>();
    try (QEngineVector all = Context.supportedQEngines()) {
      for (long i = 0; i < all.size(); i++) {
        engines.add(all.get(i).intern());
      }
    }
    return engines;
  }

  private static QEngine named(String name) {
    return QEngine.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static String name(QEngine engine) {
    return engine.name().toLowerCase(Locale.ROOT);
  }
}

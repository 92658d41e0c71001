package io.infer4j;

import io.infer4j.spi.InferenceEngine;
import io.infer4j.spi.RuntimeModel;
import io.infer4j.wrap.ModelWrapper;
import io.infer4j.wrap.WrappedLoading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines on the class path, and the choice among them. Immutable.
 *
 * <p>What {@link #load} does with them:
 *
 * <ul>
 *   <li><b>none</b> that reads the file's format: {@link EngineNotFoundException}, which names the
 *       artifact to add and lists what is there;
 *   <li><b>one</b>: it is used; if it is unavailable on this machine, {@link
 *       EngineUnavailableException} with its reason;
 *   <li><b>many</b>: the first by name that is available; which were passed over, and why, is in
 *       {@link Model#placement} and in the log;
 *   <li><b>a name asked for</b>, by {@link LoadOptions#withEngine} or else by the system property
 *       {@code infer4j.engine}: that one or an exception, never another;
 *   <li><b>an unknown name</b>: {@link EngineNotFoundException} with the names there are;
 *   <li><b>a broken provider</b> (it cannot be instantiated, or throws from {@code name()} or
 *       {@code formats()}): it is logged and listed in {@link #problems}; the others are as if it
 *       were not there, save for those that a services file names which is not a list of names;
 *   <li><b>an engine of infer4j whose class is there, but which no services file names</b> (JARs
 *       were packed into one and these files not merged): not used either, and {@link #problems}
 *       says what to do;
 *   <li><b>two of one name</b>: neither is used, both are listed in {@link #problems}; nobody could
 *       say which one was meant.
 * </ul>
 */
public final class InferenceEngines {
  /** A provider file that cannot be read could fail for ever. */
  private static final int MOST_BROKEN = 100;

  /** What has been logged, so that it is said once and not with every model. */
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  final Map<String, InferenceEngine> engines = new TreeMap<>();
  final Map<String, String> duplicates = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /** Where services files were looked for. */
  private final List<ClassLoader> searched = new ArrayList<>();

  static {
    WrappedLoading.open(new Wrapped());
  }

  private InferenceEngines() {}

  /** Fetched when there is something to say: SLF4J's start would delay a first result. */
  private static Logger log() {
    return LoggerFactory.getLogger(InferenceEngines.class);
  }

  /**
   * The engines that {@link ServiceLoader} finds now through the thread's context class loader and
   * through infer4j's own. Nothing is kept from one call to the next.
   */
  public static InferenceEngines discover() {
    InferenceEngines found = new InferenceEngines();
    List<InferenceEngine> all = new ArrayList<>();
    ClassLoader own = InferenceEngines.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null && context != own) {
      found.collect(ServiceLoader.load(InferenceEngine.class, context).iterator(), all);
      found.searched.add(context);
    }
    // R8 replaces a call of exactly this form by calls of the engines' constructors.
    found.collect(
        ServiceLoader.load(InferenceEngine.class, InferenceEngine.class.getClassLoader())
            .iterator(),
        all);
    found.searched.add(own);
    // The same class found through two loaders is one engine.
    Map<Class<?>, InferenceEngine> distinct = new LinkedHashMap<>();
    for (InferenceEngine engine : all) {
      if (!distinct.containsKey(engine.getClass())) {
        distinct.put(engine.getClass(), engine);
      }
    }
    return found.register(distinct.values());
  }

  /** The engines that {@link ServiceLoader} finds through this class loader. */
  public static InferenceEngines discover(ClassLoader loader) {
    InferenceEngines found = new InferenceEngines();
    List<InferenceEngine> all = new ArrayList<>();
    found.collect(ServiceLoader.load(InferenceEngine.class, loader).iterator(), all);
    found.searched.add(loader);
    return found.register(all);
  }

  /**
   * These engines and no others, where discovery is unwanted: it takes no services file, and no
   * reflection to make the engines.
   *
   * <pre>{@code
   * InferenceEngines engines = InferenceEngines.of(new OnnxEngine());
   * Model model = engines.load(source, LoadOptions.defaults()); // Model.load would discover
   * Model same = ModelBundle.open(folder).withEngines(engines).load();
   * }</pre>
   */
  public static InferenceEngines of(InferenceEngine... engines) {
    return new InferenceEngines().register(Arrays.asList(engines));
  }

  private void collect(Iterator<InferenceEngine> providers, List<InferenceEngine> all) {
    for (int broken = 0; broken < MOST_BROKEN; ) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        all.add(providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        broken++;
        problem(
            "a provider of " + InferenceEngine.class.getName() + " is broken: " + Engine.chain(e));
      }
    }
  }

  private InferenceEngines register(Iterable<InferenceEngine> all) {
    Map<String, List<InferenceEngine>> byName = new TreeMap<>();
    for (InferenceEngine engine : all) {
      try {
        String name = Objects.requireNonNull(engine.name(), "its name is null");
        Objects.requireNonNull(engine.formats(), "its formats are null");
        List<InferenceEngine> sameName = byName.get(name);
        if (sameName == null) {
          sameName = new ArrayList<>();
          byName.put(name, sameName);
        }
        sameName.add(engine);
      } catch (RuntimeException | LinkageError e) {
        problem("engine " + engine.getClass().getName() + " is broken: " + Engine.chain(e));
      }
    }
    for (Map.Entry<String, List<InferenceEngine>> entry : byName.entrySet()) {
      if (entry.getValue().size() == 1) {
        engines.put(entry.getKey(), entry.getValue().get(0));
      } else {
        List<String> classes = new ArrayList<>();
        for (InferenceEngine engine : entry.getValue()) {
          classes.add(engine.getClass().getName());
        }
        Collections.sort(classes);
        String reason = "engines of one name, '" + entry.getKey() + "', are not used: " + classes;
        duplicates.put(entry.getKey(), reason);
        problem(reason);
      }
    }
    return this;
  }

  private void problem(String text) {
    if (!problems.contains(text)) {
      problems.add(text);
      if (LOGGED.add(text)) {
        log().warn(text);
      }
    }
  }

  /** The usable providers, by name; an engine in this list may still be {@code unavailable()}. */
  public List<Engine> engines() {
    List<Engine> all = new ArrayList<>();
    for (InferenceEngine engine : engines.values()) {
      all.add(new Engine(engine));
    }
    return Collections.unmodifiableList(all);
  }

  /**
   * Why providers are not used, a sentence each: broken ones, those that share a name, and engines
   * of infer4j whose classes are there but which no services file names any more.
   */
  public List<String> problems() {
    StringBuilder told = new StringBuilder().append(problems).append(duplicates);
    for (InferenceEngine engine : engines.values()) {
      told.append(' ').append(engine.getClass().getName());
    }
    List<String> all = new ArrayList<>(problems);
    all.addAll(OwnEngines.unlisted(searched, told.toString()));
    return Collections.unmodifiableList(all);
  }

  /** The format of a model by its content, empty if neither infer4j nor an engine here knows it. */
  public Optional<ModelFormat> formatOf(ModelSource source) {
    source.check();
    return Optional.ofNullable(detect(source));
  }

  private @Nullable ModelFormat detect(ModelSource source) {
    Set<ModelFormat> more = new LinkedHashSet<>();
    for (InferenceEngine engine : engines.values()) {
      more.addAll(engine.formats());
    }
    ModelFormat format = ModelFormat.detect(source.header(), more);
    return format == null && OnnxHeader.isModelBehindText(source) ? ModelFormat.ONNX : format;
  }

  /** Loads a model, see {@link Model#load(ModelSource, LoadOptions)}. */
  public Model load(ModelSource source, LoadOptions options) {
    return load(source, options, null);
  }

  private Model load(ModelSource given, LoadOptions options, @Nullable ModelWrapper wrapper) {
    ModelSource source = given.checked();
    ModelFormat format = detect(source);
    if (format == null) {
      throw new ModelLoadException(OtherFile.message(source));
    }
    EngineChoice choice = new EngineChoice(this, source, format);
    InferenceEngine engine = choice.of(options);
    for (String each : choice.passedOver) {
      log().warn(each);
    }
    checkOptions(engine, options);
    try {
      return load(engine, source, options, choice.passedOver, wrapper);
    } catch (LinkageError e) {
      throw new EngineUnavailableException(
          "engine " + engine.name() + " cannot be used here: " + Engine.chain(e), e);
    }
  }

  private static Model load(
      InferenceEngine engine,
      ModelSource source,
      LoadOptions options,
      List<String> passedOver,
      @Nullable ModelWrapper wrapper) {
    RuntimeModel runtime = engine.load(source, options);
    try {
      for (String warning : runtime.placement().warnings()) {
        log().warn("{} on {}: {}", source.name(), engine.name(), warning);
      }
      return new Model(
          source.name(),
          wrapper == null ? null : wrapper.variant(),
          engine,
          wrapper == null ? runtime : wrapper.wrap(runtime),
          passedOver);
    } catch (RuntimeException | LinkageError e) {
      try {
        runtime.close();
      } catch (RuntimeException | LinkageError unclosed) {
        e.addSuppressed(unclosed);
      }
      throw e;
    }
  }

  /** For {@link io.infer4j.bundle.ModelBundle}, which is in another package. */
  private static final class Wrapped extends WrappedLoading {
    @Override
    protected Model loadWrapped(
        InferenceEngines engines, ModelSource source, LoadOptions options, ModelWrapper wrapper) {
      return engines.load(source, options, wrapper);
    }
  }

  private void checkOptions(InferenceEngine engine, LoadOptions options) {
    Set<String> there = new TreeSet<>(engines.keySet());
    there.addAll(duplicates.keySet());
    OptionCheck.check(engine, options, there);
  }
}

package io.infer4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.infer4j.providers.Providers;
import io.infer4j.spi.InferenceEngine;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With real class loaders over folders with services files. */
class InferenceEnginesDiscoveryTest {
  private static final String SERVICES = "META-INF/services/" + InferenceEngine.class.getName();
  private static final ClassLoader OWN = InferenceEngines.class.getClassLoader();

  @TempDir Path folder;

  private final List<URLClassLoader> loaders = new ArrayList<>();

  @AfterEach
  void restore() throws IOException {
    Thread.currentThread().setContextClassLoader(OWN);
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  /** The name of a class in Providers, as a services file has it. */
  private static String provider(String simpleName) {
    return Providers.class.getName() + "$" + simpleName;
  }

  /** A folder for each of the files; the parent does not show its own services file. */
  private ClassLoader loader(String... files) throws IOException {
    URL[] urls = new URL[files.length];
    for (int i = 0; i < files.length; i++) {
      Path root = Files.createTempDirectory(folder, "classes");
      Path file = root.resolve(SERVICES);
      Files.createDirectories(file.getParent());
      Files.writeString(file, files[i]);
      urls[i] = root.toUri().toURL();
    }
    URLClassLoader loader =
        new URLClassLoader(urls, OWN) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            return findResources(name);
          }
        };
    loaders.add(loader);
    return loader;
  }

  private static List<String> names(InferenceEngines engines) {
    List<String> names = new ArrayList<>();
    for (Engine engine : engines.engines()) {
      names.add(engine.name());
    }
    return names;
  }

  @Test
  void enginesAreFoundInOrderOfTheirNames() throws IOException {
    InferenceEngines engines =
        InferenceEngines.discover(loader(provider("Other"), provider("Good")));
    assertThat(names(engines)).containsExactly("Good", "Other");
    assertThat(engines.problems()).isEmpty();
  }

  @Test
  void whereThereIsNoServicesFileThereIsNoEngine() throws IOException {
    assertThat(InferenceEngines.discover(loader()).engines()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ThrowingConstructor, no constructor today",
    "LinkingConstructor, java.lang.UnsatisfiedLinkError: no libfoo.so",
    "ThrowingInitialiser, java.lang.NumberFormatException",
    "LinkingInitialiser, infer4j-no-such-library",
    "PrivateConstructor, Unable to get public no-arg constructor",
    "NoEngine, not a subtype",
    "Abstract, java.lang.InstantiationException",
    "Missing, not found",
  })
  void aBrokenProviderIsReportedAndTheOthersWork(String broken, String reason) throws IOException {
    String file = provider("Good") + "\n" + provider(broken) + "\n" + provider("Other") + "\n";
    ClassLoader loader = loader(file);
    InferenceEngines engines = InferenceEngines.discover(loader);
    assertThat(names(engines)).containsExactly("Good", "Other");
    assertThat(engines.problems()).hasSize(1);
    // An initialiser fails once; who comes later hears that the class could not be initialised.
    assertThat(engines.problems().get(0))
        .startsWith("a provider of io.infer4j.spi.InferenceEngine is broken: ")
        .contains(broken)
        .contains(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "ThrowingName, java.lang.IllegalStateException: no name",
    "LinkingName, java.lang.NoClassDefFoundError: com/example/Gone",
    "ThrowingFormats, java.lang.IllegalStateException: no formats",
  })
  void anEngineThatThrowsFromItsFactsIsReportedAndTheOthersWork(String broken, String reason)
      throws IOException {
    InferenceEngines engines =
        InferenceEngines.discover(loader(provider(broken) + "\n" + provider("Good")));
    assertThat(names(engines)).containsExactly("Good");
    assertThat(engines.problems())
        .containsExactly("engine " + provider(broken) + " is broken: " + reason);
  }

  @Test
  void aDamagedClassFileIsReportedAndTheOthersWork() throws IOException {
    ClassLoader loader = loader("com.example.Damaged\n" + provider("Good"));
    Path root = Path.of(((URLClassLoader) loader).getURLs()[0].getPath());
    Path file = root.resolve("com/example/Damaged.class");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    InferenceEngines engines = InferenceEngines.discover(loader);
    assertThat(names(engines)).containsExactly("Good");
    assertThat(engines.problems()).hasSize(1);
    assertThat(engines.problems().get(0)).contains("ClassFormatError").contains("Damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "<html>404</html>", "PK\u0003\u0004 zip", "a;b", "1Engine"})
  void aServicesFileOfGarbageIsReportedAndTheOthersWork(String garbage) throws IOException {
    InferenceEngines engines =
        InferenceEngines.discover(loader(provider("Good"), garbage, provider("Other")));
    assertThat(names(engines)).containsExactly("Good", "Other");
    assertThat(engines.problems()).hasSize(1);
    assertThat(engines.problems().get(0)).contains(SERVICES);
  }

  @Test
  void commentsAndBlankLinesAreNoProviders() throws IOException {
    InferenceEngines engines =
        InferenceEngines.discover(
            loader("# a comment\n\n  " + provider("Good") + "  # the engine\n"));
    assertThat(names(engines)).containsExactly("Good");
    assertThat(engines.problems()).isEmpty();
  }

  @Test
  void aClassLoaderThatCannotBeReadIsReportedOnceAndForAll() {
    ClassLoader failing =
        new ClassLoader(OWN) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("disk gone");
          }
        };
    InferenceEngines engines = InferenceEngines.discover(failing);
    assertThat(engines.engines()).isEmpty();
    assertThat(engines.problems()).hasSize(1);
    assertThat(engines.problems().get(0)).contains("disk gone");
  }

  @Test
  void aBrokenProviderIsLoggedOnceAndNotWithEachDiscovery() throws IOException {
    ClassLoader loader = loader("com.example.LoggedOnce");
    String log = Captured.log(() -> InferenceEngines.discover(loader));
    assertThat(log).contains("WARN").contains("com.example.LoggedOnce");
    assertThat(Captured.log(() -> InferenceEngines.discover(loader))).isEmpty();
  }

  @Test
  void twoClassesOfOneNameAreBothSetAside() throws IOException {
    InferenceEngines engines =
        InferenceEngines.discover(
            loader(provider("Good") + "\n" + provider("AlsoGood") + "\n" + provider("Other")));
    assertThat(names(engines)).containsExactly("Other");
    assertThat(engines.problems())
        .containsExactly(
            "engines of one name, 'Good', are not used: [io.infer4j.providers.Providers$AlsoGood,"
                + " io.infer4j.providers.Providers$Good]");
  }

  @Test
  void twoCopiesOfAClassInTwoLoadersAreBothSetAside() throws Exception {
    ClassLoader copy =
        new ClassLoader(loader(provider("OnClassPath"))) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(provider("OnClassPath"))) {
              return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
              byte[] bytes = in.readAllBytes();
              return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
              throw new ClassNotFoundException(name, e);
            }
          }
        };
    Thread.currentThread().setContextClassLoader(copy);
    InferenceEngines engines = InferenceEngines.discover();
    assertThat(engines.engines()).isEmpty();
    assertThat(engines.problems().get(0))
        .startsWith("engines of one name, 'OnClassPath', are not used: ");
  }

  @Test
  void theClassPathOfInfer4jItselfIsSearched() {
    assertThat(names(InferenceEngines.discover())).containsExactly("OnClassPath");
  }

  @Test
  void theContextClassLoaderIsSearchedToo() throws IOException {
    Thread.currentThread().setContextClassLoader(loader(provider("Good")));
    assertThat(names(InferenceEngines.discover())).containsExactly("Good", "OnClassPath");
  }

  @Test
  void anEngineThatBothSeeIsOne() throws IOException {
    Thread.currentThread()
        .setContextClassLoader(loader(provider("OnClassPath") + "\n" + provider("Good")));
    InferenceEngines engines = InferenceEngines.discover();
    assertThat(names(engines)).containsExactly("Good", "OnClassPath");
    assertThat(engines.problems()).isEmpty();
  }

  @Test
  void aThreadWithoutAContextClassLoaderFindsWhatInfer4jSees() {
    Thread.currentThread().setContextClassLoader(null);
    assertThat(names(InferenceEngines.discover())).containsExactly("OnClassPath");
  }

  @Test
  void aBrokenContextClassLoaderHidesNothing() throws IOException {
    Thread.currentThread().setContextClassLoader(loader("no name at all!"));
    InferenceEngines engines = InferenceEngines.discover();
    assertThat(names(engines)).containsExactly("OnClassPath");
    assertThat(engines.problems()).hasSize(1);
  }

  @Test
  void theGivenLoaderIsTheOnlyOne() throws IOException {
    assertThat(names(InferenceEngines.discover(loader(provider("Good"))))).containsExactly("Good");
  }

  @Test
  void everyDiscoveryLooksAnew() throws IOException {
    ClassLoader loader = loader(provider("Good"));
    Engine first = InferenceEngines.discover(loader).engines().get(0);
    assertThat(InferenceEngines.discover(loader).engines().get(0)).isNotEqualTo(first);
  }

  @Test
  void aModelIsLoadedWithTheEnginesFound() throws IOException {
    Path file = Files.writeString(folder.resolve("model.bin"), "fake model");
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("OnClassPath was asked");
    assertThatThrownBy(() -> Model.load(file, LoadOptions.defaults().withEngine("other")))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessage("there is no engine 'other'; there are [OnClassPath]");
    assertThatThrownBy(() -> Model.load(ModelSource.of(file)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("OnClassPath was asked");
  }

  @Test
  void whatIsBrokenIsToldWhereItIsMissed() throws MalformedURLException, IOException {
    InferenceEngines engines = InferenceEngines.discover(loader(provider("LinkingConstructor")));
    ModelSource onnx = ModelSource.of(new byte[] {8, 9});
    assertThatThrownBy(() -> engines.load(onnx, LoadOptions.defaults()))
        .isInstanceOf(EngineNotFoundException.class)
        .hasMessageStartingWith(
            "no engine on the class path reads 2 bytes, whose format is onnx: add"
                + " io.infer4j:infer4j-backend-onnx; no engine is there; set aside: a provider of")
        .hasMessageContaining("no libfoo.so");
  }
}

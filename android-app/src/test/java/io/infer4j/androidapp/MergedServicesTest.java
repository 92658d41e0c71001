package io.infer4j.androidapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engines of one JAR with one services file, seen by one class loader, as those of an Android
 * app.
 */
class MergedServicesTest {
  private static final String[] ALL = {"onnxruntime", "pytorch", "tflite"};

  private final Thread thread = Thread.currentThread();
  private final ClassLoader before = thread.getContextClassLoader();

  @TempDir Path folder;
  private MergedJar app;
  private URLClassLoader loader;

  @BeforeEach
  void merge() throws IOException {
    app = MergedJar.of(World.ANDROID);
  }

  @AfterEach
  void restore() throws IOException {
    thread.setContextClassLoader(before);
    if (loader != null) {
      loader.close();
    }
  }

  private void load() throws IOException {
    URL jar = app.write(folder.resolve("app.jar")).toUri().toURL();
    loader = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
  }

  private Object discover() throws ReflectiveOperationException {
    return loader.loadClass("io.infer4j.InferenceEngines").getMethod("discover").invoke(null);
  }

  private static Object call(Object on, Class<?> type, String method)
      throws ReflectiveOperationException {
    return type.getMethod(method).invoke(on);
  }

  private List<String> names() throws ReflectiveOperationException {
    Object found = discover();
    assertThat((List<?>) call(found, found.getClass(), "problems")).isEmpty();
    List<String> names = new ArrayList<>();
    for (Object engine : (List<?>) call(found, found.getClass(), "engines")) {
      Class<?> type = loader.loadClass("io.infer4j.Engine");
      names.add((String) call(engine, type, "name"));
    }
    return names;
  }

  @Test
  void theServicesFilesOfThreeJarsAreOne() {
    assertThat(app.text(MergedJar.ENGINES).lines().filter(line -> !line.isBlank()))
        .containsExactlyInAnyOrder(
            "io.infer4j.onnx.OnnxEngine",
            "io.infer4j.tflite.TfliteEngine",
            "io.infer4j.torch.TorchEngine");
  }

  @Test
  void theAppsClassLoaderIsTheThreads() throws Exception {
    load();
    thread.setContextClassLoader(loader);
    assertThat(names()).containsExactly(ALL);
  }

  @Test
  void theThreadHasNoClassLoader() throws Exception {
    load();
    thread.setContextClassLoader(null);
    assertThat(names()).containsExactly(ALL);
  }

  @Test
  void theThreadsClassLoaderSeesNothingOfTheApp() throws Exception {
    load();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    assertThat(names()).containsExactly(ALL);
  }

  @Test
  void commentsAndAnEngineThatIsNamedTwiceAreNoProblem() throws Exception {
    String engines = app.text(MergedJar.ENGINES);
    app.put(
        MergedJar.ENGINES,
        "# merged by a build\n" + engines + "\nio.infer4j.onnx.OnnxEngine # again\n" + engines);
    load();
    thread.setContextClassLoader(loader);
    assertThat(names()).containsExactly(ALL);
  }
}

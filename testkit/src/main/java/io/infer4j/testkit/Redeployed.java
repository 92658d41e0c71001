package io.infer4j.testkit;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program for a {@link ChildJvm}: runs the main class that {@code -Dmain} names several times,
 * {@code -Dtimes}, each by a class loader of its own with the whole class path, as an application
 * that is deployed again is. Nothing is unloaded in between.
 */
public final class Redeployed {
  private Redeployed() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    List<URLClassLoader> loaders = new ArrayList<>();
    for (int i = 0; i < Integer.getInteger("times", 2); i++) {
      URLClassLoader loader = loader();
      loaders.add(loader);
      Thread.currentThread().setContextClassLoader(loader);
      System.out.print("deployment " + i + ": ");
      Method main = loader.loadClass(System.getProperty("main")).getMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    }
    // Some runtimes leave threads behind.
    System.exit(loaders.isEmpty() ? 1 : 0);
  }

  private static URLClassLoader loader() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }
}

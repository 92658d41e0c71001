package io.infer4j.androidapp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What makes an app's JAR small: it removes what is not used, renames the rest and rewrites code.
 */
enum Shrinker {
  /** Does not look for rules in JARs: whoever uses it unpacks them. */
  PROGUARD {
    @Override
    Jvm run(Path jar, Path rules, Path shrunk) throws Exception {
      return Jvm.tool(
          "proguard.ProGuard",
          "-injars",
          jar + "(!META-INF/proguard/**)",
          "-outjars",
          shrunk.toString(),
          "-libraryjars",
          Platform.jar().toString(),
          "@" + rules);
    }
  },
  /** Takes the rules in JARs by itself. It writes class files here, on a device's behalf DEX. */
  R8 {
    @Override
    Jvm run(Path jar, Path rules, Path shrunk) throws Exception {
      return Jvm.tool(
          "com.android.tools.r8.R8",
          "--classfile",
          "--lib",
          Platform.jar().toString(),
          "--pg-conf",
          rules.toString(),
          "--output",
          shrunk.toString(),
          jar.toString());
    }
  };

  abstract Jvm run(Path jar, Path rules, Path shrunk) throws Exception;

  /** The app's own rules: it is started by its name. */
  private static final List<String> APP =
      List.of(
          "-keep class io.infer4j.app.App { public static void main(java.lang.String[]); }",
          "-keep class io.infer4j.app.RegisteredApp {"
              + " public static void main(java.lang.String[]); }");

  /** The shrunk app; {@code name} is for its files. */
  Path shrink(MergedJar app, Collection<String> moreRules, String name) throws Exception {
    Path shrunk = Jvm.work(name + ".jar");
    Files.deleteIfExists(shrunk);
    attempt(app, moreRules, name).well();
    return shrunk;
  }

  /** The same, and what the tool says of it, well or not. */
  Jvm attempt(MergedJar app, Collection<String> moreRules, String name) throws Exception {
    List<String> rules = new ArrayList<>(APP);
    rules.addAll(moreRules);
    return run(
        app.write(Jvm.work(name + "-merged.jar")),
        Files.write(Jvm.work(name + ".pro"), rules),
        Jvm.work(name + ".jar"));
  }
}

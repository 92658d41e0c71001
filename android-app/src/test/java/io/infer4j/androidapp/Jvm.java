package io.infer4j.androidapp;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM of its own, and what it said on both outputs. */
record Jvm(int exitCode, String said) {
  private static final Path DIGITS =
      Path.of("..", "cli", "src", "main", "resources", "io", "infer4j", "cli", "digits");

  /** Where the tests write their JARs and logs. */
  static Path work(String name) throws IOException {
    Path work = Path.of(System.getProperty("infer4j.app.work"));
    Files.createDirectories(work);
    return work.resolve(name);
  }

  /** Starts the app of that class in the JAR, with the demo's digits. */
  static Jvm app(World world, Path jar, String main, String... jvmArguments) throws Exception {
    List<Path> classPath = new ArrayList<>(List.of(jar));
    classPath.addAll(world.natives());
    List<String> arguments = new ArrayList<>(Arrays.asList(jvmArguments));
    arguments.add("--enable-native-access=ALL-UNNAMED");
    arguments.addAll(List.of("-cp", joined(classPath)));
    if (world == World.ANDROID) {
      arguments.add(OnTheRig.class.getName());
    }
    arguments.addAll(List.of(main, DIGITS.toString()));
    return start(world == World.ANDROID ? Rig.environment() : Map.of(), arguments);
  }

  /** Starts a program that is on the tests' own class path. */
  static Jvm tool(String main, String... programArguments) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("-Xmx2g", "-cp", System.getProperty("java.class.path"), main));
    arguments.addAll(Arrays.asList(programArguments));
    return start(Map.of(), arguments);
  }

  static Jvm start(Map<String, String> environment, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Path said = Files.createTempFile(work(""), "jvm", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("the JVM did not end: " + Files.readString(said));
    }
    return new Jvm(process.exitValue(), Files.readString(said));
  }

  /** What it said; an error if it did not end well. */
  String well() {
    if (exitCode != 0) {
      throw new AssertionError("exit code " + exitCode + ": " + said);
    }
    return said;
  }

  static String joined(List<Path> entries) {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}

package io.infer4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder in which a process writes down what it is at, for the one that has started it. */
final class TrialNotes {
  private final Path folder;
  private boolean kept;

  TrialNotes(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** What has ended a process before. */
  List<String> fatal() {
    return lines("fatal");
  }

  void addFatal(String what) {
    append("fatal", what);
    end();
  }

  void begin(String what) {
    try {
      Files.writeString(folder.resolve("begun"), what);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void end() {
    try {
      Files.deleteIfExists(folder.resolve("begun"));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** What was begun and did not end, or null. */
  @Nullable String begun() {
    List<String> lines = lines("begun");
    return lines.isEmpty() ? null : String.join(" ", lines);
  }

  void willMake(Path file) {
    append("made", file.toAbsolutePath().toString());
  }

  void willWrite(Path file, String before) {
    try {
      Files.writeString(folder.resolve("before"), before);
    } catch (IOException e) {
      throw failed(e);
    }
    append("written", file.toAbsolutePath().toString());
  }

  /** That what was made is there to stay. */
  synchronized void keep() {
    kept = true;
  }

  /** Leaves everything as it was before, unless it is to stay; the notes go. */
  synchronized void takeBack() {
    try {
      if (!kept) {
        takeBackNow();
      }
      for (String name : List.of("begun", "fatal", "made", "written", "before")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Leaves everything as it was before. */
  void takeBackNow() {
    try {
      for (String written : lines("written")) {
        Files.writeString(Path.of(written), Files.readString(folder.resolve("before")));
      }
      List<String> made = lines("made");
      for (int i = made.size() - 1; i >= 0; i--) {
        Files.deleteIfExists(Path.of(made.get(i)));
      }
      Files.deleteIfExists(folder.resolve("written"));
      Files.deleteIfExists(folder.resolve("made"));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private List<String> lines(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void append(String name, String line) {
    try {
      Files.writeString(
          folder.resolve(name),
          line.replaceAll("\\R", " ") + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("the notes of a trial in " + folder + " failed: " + e, e);
  }
}

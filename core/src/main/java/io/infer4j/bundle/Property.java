package io.infer4j.bundle;

import io.infer4j.ModelLoadException;

/** A key and its value, and where they stand. */
final class Property {
  final String file;
  final int line;
  final String key;
  final String value;

  Property(String file, int line, String key, String value) {
    this.file = file;
    this.line = line;
    this.key = key;
    this.value = value;
  }

  /** "FILE:LINE: KEY: expected ..., got ...". */
  ModelLoadException error(String expected, String got) {
    return new ModelLoadException(at() + key + ": expected " + expected + ", got " + got);
  }

  /** The same, with the value as what came. */
  ModelLoadException error(String expected) {
    return error(expected, "'" + Values.shown(value) + "'");
  }

  /** The same where somebody else has said already what was expected and what came. */
  ModelLoadException error(IllegalArgumentException said) {
    return new ModelLoadException(at() + key + ": " + said.getMessage(), said);
  }

  /** "FILE:LINE: ". */
  String at() {
    return file + ":" + line + ": ";
  }
}

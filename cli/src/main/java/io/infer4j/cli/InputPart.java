package io.infer4j.cli;

/** A supposition: that canonical input {@code canonical} is the file's input {@code file}. */
record InputPart(int canonical, int file, AxisChoice axes) {}

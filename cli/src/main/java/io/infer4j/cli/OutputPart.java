package io.infer4j.cli;

/**
 * A finding: that canonical output {@code canonical} is the file's output {@code file}.
 *
 * @param error the root of the mean square difference, in standard deviations of the output
 */
record OutputPart(int canonical, int file, AxisChoice axes, double error) {}

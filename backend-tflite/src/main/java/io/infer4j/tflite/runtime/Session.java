package io.infer4j.tflite.runtime;

import io.infer4j.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One interpreter, for one caller at a time, save for {@link #cancel}. No memory of its own leaves
 * it: data is copied in and out, so that nobody holds a view of memory that the interpreter moves
 * or frees.
 */
public interface Session extends AutoCloseable {
  /**
   * Prepares runs over inputs of these shapes, whose dimensions are ints.
   *
   * @return null; or why the runtime refuses, in its words, and the session is of no more use
   */
  @Nullable String resize(List<Shape> shapes);

  /**
   * The same as {@link #resize}, but for what a run needs beyond that: tells only whether a run
   * over inputs of these shapes is safe. The session is of no more use.
   */
  @Nullable String check(List<Shape> shapes);

  /** The shapes of the last {@link #resize}. */
  List<Shape> shapes();

  /** Whether outputs have the shape and dtype of {@link #outputShape} already before a run. */
  boolean isSettled();

  /** The shape of an output, as it is now. */
  Shape outputShape(int index);

  /** Copies an input in, all of the buffer. */
  void write(int index, ByteBuffer data);

  /** Copies an input of strings in. */
  void writeStrings(int index, List<String> strings);

  /**
   * Runs.
   *
   * @throws io.infer4j.RunFailedException if the runtime fails, in its words
   */
  void run();

  /** Copies an output out, filling the buffer. */
  void read(int index, ByteBuffer target);

  /** Copies an output of strings out, filling the list. */
  void readStrings(int index, List<String> target);

  /** Has a run on another thread end soon. */
  void cancel();

  /** Has the next run not end for a {@link #cancel} before it. */
  void clearCancel();

  /**
   * Makes state variables what they are at the beginning.
   *
   * @return whether the runtime did; if not, the session is of no more use
   */
  boolean reset();

  /** Which accelerators run it, cpu included. */
  List<String> placement();

  @Override
  void close();
}

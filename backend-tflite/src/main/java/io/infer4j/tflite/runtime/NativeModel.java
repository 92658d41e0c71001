package io.infer4j.tflite.runtime;

import io.infer4j.tflite.schema.Graph;
import java.nio.ByteBuffer;
import java.util.List;

/** A model in memory that any number of sessions, on any threads, run from. */
public interface NativeModel extends AutoCloseable {
  /** The verified file, or its first 2 GB; not to be touched after {@link #close}. */
  ByteBuffer contents();

  /**
   * A new session over this part of the model, of no shapes yet.
   *
   * @param plain whether the runtime's own kernels are to run all of it, and no accelerator: it is
   *     these that look at shapes
   * @throws io.infer4j.ModelLoadException if the runtime cannot make one, in its words
   */
  Session newSession(Graph graph, boolean plain);

  /** Why accelerators that were asked for are not in use; known once there has been a session. */
  List<String> notes();

  /** Called when all sessions are closed. */
  @Override
  void close();
}

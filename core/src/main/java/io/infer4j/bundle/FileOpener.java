package io.infer4j.bundle;

import java.io.IOException;
import java.io.InputStream;

/**
 * Opens the files of a bundle wherever an app keeps them, see {@link ModelBundle#open(String,
 * FileOpener)}. It may be called from any thread that uses the bundle, also from several at once.
 */
@FunctionalInterface
public interface FileOpener {
  /**
   * Opens a file for reading from its beginning. Whoever asked closes the stream.
   *
   * @param path the bundle's folder, a slash, and the path of the file in it, such as {@code
   *     gesture/model.properties}
   * @throws IOException if there is none, or it cannot be opened; the bundle throws {@link
   *     io.infer4j.ModelLoadException} with this as the cause
   */
  InputStream open(String path) throws IOException;
}

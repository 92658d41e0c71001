package io.infer4j.bundle;

import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Where a bundle's files are. Paths have been checked by {@link BundlePath}. */
abstract class BundleFiles {
  /** More than any description or list of labels needs. */
  private static final int MOST_TEXT = 16 << 20;

  /** The folder, zip file or class-path folder, for messages. */
  abstract String name();

  /** The file as messages call it. */
  abstract String nameOf(String path);

  /** The file that a property names, with the property in what is said if there is none. */
  final ModelSource model(Property property) {
    try {
      return model(property.value);
    } catch (ModelLoadException e) {
      throw said(property, e);
    }
  }

  /** The text file that a property names, see {@link #model(Property)}. */
  final byte[] text(Property property) {
    try {
      return text(property.value);
    } catch (ModelLoadException e) {
      throw said(property, e);
    }
  }

  private static ModelLoadException said(Property property, ModelLoadException e) {
    return new ModelLoadException(property.at() + property.key + ": " + e.getMessage(), e);
  }

  /**
   * A model's file.
   *
   * @throws ModelLoadException if it is not there, or not within the bundle
   */
  abstract ModelSource model(String path);

  /** The bytes of a file, refused where they are more than that; see {@link #model}. */
  abstract byte[] read(String path, long most) throws IOException;

  /** The bytes of a text file. */
  final byte[] text(String path) {
    try {
      return read(path, MOST_TEXT);
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + nameOf(path) + ": " + e, e);
    }
  }

  /** All bytes of a stream, refused where they are more than that. */
  static byte[] upTo(long most, InputStream in, String name) throws IOException {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (out.size() + (long) n > most) {
          throw new ModelLoadException(name + ": expected at most " + most + " bytes, got more");
        }
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    } catch (OutOfMemoryError e) {
      throw new ModelLoadException(name + " does not fit in the Java heap", e);
    }
  }
}

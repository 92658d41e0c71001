package io.infer4j.torch;

import io.infer4j.ModelFormat;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model as a file, which is what the runtime reads: where the model is bytes, or its name is not
 * one that the runtime can open, a temporary file that {@link #close} removes.
 */
final class ModelFile implements AutoCloseable {
  /** For messages. */
  final String name;

  final Path path;
  private final boolean temporary;

  private ModelFile(String name, Path path, boolean temporary) {
    this.name = name;
    this.path = path;
    this.temporary = temporary;
  }

  static ModelFile of(ModelSource source) {
    if (source.path().isPresent() && isNative(source.path().get())) {
      return new ModelFile(source.name(), source.path().get(), false);
    }
    Path file = null;
    try {
      file = Files.createTempFile("infer4j-", ".pt");
      Files.write(file, source.bytes());
      return new ModelFile(source.name(), file, true);
    } catch (IOException e) {
      if (file != null) {
        delete(file);
      }
      throw new ModelLoadException(
          "PyTorch reads "
              + source.name()
              + " from a temporary file, which cannot be written to "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + e,
          e);
    }
  }

  /** Whether the runtime can open it; on Windows it knows no Unicode names. */
  private static boolean isNative(Path path) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return (windows ? StandardCharsets.US_ASCII : charset())
        .newEncoder()
        .canEncode(path.toString());
  }

  /** Whether it is a flatbuffer, and not a zip. */
  boolean isFlatbuffer() {
    byte[] header = new byte[8];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = 0, read = 0; read >= 0 && n < header.length; n += read) {
        read = in.read(header, n, header.length - n);
      }
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + name + ": " + e, e);
    }
    return ModelFormat.TORCH_FLATBUFFER.matches(header);
  }

  /** How the platform encodes file names. */
  static Charset charset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Somebody holds it open (a virus scanner on Windows): it goes with the JVM.
      file.toFile().deleteOnExit();
    }
  }

  @Override
  public void close() {
    if (temporary) {
      delete(path);
    }
  }
}

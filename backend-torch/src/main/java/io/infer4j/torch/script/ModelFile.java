package io.infer4j.torch.script;

import io.infer4j.ModelFormat;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model as a file, which is what the runtime reads: where the model is memory, or its name is not
 * one that the runtime can open, or the runtime would go on reading the file while the model lives,
 * a temporary file that nobody else may read and that {@link #close} removes.
 */
public final class ModelFile implements AutoCloseable {
  /** For messages. */
  public final String name;

  public final Path path;

  /** Whether it is a flatbuffer, and not a zip. */
  public final boolean flatbuffer;

  private final boolean temporary;

  private ModelFile(String name, Path path, boolean flatbuffer, boolean temporary) {
    this.name = name;
    this.path = path;
    this.flatbuffer = flatbuffer;
    this.temporary = temporary;
  }

  public static ModelFile of(ModelSource source) {
    Path path = source.path().orElse(null);
    // A flatbuffer stays mapped: what is written to its file later would get into the model.
    if (path != null && isNative(path) && !isFlatbuffer(source.name(), path)) {
      return new ModelFile(source.name(), path, false, false);
    }
    Path file = null;
    try {
      // For its owner alone, where the file system knows owners.
      file = Files.createTempFile("infer4j-", ".pt");
      try (OutputStream out = Files.newOutputStream(file)) {
        if (path == null) {
          Channels.newChannel(out).write(source.buffer());
        } else {
          Files.copy(path, out);
        }
      }
      return new ModelFile(source.name(), file, isFlatbuffer(source.name(), file), true);
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

  private static boolean isFlatbuffer(String name, Path path) {
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
  public static Charset charset() {
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

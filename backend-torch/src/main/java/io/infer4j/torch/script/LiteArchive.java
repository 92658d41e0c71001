package io.infer4j.torch.script;

import io.infer4j.ModelLoadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What a lite-interpreter model says of itself, read before the runtime sees it, as the runtime's
 * own API tells none of it.
 */
public final class LiteArchive {
  private static final String EXPORT =
      "; export it with torch.jit.script(module)._save_for_lite_interpreter(\"model.ptl\")";

  /** A program or a text that has more is none: a small zip may unpack to any size. */
  private static final int LARGEST = 1 << 26;

  /** The text of the extra file, null if there is none. */
  public final @Nullable String text;

  private final String model;
  private final Bytecode bytecode;

  private LiteArchive(String model, ZipFile zip) throws IOException {
    this.model = model;
    String name = zip.entries().hasMoreElements() ? zip.entries().nextElement().getName() : "/";
    String root = name.substring(0, name.indexOf('/') + 1);
    byte[] program = read(zip, root + "bytecode.pkl");
    if (program == null) {
      throw new ModelLoadException(
          "PyTorch for Android runs the lite interpreter only, and "
              + model
              + " has no bytecode.pkl, which that needs"
              + EXPORT);
    }
    try {
      this.bytecode = new Bytecode(program);
    } catch (RuntimeException e) {
      throw new ModelLoadException(
          "the bytecode.pkl in " + model + " is damaged, or older than PyTorch 1.7: " + e, e);
    }
    byte[] extra = read(zip, root + "extra/" + ModelText.FILE);
    this.text = extra == null ? null : new String(extra, StandardCharsets.UTF_8);
  }

  public static LiteArchive of(ModelFile file) {
    if (file.flatbuffer) {
      throw new ModelLoadException(
          "PyTorch for Android 1.12 reads no flatbuffers, which "
              + file.name
              + " is"
              + EXPORT
              + ", without _use_flatbuffer");
    }
    try (ZipFile zip = new ZipFile(file.path.toFile())) {
      return new LiteArchive(file.name, zip);
    } catch (ModelLoadException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Java's reader of zips has both for an archive that is damaged.
      throw new ModelLoadException("the zip archive " + file.name + " is damaged: " + e, e);
    }
  }

  private static byte @Nullable [] read(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return null;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] part = new byte[8192];
      for (int n = in.read(part); n >= 0; n = in.read(part)) {
        all.write(part, 0, n);
        if (all.size() > LARGEST) {
          throw new IOException(name + " has more than " + LARGEST + " bytes");
        }
      }
    }
    return all.toByteArray();
  }

  public LiteMethod method(String name) {
    LiteMethod method = bytecode.methods.get(name);
    if (method == null) {
      throw new ModelLoadException(
          model + " has no method '" + name + "'; it has " + bytecode.methods.keySet());
    }
    return method;
  }

  /** Whether a run may write to memory that the model did not make, which may be an input's. */
  public boolean writes() {
    return bytecode.writes;
  }

  /** Whether a run may change what the next one finds. */
  public boolean hasState() {
    return bytecode.hasState;
  }

  /** Whether the model may keep a tensor beyond a run, which may be an input. */
  public boolean keeps() {
    return bytecode.keeps;
  }
}

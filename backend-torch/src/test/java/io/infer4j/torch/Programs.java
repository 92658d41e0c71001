package io.infer4j.torch;

import io.infer4j.torch.script.ModelText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.ExtraFilesMap;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.global.torch;

/** Writes TorchScript programs, as text, into files as {@code torch.jit.save} does. */
public final class Programs {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Path folder;

  public Programs(Path folder) {
    this.folder = folder;
    new TorchEngine().unavailable();
  }

  /** A module of these methods, with the buffers {@code kept} = (0, 0) and {@code count} = 0. */
  @SuppressWarnings("try") // The scope frees what is made within it.
  public Path write(String methods, String... extra) {
    String name = "P" + NAMES.incrementAndGet();
    Path file = folder.resolve(name + ".pt");
    try (PointerScope scope = new PointerScope()) {
      JitModule module = new JitModule(new QualifiedName("__torch__.test." + name));
      module.register_buffer("kept", torch.zeros(2, 2));
      module.register_buffer("count", torch.zeros(1));
      module.define(methods);
      ExtraFilesMap files = new ExtraFilesMap();
      if (extra.length > 0) {
        String text = "infer4j.version=1\n" + String.join("\n", extra) + "\n";
        files.put(
            new BytePointer(ModelText.FILE, StandardCharsets.UTF_8),
            new BytePointer(text, StandardCharsets.UTF_8));
      }
      module.save(file.toString(), files);
    }
    return file;
  }
}

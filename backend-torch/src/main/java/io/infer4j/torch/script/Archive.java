package io.infer4j.torch.script;

import java.io.IOException;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** What a zip that PyTorch wrote holds. */
public final class Archive {
  private Archive() {}

  /** Why it is no program that can be run, and what to do; null if that is not what it lacks. */
  public static @Nullable String lacks(ModelFile file) {
    boolean code = false;
    boolean program = false;
    boolean pickle = false;
    boolean exported = false;
    boolean packaged = false;
    try (ZipFile zip = new ZipFile(file.path.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        String entry = all.nextElement().getName();
        String inside = entry.substring(entry.indexOf('/') + 1);
        code |= inside.startsWith("code/");
        program |= inside.equals("bytecode.pkl") || inside.equals("constants.pkl");
        pickle |= inside.equals("data.pkl");
        exported |=
            inside.equals("archive_format") || inside.equals("serialized_exported_program.json");
        packaged |= inside.startsWith(".data/");
      }
    } catch (IOException | RuntimeException e) {
      // Java's reader of zips has both for an archive that is damaged, which others say.
      return null;
    }
    if (code) {
      return null;
    }
    if (program) {
      return "its folder code/ was taken out: export it anew, with torch.jit.save(module, path) or"
          + " module._save_for_lite_interpreter(path), and leave the file as it is";
    }
    if (exported) {
      return "it is a program of torch.export (.pt2), which PyTorch runs in Python only: write the"
          + " module with torch.jit.save(torch.jit.script(module), path), or torch.onnx.export";
    }
    if (packaged) {
      return "it is a torch.package, Python's code: load it there and write the module with"
          + " torch.jit.save(torch.jit.script(module), path)";
    }
    return pickle
        ? "it has no folder code/: it holds weights (torch.save), not a program; export one with"
            + " torch.jit.save(torch.jit.script(module), path)"
        : null;
  }
}

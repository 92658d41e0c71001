package io.infer4j.torch;

import java.io.IOException;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** What a zip that PyTorch wrote holds. */
final class Archive {
  private Archive() {}

  /** Why it is no program that can be run, and what to do; null if that is not what it lacks. */
  static @Nullable String lacks(ModelFile file) {
    boolean code = false;
    boolean program = false;
    boolean pickle = false;
    try (ZipFile zip = new ZipFile(file.path.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        String entry = all.nextElement().getName();
        String inside = entry.substring(entry.indexOf('/') + 1);
        code |= inside.startsWith("code/");
        program |= inside.equals("bytecode.pkl") || inside.equals("constants.pkl");
        pickle |= inside.equals("data.pkl");
      }
    } catch (IOException e) {
      return null;
    }
    if (code) {
      return null;
    }
    if (program) {
      return "its folder code/ was taken out: export it anew, with torch.jit.save(module, path) or"
          + " module._save_for_lite_interpreter(path), and leave the file as it is";
    }
    return pickle
        ? "it has no folder code/: it holds weights (torch.save), not a program; export one with"
            + " torch.jit.save(torch.jit.script(module), path)"
        : null;
  }
}

package io.infer4j.torch;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.LoggerFactory;

/** Where JavaCPP unpacks the native libraries to, which takes seconds and space the first time. */
final class NativeCache {
  private NativeCache() {}

  /** Says so, if they are not there yet. */
  static void announce() {
    String library =
        "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/" + System.mapLibraryName("jnitorch");
    URL packed = torch.class.getResource(library);
    String from = packed == null ? "" : packed.toString();
    int end = from.indexOf(".jar!/");
    if (end < 0) {
      return;
    }
    try {
      File cache = Loader.getCacheDir();
      String jar = from.substring(from.lastIndexOf('/', end) + 1, end) + ".jar";
      if (!new File(new File(cache, jar), library.substring(1)).exists()) {
        LoggerFactory.getLogger(TorchEngine.class)
            .info(
                "PyTorch's native libraries, about 450 MB, are unpacked to {}, this once; it takes"
                    + " some seconds",
                cache);
      }
    } catch (IOException e) {
      // There is no place for a cache: loading will say so.
      return;
    }
  }
}

package io.infer4j.examples.android;

import android.content.Context;
import android.content.res.AssetManager;
import io.infer4j.InferenceEngines;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelSource;
import io.infer4j.bundle.ModelBundle;
import io.infer4j.tflite.TfliteEngine;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Models of an app. */
public final class Models {
  private Models() {}

  /** A bundle: the folder assets/gesture. */
  public static ModelBundle bundle(Context context) {
    return ModelBundle.open("gesture", context.getAssets()::open);
  }

  /** A single model, read from the assets into memory. */
  public static ModelSource inMemory(AssetManager assets, String name) throws IOException {
    try (InputStream in = assets.open(name)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
      return ModelSource.of(bytes.toByteArray()).withName(name);
    }
  }

  /** A large model, as a file that is copied once for each version of the app. */
  public static ModelSource asFile(Context context, String name, int version) throws IOException {
    Path folder = new File(context.getNoBackupFilesDir(), "models-" + version).toPath();
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, name, ".part");
      try (InputStream in = context.getAssets().open(name)) {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return ModelSource.of(file);
  }

  /** On the GPU what it can do, the rest on the CPU; the placement says why, if it is all there. */
  public static Model accelerated(ModelSource source) {
    return Model.load(source, LoadOptions.defaults().withAccelerators("gpu", "cpu"));
  }

  /** Without ServiceLoader: the engine by its constructor. */
  public static Model explicit(ModelSource source) {
    return InferenceEngines.of(new TfliteEngine()).load(source, LoadOptions.defaults());
  }
}

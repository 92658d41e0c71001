package io.infer4j.bundle;

import io.infer4j.InferenceEngines;
import io.infer4j.LoadOptions;
import io.infer4j.Model;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.TensorSpec;
import io.infer4j.image.Preprocessing;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One network as files for several runtimes, see {@link io.infer4j.bundle} for the format.
 * Immutable and thread-safe. It holds no file open; model files are read when they are loaded.
 *
 * <p>What {@link #load(LoadOptions)} does: it tries the variants in the bundle's order, and each
 * with the engines as {@link InferenceEngines} chooses among them. A variant is passed over if no
 * engine reads its format, if none that does is available or has the name asked for, or if its
 * runtime lacks an operator. Which ones were, and why, is in {@link Model#placement} and in the
 * log. Every other failure (a file that is missing, damaged, of another SHA-256 or not as
 * described; an accelerator that {@linkplain LoadOptions#withStrictPlacement strict placement}
 * insists on) is an exception and not passed over.
 */
public final class ModelBundle {
  private final BundleFiles files;
  private final Manifest manifest;
  private final List<String> labels;
  private final @Nullable InferenceEngines engines;

  private ModelBundle(
      BundleFiles files,
      Manifest manifest,
      List<String> labels,
      @Nullable InferenceEngines engines) {
    this.files = files;
    this.manifest = manifest;
    this.labels = labels;
    this.engines = engines;
  }

  private static ModelBundle open(BundleFiles files) {
    Manifest manifest = new Manifest(files.nameOf(Manifest.FILE), files.text(Manifest.FILE));
    List<String> labels = Labels.of(manifest, files);
    return new ModelBundle(files, manifest, labels, null);
  }

  /**
   * Opens a folder with {@code model.properties}, or a zip file that has it at its root or in the
   * only folder that has one. From a zip, models are read into memory whole; nothing is unpacked.
   *
   * @throws ModelLoadException if there is no such folder or file, or its description is wrong:
   *     with file and line, what was expected and what is there
   */
  public static ModelBundle open(Path folderOrZip) {
    if (Files.isDirectory(folderOrZip)) {
      return open(new FolderFiles(folderOrZip));
    }
    if (!Files.exists(folderOrZip)) {
      throw new ModelLoadException("there is no bundle " + folderOrZip.toAbsolutePath());
    }
    if (!Files.isRegularFile(folderOrZip)) {
      // Opening a pipe would wait for whoever writes to it.
      throw new ModelLoadException(
          folderOrZip.toAbsolutePath() + " is neither a folder nor a zip file");
    }
    return open(ZipFiles.of(folderOrZip));
  }

  /** Whether {@link #open(Path)} would find a description there; nothing of it is read. */
  public static boolean isBundle(Path folderOrZip) {
    if (Files.isDirectory(folderOrZip)) {
      return Files.isRegularFile(folderOrZip.resolve(Manifest.FILE));
    }
    if (!Files.isRegularFile(folderOrZip)) {
      return false;
    }
    try {
      ZipFiles.of(folderOrZip);
      return true;
    } catch (ModelLoadException e) {
      return false; // no zip, or one of something else, such as TorchScript
    }
  }

  /**
   * Opens a folder on the class path. Models are read into memory whole.
   *
   * @param owner the class that the folder is relative to, as in {@link Class#getResourceAsStream}
   * @param folder without a slash at its end
   * @throws ModelLoadException as {@link #open(Path)}
   */
  public static ModelBundle openResource(Class<?> owner, String folder) {
    Objects.requireNonNull(owner, "owner");
    return open(
        new OpenedFiles(
            "resource " + folder,
            folder,
            new FileOpener() {
              @Override
              public InputStream open(String path) {
                return found(owner.getResourceAsStream(path), path);
              }
            }));
  }

  /**
   * Opens a folder on the class path. Models are read into memory whole.
   *
   * @param folder absolute, without a slash at its beginning or end, as in {@link
   *     ClassLoader#getResourceAsStream}
   * @throws ModelLoadException as {@link #open(Path)}
   */
  public static ModelBundle openResource(ClassLoader loader, String folder) {
    Objects.requireNonNull(loader, "loader");
    return open(
        new OpenedFiles(
            "resource " + folder,
            folder,
            new FileOpener() {
              @Override
              public InputStream open(String path) {
                return found(loader.getResourceAsStream(path), path);
              }
            }));
  }

  private static InputStream found(@Nullable InputStream resource, String path) {
    if (resource == null) {
      throw new ModelLoadException("there is no resource " + path + " on the class path");
    }
    return resource;
  }

  /**
   * Opens a folder whose files the app opens, such as one in an Android app's assets: {@code
   * ModelBundle.open("gesture", context.getAssets()::open)}. Models are read into memory whole.
   *
   * @param folder without a slash at its end; what each path that is opened begins with
   * @throws ModelLoadException as {@link #open(Path)}, and if the opener throws {@link
   *     java.io.IOException}; its other exceptions are passed on
   */
  public static ModelBundle open(String folder, FileOpener opener) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(opener, "opener");
    return open(new OpenedFiles(folder, folder, opener));
  }

  /** The same with these engines in place of those that {@link InferenceEngines#discover} finds. */
  public ModelBundle withEngines(InferenceEngines own) {
    return new ModelBundle(files, manifest, labels, Objects.requireNonNull(own, "engines"));
  }

  /** Loads a variant with {@link LoadOptions#defaults()}, see {@link #load(LoadOptions)}. */
  public Model load() {
    return load(LoadOptions.defaults());
  }

  /**
   * Loads the first variant that an engine here can run. The model has the canonical names, dtypes
   * and layouts; where a variant's file fixes a dimension that is dynamic in the bundle, so does
   * the model.
   *
   * @throws io.infer4j.EngineNotFoundException if there is none: it lists the variants, why each
   *     was passed over, what to add, and the engines found
   * @throws ModelLoadException if a file is missing, damaged, not of its SHA-256, or not what the
   *     bundle describes
   * @throws IllegalArgumentException if an option is not one of the engine's
   */
  public Model load(LoadOptions options) {
    return choice().first(manifest.variants, options);
  }

  /**
   * Loads that variant with {@link LoadOptions#defaults()}, see {@link #load(String, LoadOptions)}.
   */
  public Model load(String variant) {
    return load(variant, LoadOptions.defaults());
  }

  /**
   * Loads that variant and no other.
   *
   * @throws IllegalArgumentException if there is no such variant, or an option is not one of the
   *     engine's
   * @throws io.infer4j.EngineNotFoundException if no engine reads it
   * @throws io.infer4j.EngineUnavailableException if the only ones that could cannot be used here
   * @throws io.infer4j.UnsupportedOperatorException if the runtime lacks an operator
   * @throws ModelLoadException as {@link #load(LoadOptions)}
   */
  public Model load(String variant, LoadOptions options) {
    return choice().only(variant(variant), options);
  }

  private VariantChoice choice() {
    return new VariantChoice(
        files, manifest, engines == null ? InferenceEngines.discover() : engines);
  }

  /** The folder, zip file or class-path folder, for messages. */
  public String name() {
    return files.name();
  }

  /** The variants, most wanted first. */
  public List<BundleVariant> variants() {
    return manifest.variants;
  }

  /**
   * The variant of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public BundleVariant variant(String name) {
    List<String> names = new ArrayList<>();
    for (BundleVariant variant : manifest.variants) {
      if (variant.name().equals(name)) {
        return variant;
      }
      names.add(variant.name());
    }
    throw new IllegalArgumentException(
        "there is no variant '" + name + "' in " + name() + "; there are " + names);
  }

  /**
   * A variant's file as it is, with its other files and without any mapping, to be refused unless
   * it has its SHA-256.
   *
   * @throws IllegalArgumentException if there is no such variant
   * @throws ModelLoadException if a file is missing or not within the bundle
   */
  public ModelSource source(String variant) {
    BundleVariant found = variant(variant);
    return found.source(files).withSha256(found.sha256());
  }

  /** The canonical inputs, in order. */
  public List<TensorSpec> inputs() {
    return specs(manifest.inputs);
  }

  /** The canonical outputs, in order. */
  public List<TensorSpec> outputs() {
    return specs(manifest.outputs);
  }

  private static List<TensorSpec> specs(List<TensorEntry> entries) {
    TensorSpec[] specs = new TensorSpec[entries.size()];
    for (int i = 0; i < specs.length; i++) {
      specs[i] = entries.get(i).spec();
    }
    return Collections.unmodifiableList(Arrays.asList(specs));
  }

  /** The names of the classes by index; empty where the bundle has none. */
  public List<String> labels() {
    return labels;
  }

  /** What the bundle says of itself. Keys are free. */
  public Map<String, String> metadata() {
    return manifest.metadata;
  }

  /**
   * What an image goes through before it is an input, in that input's canonical layout; for {@link
   * io.infer4j.image.ImagePreparer}. Empty where the bundle does not say.
   */
  public Optional<Preprocessing> preprocessing() {
    return Optional.ofNullable(manifest.preprocessing);
  }

  /** The name and the variants. */
  @Override
  public String toString() {
    return name() + " " + manifest.variants;
  }
}

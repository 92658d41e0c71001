package io.infer4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.infer4j.DType;
import io.infer4j.LoadOptions;
import io.infer4j.ModelLoadException;
import io.infer4j.ModelSource;
import io.infer4j.Tensor;
import io.infer4j.onnx.file.ExternalFiles;
import io.infer4j.onnx.file.ExternalTensor;
import io.infer4j.onnx.file.FileFacts;
import io.infer4j.onnx.file.Inlining;
import io.infer4j.onnx.file.ModifiedUtf8;
import io.infer4j.onnx.file.OnnxFile;
import io.infer4j.onnx.file.OrtFile;
import io.infer4j.onnx.file.Types;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as ONNX Runtime gets it: a path, or bytes with the weights that lie in other files in
 * them or beside them. A session uses this memory in place, so it is closed after the session.
 */
final class ModelContent implements AutoCloseable {
  private final ModelSource source;
  private final boolean ort;
  private final @Nullable FileFacts facts;
  private final String damage;

  /** What tells a file from one that takes its place, where the runtime opens it itself. */
  private final @Nullable List<@Nullable Object> identity;

  private @Nullable ByteBuffer bytes;
  private final Map<String, OnnxTensor> weights = new LinkedHashMap<>();

  private ModelContent(
      ModelSource source,
      boolean ort,
      @Nullable FileFacts facts,
      String damage,
      @Nullable ByteBuffer bytes,
      @Nullable List<@Nullable Object> identity) {
    this.source = source;
    this.identity = identity;
    this.ort = ort;
    this.facts = facts;
    this.damage = damage;
    this.bytes = bytes;
  }

  /**
   * Reads what the file says, and the weights that lie elsewhere.
   *
   * @throws ModelLoadException if such weights are not where they may be
   */
  static ModelContent of(OrtEnvironment env, ModelSource source) throws OrtException {
    boolean byPath = source.path().isPresent() && !ModifiedUtf8.differs(path(source));
    ByteBuffer bytes = byPath ? null : source.buffer();
    List<@Nullable Object> identity = byPath ? identity(source) : null;
    boolean ort = bytes == null ? isOrt(source) : OrtFile.begins(bytes);
    if (ort && bytes == null) {
      bytes = source.buffer();
    }
    FileFacts facts = null;
    String damage = "";
    try {
      facts =
          bytes == null ? OnnxFile.read(source) : ort ? OrtFile.read(bytes) : OnnxFile.read(bytes);
    } catch (IOException e) {
      damage = String.valueOf(e.getMessage());
    }
    if (facts != null && facts.hasExternalData()) {
      return withExternalData(env, source, facts, bytes == null ? source.buffer() : bytes);
    }
    return new ModelContent(source, ort, facts, damage, bytes, bytes == null ? identity : null);
  }

  private static ModelContent withExternalData(
      OrtEnvironment env, ModelSource source, FileFacts facts, ByteBuffer model)
      throws OrtException {
    try (ExternalFiles files = new ExternalFiles(source)) {
      Inlining inlining = new Inlining(files);
      ByteBuffer bytes = inlining.model(model);
      ModelContent content = new ModelContent(source, false, facts, "", bytes, null);
      try {
        for (ExternalTensor tensor : inlining.apart().values()) {
          content.weights.put(tensor.name(), weight(env, tensor, inlining.data(tensor.name())));
        }
      } catch (OrtException | RuntimeException e) {
        content.close();
        throw e;
      }
      return content;
    } catch (ArithmeticException e) {
      throw new ModelLoadException(
          source + " would have more than 2 GiB with the weights of its nodes and subgraphs", e);
    } catch (IllegalArgumentException e) {
      throw new ModelLoadException(source + " is damaged: " + e.getMessage(), e);
    }
  }

  private static OnnxTensor weight(OrtEnvironment env, ExternalTensor tensor, ByteBuffer data)
      throws OrtException {
    Tensor weight;
    try {
      weight = Tensor.wrap(dtype(tensor), data, tensor.dims());
    } catch (IllegalArgumentException misaligned) {
      // A caller's memory may begin anywhere.
      weight = Tensor.copyOf(dtype(tensor), data, tensor.dims());
    }
    return NativeTensors.create(env, weight);
  }

  private static DType dtype(ExternalTensor tensor) {
    DType dtype = Types.ofOnnx(tensor.dataType());
    if (dtype == null) {
      throw new IllegalStateException("only tensors of a known dtype are kept apart");
    }
    return dtype;
  }

  private static String path(ModelSource source) {
    return source.path().isPresent() ? source.path().get().toString() : "";
  }

  private static List<@Nullable Object> identity(ModelSource source) {
    try {
      BasicFileAttributes file =
          Files.readAttributes(source.path().get(), BasicFileAttributes.class);
      return Arrays.asList(file.size(), file.lastModifiedTime(), file.fileKey());
    } catch (IOException e) {
      // It is gone; whoever reads it next says so.
      return Collections.emptyList();
    }
  }

  private static boolean isOrt(ModelSource source) {
    try (InputStream in = Files.newInputStream(source.path().get())) {
      byte[] header = new byte[8];
      int length = 0;
      for (int n = 0; n >= 0 && length < header.length; length += Math.max(n, 0)) {
        n = in.read(header, length, header.length - length);
      }
      return OrtFile.begins(ByteBuffer.wrap(header, 0, length));
    } catch (IOException e) {
      throw new ModelLoadException("cannot read " + source + ": " + e, e);
    }
  }

  /**
   * A session of it.
   *
   * @throws ModelLoadException if ONNX Runtime takes it, but infer4j cannot read what is in it, or
   *     has read another file, which has been replaced since
   */
  OrtSession open(OrtEnvironment env, SessionOptions options) throws OrtException {
    if (!weights.isEmpty()) {
      options.addExternalInitializers(new LinkedHashMap<>(weights));
    }
    OrtSession session =
        bytes == null
            ? env.createSession(path(source), options)
            : env.createSession(bytes, options);
    if (identity != null && !identity.equals(identity(source))) {
      session.close();
      throw new ModelLoadException(
          source + " was replaced or written to while it was loaded: load it again");
    }
    if (facts == null) {
      session.close();
      throw new ModelLoadException(source + " is damaged: " + damage);
    }
    return session;
  }

  /** Gives up the bytes that no session will be made of, nor reads in place. */
  void loaded(LoadOptions options) {
    if (!ort || !"1".equals(options.options("onnxruntime").get(Settings.BYTES_IN_PLACE))) {
      bytes = null;
    }
  }

  /** Whether it is in ORT format; else it is ONNX. */
  boolean isOrt() {
    return ort;
  }

  /** What the file says; nothing where it is damaged, which the runtime says in its words. */
  FileFacts facts() {
    return facts == null ? new FileFacts() : facts;
  }

  @Override
  public void close() {
    List<OnnxTensor> all = new ArrayList<>(weights.values());
    weights.clear();
    for (OnnxTensor tensor : all) {
      tensor.close();
    }
  }
}

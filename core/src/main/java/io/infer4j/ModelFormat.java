package io.infer4j;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A model file format, recognised by content and not by file name. The constants are those that
 * infer4j's own backends read; a backend for another format makes its own with {@link #of}. Two of
 * the same name are equal.
 */
public final class ModelFormat {
  // The predicates are classes and not lambdas: the first lambda of a JVM costs milliseconds, and a
  // short-lived process that loads a model would pay them here.

  /** How many bytes of a file's beginning a format is recognised by; a shorter file gives fewer. */
  public static final int HEADER_BYTES = 4096;

  /** ONNX, a protobuf {@code ModelProto}. It has no magic number: its first fields are checked. */
  public static final ModelFormat ONNX =
      new ModelFormat("onnx", new OnnxHeader.Recognition(), "infer4j-backend-onnx");

  /** ONNX Runtime's own flatbuffer, identifier {@code ORTM}. */
  public static final ModelFormat ORT =
      new ModelFormat("ort", new FlatbufferHeader("ORTM"), "infer4j-backend-onnx");

  /** TensorFlow Lite, a flatbuffer with identifier {@code TFL3}. */
  public static final ModelFormat TFLITE =
      new ModelFormat("tflite", new FlatbufferHeader("TFL3"), "infer4j-backend-tflite");

  /** TorchScript, also for the lite interpreter: a zip archive written by PyTorch. */
  public static final ModelFormat TORCHSCRIPT =
      new ModelFormat("torchscript", new TorchZipHeader(), "infer4j-backend-torch");

  /** PyTorch's lite interpreter as a flatbuffer, identifier {@code PTMF}. */
  public static final ModelFormat TORCH_FLATBUFFER =
      new ModelFormat("torch-flatbuffer", new FlatbufferHeader("PTMF"), "infer4j-backend-torch");

  private static final List<ModelFormat> KNOWN =
      Collections.unmodifiableList(Arrays.asList(ORT, TFLITE, TORCH_FLATBUFFER, TORCHSCRIPT, ONNX));

  private final String name;
  private final Predicate<byte[]> header;
  private final @Nullable String artifact;

  private ModelFormat(String name, Predicate<byte[]> header, @Nullable String artifact) {
    this.name = name;
    this.header = header;
    this.artifact = artifact;
  }

  /**
   * A format of a backend's own.
   *
   * @param name lower case, unique
   * @param header whether a file begins like this format, given at most {@link #HEADER_BYTES}
   */
  public static ModelFormat of(String name, Predicate<byte[]> header) {
    return new ModelFormat(name, header, null);
  }

  /** The name, for instance {@code onnx}. */
  public String name() {
    return name;
  }

  /** Whether a file that begins with these bytes is of this format, as far as can be told. */
  public boolean matches(byte[] fileHeader) {
    return header.test(fileHeader);
  }

  /**
   * The infer4j artifact that reads it, such as {@code infer4j-backend-onnx}, if it is one of ours.
   */
  public Optional<String> artifact() {
    return Optional.ofNullable(artifact);
  }

  /**
   * The format among the known ones and {@code more} that a file of this beginning has, or null.
   */
  static @Nullable ModelFormat detect(byte[] fileHeader, Collection<ModelFormat> more) {
    for (ModelFormat format : KNOWN) {
      if (format.matches(fileHeader)) {
        return format;
      }
    }
    for (ModelFormat format : more) {
      if (format.matches(fileHeader)) {
        return format;
      }
    }
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelFormat that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}

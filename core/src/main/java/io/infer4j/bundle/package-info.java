/**
 * Model bundles: one network as files for several runtimes, and the description that makes them one
 * model to the application.
 *
 * <pre>{@code
 * ModelBundle bundle = ModelBundle.open(Path.of("digits"));
 * try (Model model = bundle.load()) { // whichever engine is on the class path
 *   float[] scores = model.run(image).get("scores").toFloats();
 *   String digit = bundle.labels().get(Scores.argmax(scores));
 * }
 * }</pre>
 *
 * <p>A bundle is a folder, a zip file or a folder on the class path with a file {@code
 * model.properties}. It says what the application sees (the canonical inputs and outputs) and, for
 * each file (variant), what differs on that file's side. The model that {@link
 * io.infer4j.bundle.ModelBundle#load()} gives has the canonical names, dtypes and layouts: what
 * differs is mapped in one pass into the memory that the runtime reads, and from the memory that it
 * writes. Where nothing differs the runtime reads and writes the application's tensors themselves.
 *
 * <pre>
 * infer4j.version = 1
 *
 * input.0.name    = image
 * input.0.dtype   = float32
 * input.0.shape   = batch,1,8,8
 * input.0.layout  = NCHW
 * output.0.name   = scores
 * output.0.dtype  = float32
 * output.0.shape  = batch,10
 *
 * labels = zero,one,two,three,four,five,six,seven,eight,nine
 * metadata.license = Apache-2.0
 *
 * variant.onnx.format = onnx
 * variant.onnx.file   = digits.onnx
 * variant.onnx.sha256 = 5a3c...
 *
 * variant.tflite-int8.format         = tflite
 * variant.tflite-int8.file           = digits-int8.tflite
 * variant.tflite-int8.sha256         = 90f1...
 * variant.tflite-int8.input.0.dtype  = int8
 * variant.tflite-int8.input.0.shape  = 1,8,8,1
 * variant.tflite-int8.input.0.layout = NHWC
 * variant.tflite-int8.output.0.dtype = int8
 * variant.tflite-int8.output.0.shape = 1,10
 * variant.tflite-int8.atol           = 0.1
 * </pre>
 *
 * <h2>The file</h2>
 *
 * <p>It has the syntax of {@link java.util.Properties} (comments with {@code #} or {@code !}, a
 * backslash before the end of a line continues it, {@code \}{@code uXXXX} and the other escapes),
 * in UTF-8. A key may stand there once. An unknown key, a key that is missing, and keys that
 * contradict one another or the model file are errors with file and line.
 *
 * <table>
 * <caption>Keys of the bundle</caption>
 * <tr><th>Key<th>Value
 * <tr><td>{@code infer4j.version}<td>The first key; {@code 1}.
 * <tr><td>{@code input.N.*}, {@code output.N.*}<td>The canonical tensors in order, N from 0 without
 *     gaps; at least one output. {@code name} and {@code dtype} are needed.
 * <tr><td>{@code variant.NAME.*}<td>A model file. Variants are tried in the order in which their
 *     names first appear: the most wanted comes first. Names have letters, digits, {@code _} and
 *     {@code -}. At least one.
 * <tr><td>{@code labels}<td>Names of the classes, by index, separated by commas.
 * <tr><td>{@code labels.file}<td>In place of {@code labels}: a UTF-8 file, one to a line.
 * <tr><td>{@code metadata.KEY}<td>Free; part of {@link io.infer4j.Model#metadata}, where it wins
 *     over what the file says.
 * <tr><td>{@code preprocess.*}<td>What an image goes through, see below.
 * </table>
 *
 * <table>
 * <caption>Keys of a tensor</caption>
 * <tr><th>Key<th>Value
 * <tr><td>{@code name}<td>Any characters.
 * <tr><td>{@code dtype}<td>Lower case, as {@link io.infer4j.DType#parse} takes it.
 * <tr><td>{@code shape}<td>Separated by commas: a size, a name for a dynamic dimension, or {@code
 *     ?}. Empty for a scalar. Without the key only the layout, if stated,
 *     tells the rank.
 * <tr><td>{@code layout}<td>One capital letter an axis, such as {@code NCHW} or {@code NTHWC}; no
 *     letter twice.
 * <tr><td>{@code scale}, {@code zero_point}<td>For integers: {@code real = scale * (q -
 *     zero_point)}. One number or one for each index along {@code axis}, separated by commas.
 *     Without {@code zero_point} it is 0.
 * <tr><td>{@code axis}<td>Along which axis the scales differ, from 0, in the layout of that tensor.
 * </table>
 *
 * <table>
 * <caption>Keys of a variant, all after {@code variant.NAME.}</caption>
 * <tr><th>Key<th>Value
 * <tr><td>{@code format}<td>Needed. The name of a {@link io.infer4j.ModelFormat}: {@code onnx},
 *     {@code ort}, {@code tflite}, {@code torchscript}, {@code torch-flatbuffer}, or one of another
 *     backend.
 * <tr><td>{@code file}<td>Needed. A path within the bundle, with {@code /} between its parts.
 * <tr><td>{@code files}<td>Other files that the model needs, such as the external data of an ONNX
 *     model: paths within the bundle, separated by commas, beside {@code file} or below its folder.
 * <tr><td>{@code sha256}<td>Needed. 64 hexadecimal digits, checked before native code sees the
 *     file. With {@code files} it is that of all, as {@link io.infer4j.ModelSource#sha256} has it:
 *     beside the file, of {@code (sha256sum < MODEL; sha256sum FILE...) | sha256sum}.
 * <tr><td>{@code input.N.*}, {@code output.N.*}<td>What differs from canonical tensor N on that
 *     file's side: the keys of a tensor, each as in the canonical one where it is not stated. {@code
 *     dtype}, {@code shape} and {@code layout} must be stated where they differ, even if the file
 *     tells them too. A shape that is not stated is the canonical one in the variant's layout; one
 *     that is stated may fix dimensions that are dynamic. The quantization may be left out where the
 *     file has it.
 * <tr><td>{@code input.N.position}, {@code output.N.position}<td>In place of {@code name}: the
 *     how-manyeth of the file's inputs or outputs it is, from 0, where the file has no names.
 * <tr><td>{@code option.ENGINE.KEY}<td>An option for one engine, see {@link
 *     io.infer4j.LoadOptions#withOption}; the caller's options win.
 * <tr><td>{@code atol}, {@code rtol}<td>How far its outputs may be from the other variants', as
 *     {@link io.infer4j.compare.Tolerance#allclose} has it.
 * <tr><td>{@code accuracy}<td>Free text: what it reaches on which data.
 * </table>
 *
 * <table>
 * <caption>Keys of preprocessing, all after {@code preprocess.}</caption>
 * <tr><th>Key<th>Value, as in {@link io.infer4j.image.Preprocessing}
 * <tr><td>{@code input}<td>The canonical name of the image; needed where there are several inputs.
 *     Its layout must be stated and have the letters C, H and W.
 * <tr><td>{@code size}<td>Needed: {@code WIDTHxHEIGHT}.
 * <tr><td>{@code resize}<td>Needed: a constant of {@link io.infer4j.image.Resize}, such as {@code
 *     PILLOW}.
 * <tr><td>{@code letterbox}<td>The colour of the rest, {@code red,green,blue}.
 * <tr><td>{@code center_crop}<td>What the shorter side is resized to before the middle is cut out;
 *     0 for no resize. Not with {@code letterbox}.
 * <tr><td>{@code scale}<td>A factor; also a fraction, such as {@code 1/255}.
 * <tr><td>{@code mean}, {@code std}<td>One number, or one for each channel in the tensor's order,
 *     applied after the scale.
 * <tr><td>{@code channels}<td>A constant of {@link io.infer4j.image.ChannelOrder}; {@code RGB}
 *     unless stated.
 * </table>
 *
 * <h2>The mapping</h2>
 *
 * <ul>
 *   <li><b>Names and order</b>: canonical tensors are found by the variant's name or position, by
 *       the canonical name where neither is stated. Outputs of the file that are not canonical are
 *       left out; inputs that are not must be optional.
 *   <li><b>Layout</b>: axes are moved by their letters. Where only axes of size 1 move, nothing
 *       does.
 *   <li><b>Floating point and integers</b>: the integers must be quantised. Quantised is {@code
 *       round(real / scale) + zero_point} as TensorFlow Lite does it: the division in {@code
 *       float}, halves away from zero, clamped to the dtype (NaN gives the zero point). Dequantised
 *       is {@code scale * (q - zero_point)}, the product in {@code double}, rounded to {@code
 *       float}. Integers of 8 and 16 bits and int32 can be quantised.
 *   <li><b>Two quantizations</b>: dequantised and quantised anew.
 *   <li><b>Two floating-point types</b>: the nearest value, by way of {@code float}.
 *   <li><b>Two integer types</b> of which at most one is quantised: by value. A value that does not
 *       fit ends the run with {@link io.infer4j.InvalidInputException} for an input and {@link
 *       io.infer4j.RunFailedException} for an output.
 * </ul>
 */
@NullMarked
package io.infer4j.bundle;

import org.jspecify.annotations.NullMarked;

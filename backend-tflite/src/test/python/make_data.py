"""Writes the weights of backend-tflite's test models, and inputs with the outputs expected of them.

Command (from the repository root; a second):

    python3 backend-tflite/src/test/python/make_data.py

Written for Python 3.11 and NumPy 1.24 or newer; nothing else. Every run gives identical files. The
models themselves are written by io.infer4j.tflite.writer.TestModels, which reads the weights and
lists the models. The expected outputs are computed here, in float64 or whole numbers, with none of
the runtimes that the tests are about.

Writes
  weights/MODEL_NAME.npy                                what TestModels puts into MODEL
  ../resources/io/infer4j/tflite/models/MODEL_NAME.npy  inputs and expected outputs of MODEL

Weights are in TensorFlow Lite's layouts: [out, in] for fully connected layers, [out, h, w, in] for
convolutions, [1, h, w, channels] for depthwise ones.
"""

from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE / "weights"
OUT = HERE.parent / "resources/io/infer4j/tflite/models"


def save(folder, model, **arrays):
    for name, data in arrays.items():
        data = data.astype(np.float32) if data.dtype == np.float64 else data
        np.save(folder / f"{model}_{name}.npy", np.ascontiguousarray(data))


def rounded(rng, *shape):
    """Random numbers in -1..1 that are multiples of 1/64: exact, and readable when printed."""
    return rng.randint(-64, 65, shape) / 64


def mlp():
    """The same network, input and output as backend-onnx's mlp."""
    rng = np.random.RandomState(1)
    w1, b1, w2, b2 = rounded(rng, 4, 8), rounded(rng, 8), rounded(rng, 8, 3), rounded(rng, 3)
    x = rounded(np.random.RandomState(2), 5, 4)
    save(WEIGHTS, "mlp", w1=w1.T, b1=b1, w2=w2.T, b2=b2)
    save(OUT, "mlp", input=x, expected=np.maximum(x @ w1 + b1, 0) @ w2 + b2)


def windows(x, size, stride):
    """The size x size windows of images [n, h, w, c] as [n, h', w', size, size, c]."""
    views = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))
    return views[:, ::stride, ::stride].transpose(0, 1, 2, 4, 5, 3)


def conv():
    rng = np.random.RandomState(4)
    x = rounded(rng, 3, 6, 6, 2)
    f, b = rounded(rng, 4, 3, 3, 2), rounded(rng, 4)
    d, e = rounded(rng, 1, 3, 3, 4), rounded(rng, 4)
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    h = np.maximum(np.einsum("nyxijc,oijc->nyxo", windows(padded, 3, 1), f) + b, 0)
    y = np.einsum("nyxijc,ijc->nyxc", windows(h, 3, 2), d[0]) + e
    save(WEIGHTS, "conv", filters=f, bias=b, depthwise=d, depthwise_bias=e)
    save(OUT, "conv", input=x, expected=y)


def quantized(name, dtype, weight_dtype, bias_dtype, x_zero, w_scales, w_zero, y_zero):
    """y = w x + b in integers. Scales are powers of two and no result lies halfway, so that every
    kernel must agree to the last bit."""
    wide = dtype == np.int16
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    x_scale, y_scale = (2.0 ** -12, 2.0 ** -12) if wide else (2.0 ** -5, 2.0 ** -4)
    w_scales = np.asarray(w_scales)
    for seed in range(1000):
        rng = np.random.RandomState(seed)
        x = rng.randint(low, high + 1, (6, 4))
        w = rng.randint(-60, 61, (3, 4)) + w_zero
        b = rng.randint(-2000, 2000, 3)
        real = ((x - x_zero) @ (w - w_zero).T + b) * (x_scale * w_scales)
        y = real / y_scale
        inside = np.abs(y + y_zero - (low + high) / 2) < (high - low) / 2
        if not np.any(y % 1 == 0.5) and inside.mean() > 0.6 and not inside.all():
            break
    else:
        raise AssertionError(f"{name}: no seed fits")
    expected = np.clip(np.rint(y) + y_zero, low, high).astype(dtype)
    save(WEIGHTS, name, weights=w.astype(weight_dtype), bias=b.astype(bias_dtype))
    save(OUT, name, input=x.astype(dtype), expected=expected)


def gru():
    """Four steps of a gated recurrent unit with 5 states, then probabilities of 3 classes."""
    rng = np.random.RandomState(6)
    w_gates, b_gates = rounded(rng, 10, 8), rounded(rng, 10)
    w_new, b_new = rounded(rng, 5, 8), rounded(rng, 5)
    w_out = rounded(rng, 3, 5)
    x = rounded(rng, 6, 4, 3)
    h = np.zeros((6, 5))
    for t in range(4):
        gates = 1 / (1 + np.exp(-(np.concatenate([x[:, t], h], 1) @ w_gates.T + b_gates)))
        reset, update = gates[:, :5], gates[:, 5:]
        new = np.tanh(np.concatenate([x[:, t], reset * h], 1) @ w_new.T + b_new)
        h = (1 - update) * new + update * h
    y = np.exp(h @ w_out.T)
    save(WEIGHTS, "gru", gates=w_gates, gates_bias=b_gates, new=w_new, new_bias=b_new, out=w_out)
    save(OUT, "gru", input=x, expected=y / y.sum(1, keepdims=True))


def clip():
    """backend-onnx's clip, with channels last: frames [n, t, 8, 8, 3]."""
    rng = np.random.RandomState(3)
    w_frame, w_hand, b = rounded(rng, 192, 16) / 8, rounded(rng, 2, 16), rounded(rng, 16)
    w_coarse, w_fine = rounded(rng, 16, 2), rounded(rng, 16, 5)
    frames, hand = rounded(rng, 2, 7, 3, 8, 8), rounded(rng, 2, 2)
    features = np.maximum(frames.reshape(2, 7, 192) @ w_frame + (hand @ w_hand)[:, None] + b, 0)
    coarse = np.exp(features @ w_coarse)
    coarse /= coarse.sum(-1, keepdims=True)
    fine = 1 / (1 + np.exp(-(features @ w_fine)))
    channels_last = w_frame.reshape(3, 8, 8, 16).transpose(1, 2, 0, 3).reshape(192, 16)
    save(WEIGHTS, "clip", frame=channels_last.T, hand=w_hand.T, bias=b, coarse=w_coarse.T, fine=w_fine.T)
    save(OUT, "clip", frames=frames.transpose(0, 1, 3, 4, 2), hand=hand, coarse=coarse, fine=fine)


def main():
    for folder in (WEIGHTS, OUT):
        folder.mkdir(parents=True, exist_ok=True)
    mlp()
    conv()
    one, each = [2.0 ** -6], [2.0 ** -6, 2.0 ** -7, 2.0 ** -5]
    quantized("quantized_int8", np.int8, np.int8, np.int32, -3, one, 0, 5)
    quantized("quantized_int8_per_channel", np.int8, np.int8, np.int32, -3, each, 0, 5)
    quantized("quantized_uint8", np.uint8, np.uint8, np.int32, 128, one, 100, 100)
    quantized("quantized_int16", np.int16, np.int8, np.int64, 0, one, 0, 0)
    quantized("quantized_int16_per_channel", np.int16, np.int8, np.int64, 0, each, 0, 0)
    gru()
    clip()


main()

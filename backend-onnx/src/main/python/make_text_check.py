"""Writes text_check.onnx: text -> basic, strings of any shape -> whether all characters are U+FFFF or below.

Command (from the repository root):

    python3 backend-onnx/src/main/python/make_text_check.py

Written for onnx 1.12.0, which does not know RegexFullMatch (opset 20) yet but writes it. ONNX
Runtime's Java API garbles other characters on the way out; the backend asks this model, inside the
runtime, whether that can have happened.
"""

from pathlib import Path

from onnx import TensorProto, helper

OUT = Path(__file__).resolve().parent.parent / "resources/io/infer4j/onnx/text_check.onnx"
PATTERN = r"[\x{1}-\x{ffff}]*"  # RE2 syntax

graph = helper.make_graph(
    [helper.make_node("RegexFullMatch", ["text"], ["basic"], pattern=PATTERN)],
    "text_check",
    [helper.make_tensor_value_info("text", TensorProto.STRING, None)],
    [helper.make_tensor_value_info("basic", TensorProto.BOOL, None)],
)
model = helper.make_model(graph, ir_version=9, opset_imports=[helper.make_opsetid("", 20)])
OUT.parent.mkdir(parents=True, exist_ok=True)
OUT.write_bytes(model.SerializeToString(deterministic=True))
print(OUT.name, OUT.stat().st_size, "bytes")

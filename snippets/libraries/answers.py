"""What other libraries gave when they were asked: the cells of the table, from the record of `make libraries`.

The experiments are in tests/libraries/, a file for each library.
"""

import json
from pathlib import Path

RECORD = Path(__file__).with_name("answers.json")
MADE = {"pytorch": "torch", "tensorflow": "tensorflow", "jax": "jax", "onnxruntime": "onnxruntime"}
MADE |= {"opencv": "opencv", "ndimage": "scipy", "skimage": "skimage"}


def written(answer):
    """Return an answer as a cell shows it: numbers in a row, or the name of the error."""
    if isinstance(answer, dict):
        return answer["refused"]
    if isinstance(answer, list):
        return ", ".join(format(one, ".4g") if isinstance(one, float) else str(one) for one in answer)
    return answer


def facts():
    """Cells that the pages quote, named by library and experiment, and the versions."""
    record = json.loads(RECORD.read_text("utf-8"))
    cells = {
        f"{library}_{name}": written(answer)
        for library, told in record.items()
        for name, answer in told["answers"].items()
    }
    versions = {f"version_{library}": record[library]["versions"][package] for library, package in MADE.items()}
    return {**cells, **versions, "version_keras": record["tensorflow"]["versions"]["keras"], "experiments": len(cells)}

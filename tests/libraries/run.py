"""Asks other libraries: runs every experiment, records what came out, and tells what has changed: `make libraries`.

A file here calls one library; its functions are experiments, and the same name asks the same question. What a call
gives is recorded as numbers, a refusal as the name of the exception and its first words. snippets/libraries/ makes
the cells of the pages from the record, so that the site needs none of the libraries.
"""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow", "CUDA_VISIBLE_DEVICES": "-1"}
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import numpy as np  # after the environment, which what it imports may read

RECORD = Path(__file__).parents[2] / "snippets/libraries/answers.json"
LIBRARIES = ("pytorch", "tensorflow", "jax", "onnxruntime", "opencv", "ndimage", "signal", "skimage")
HELPERS = {"line", "kernel", "convolve", "transpose", "pool", "run", "padded"}
DIGITS = 6
WORDS = 160  # letters of what a refusal says
# Sizes that no other order of axes has: one picture of 5 times 7 with 2 channels, 3 filters of 2 times 4.
SIZES = {"N": 1, "C": 2, "H": 5, "W": 7}
WEIGHTS = {"O": 3, "I": 2, "H": 2, "W": 4}
LAYOUTS = [(image, weight) for image in ("NCHW", "NHWC") for weight in ("OIHW", "HWIO")]


def plain(answer: Any) -> Any:
    """Return an answer as JSON can hold it: NaN as text, numbers rounded, arrays without axes of one."""
    if isinstance(answer, str | int):
        return answer
    array = np.asarray(answer, dtype=float).ravel()
    return ["nan" if np.isnan(one) else int(one) if one == round(one) else round(float(one), DIGITS) for one in array]


def layouts(call: Any) -> str:
    """Return the orders of axes that a convolution takes: of the image, and of the weights."""
    taken = []
    for image, weight in LAYOUTS:
        try:
            shape = tuple(call([SIZES[axis] for axis in image], [WEIGHTS[axis] for axis in weight]))
        except Exception:
            continue
        sizes = {"N": 1, "C": 3, "H": 4, "W": 4}
        if shape == tuple(sizes[axis] for axis in image):
            taken.append(f"{image}, {weight}")
    return " / ".join(taken)


def asked(experiment: Any, name: str) -> Any:
    """Return what an experiment gives, or how it is refused."""
    try:
        result = experiment()
        return layouts(result) if name == "layouts" else plain(result)
    except Exception as error:
        said = " ".join(str(error).split())
        return {"refused": type(error).__name__, "says": said[:WORDS]}


def answers(library: str) -> dict[str, Any]:
    """Return the versions of a library and its answers by the names of the experiments."""
    module = importlib.import_module(f"tests.libraries.with_{library}")
    names = [
        name
        for name, one in vars(module).items()
        if callable(one) and getattr(one, "__module__", "") == module.__name__ and name not in HELPERS
    ]
    told = {name.rstrip("_"): asked(getattr(module, name), name) for name in names}
    return {"versions": module.VERSIONS, "answers": told}


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Return in words what differs between two records."""
    found = []
    for library in sorted(old.keys() | new.keys()):
        before, after = (one.get(library, {"versions": {}, "answers": {}}) for one in (old, new))
        if before["versions"] != after["versions"]:
            found.append(f"{library}: version {before['versions']} is now {after['versions']}")
        for name in sorted(before["answers"].keys() | after["answers"].keys()):
            was, now = (one["answers"].get(name, "not asked") for one in (before, after))
            if was != now:
                found.append(f"{library}, {name}: {was} is now {now}")
    return found


def apart(library: str) -> dict[str, Any]:
    """Return the answers of a library from a process of its own: two in one could get in each other's way."""
    command = [sys.executable, "-m", "tests.libraries.run", library]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main(check: bool) -> int:
    """Run all, tell what has changed, and record it unless it is only checked."""
    old = json.loads(RECORD.read_text("utf-8")) if RECORD.is_file() else {}
    new = {library: apart(library) for library in LIBRARIES}
    found = changes(old, new)
    print("\n".join(found) or "nothing has changed")
    print(f"{sum(len(one['answers']) for one in new.values())} experiments with {len(new)} libraries")
    if found and not check:
        RECORD.write_text(json.dumps(new, indent=1) + "\n", "utf-8")
    return int(bool(found) and check)


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in LIBRARIES:
        print(json.dumps(answers(sys.argv[1])))
    else:
        sys.exit(main("--check" in sys.argv))

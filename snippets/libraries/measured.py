"""How the functions compare with PyTorch and SciPy: recorded runs of their comparison and of their timing.

`make compare` writes agreement.json, `make speed` writes speed.json.
"""

import json
from pathlib import Path

SPEED = Path(__file__).with_name("speed.json")
AGREEMENT = Path(__file__).with_name("agreement.json")


def facts():
    """Numbers that the pages quote: of each piece of work, how many times as long ours takes."""
    speed = json.loads(SPEED.read_text("utf-8"))
    agreement = json.loads(AGREEMENT.read_text("utf-8"))
    calls = [sum(counts.values()) for counts in agreement["calls"].values()]
    found = {
        "functions": len(calls),
        "calls": min(calls),
        "differ": sum(counts["differ"] for counts in agreement["calls"].values()),
        "refused": sum(counts["both refuse"] for counts in agreement["calls"].values()),
        "processor": speed["processor"],
        **{name.lower(): version for name, version in speed["versions"].items()},
    }
    for key, case in speed["cases"].items():
        found[key] = case["ours_ms"] / case["other_ms"]
        if case["beside"] == "PyTorch":
            found[f"work_{key}"] = case["work"].replace("×", " × ")
    return found

"""How the networks read handwriting that they have not learned from: the digits of scikit-learn, recorded.

They are 1,797 digits of 8x8 pixels that 13 people wrote (Alpaydin and Kaynak, 1998). `make handwriting` fetches
scikit-learn, a large package that only this needs, and reads its file; the answers are recorded in handwriting.json.
The first half was looked at while the drawings of digits.py were made like more hands, so only the second half counts.
"""

import gzip
import hashlib
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from snippets.networks import digits, trained, training

RECORD = Path(__file__).with_name("handwriting.json")
INSIDE = "sklearn/datasets/data/digits.csv.gz"
KNOWN = "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"
LOOKED_AT = 900
WRITERS = 13


def written(wheel):
    """Return what the package has, ink from 0 to 1, and what each is."""
    with zipfile.ZipFile(wheel) as package:
        data = package.read(INSIDE)
    if hashlib.sha256(data).hexdigest() != KNOWN:
        raise SystemExit(f"{INSIDE} of {wheel} is not the file whose sum is known here")
    rows = np.loadtxt(gzip.decompress(data).decode().splitlines(), delimiter=",")
    return rows[:, :64].reshape(-1, 8, 8) / 16, rows[:, 64].astype(int)


def record(wheel):
    """Return how many of the second half each network reads rightly, and how often it took one digit for another."""
    ink, wanted = (one[LOOKED_AT:] for one in written(wheel))
    pictures = np.array([digits.fit_picture(one) for one in ink])
    found: dict[str, Any] = {"tested": len(wanted)}
    for pooling in trained.POOLINGS:
        answers = training.given(trained.trained(pooling), pictures, pooling).argmax(axis=1)
        table = np.zeros((10, 10), int)
        np.add.at(table, (wanted, answers), 1)
        found[pooling] = table.tolist()
    return found


def facts():
    found = json.loads(RECORD.read_text("utf-8"))
    table = np.array(found["max"])
    shares = np.diag(table) / table.sum(axis=1)
    return {
        "all": LOOKED_AT + found["tested"],
        "writers": WRITERS,
        "looked_at": LOOKED_AT,
        "tested": found["tested"],
        **{name: np.trace(found[name]) / found["tested"] for name in trained.POOLINGS},
        "worst": int(shares.argmin()),
        "worst_share": shares.min(),
    }


if __name__ == "__main__":
    RECORD.write_text(json.dumps(record(sys.argv[1]), separators=(",", ":")) + "\n", "utf-8")

"""Exercise: the receptive field of a small network."""

LAYERS = ((5, 1), (2, 2), (3, 1), (3, 2), (3, 1))  # window and stride


def walk(layers):
    """Return the receptive field and the jump after each layer."""
    field, jump, found = 1, 1, []
    for k, s in layers:
        field += (k - 1) * jump
        jump *= s
        found.append((field, jump))
    return found


def facts():
    """Layers, and what each sees."""
    found: dict[str, int | str] = {}
    before = [(1, 1), *walk(LAYERS)]
    for number, ((k, s), (field, jump)) in enumerate(zip(LAYERS, walk(LAYERS), strict=True), 1):
        old, step = before[number - 1]
        found |= {
            f"k_{number}": k,
            f"s_{number}": s,
            f"sum_{number}": rf"{old} + {k - 1} \cdot {step} = {field}",
            f"jump_{number}": jump,
        }
    found["field"] = walk(LAYERS)[-1][0]
    found["stride_one"] = walk([(k, 1) for k, _ in LAYERS])[-1][0]
    return found

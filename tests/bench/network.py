"""What PyTorch makes of the network of the lab: the same weights, drawings and order of training, in double precision.

    PYTHONPATH=. .venv-bench/bin/python tests/bench/network.py

writes tests/snippets/networks/pytorch.json, with which the tests compare the network in plain NumPy.
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from snippets.networks import digits, trained, training

RECORD = Path(__file__).parents[1] / "snippets" / "networks" / "pytorch.json"
FEW = 20  # drawings
SHORT = 10  # steps of training


def network(pooling: str) -> nn.Sequential:
    """Return the network as PyTorch has it."""

    def smaller(channels: int) -> list[nn.Module]:
        if pooling == "stride":
            return [nn.Conv2d(channels, channels, 2, stride=2), nn.ReLU()]
        return [nn.MaxPool2d(2) if pooling == "max" else nn.AvgPool2d(2)]

    layers = [nn.Conv2d(1, 8, 5), nn.ReLU(), *smaller(8), nn.Conv2d(8, 16, 3), nn.ReLU(), *smaller(16)]
    model = nn.Sequential(*layers, nn.Flatten(), nn.Linear(400, 10)).double()
    for part, ours in zip(model.parameters(), training.fresh(pooling, 0), strict=True):
        part.data = torch.from_numpy(ours)
    return model


def said(parts: list[torch.Tensor]) -> list[list[float]]:
    """Return of each tensor its sum, the sum of its squares and its first and last number."""
    flat = [part.detach().numpy().ravel() for part in parts]
    return [[float(x) for x in (part.sum(), part @ part, part[0], part[-1])] for part in flat]


def trained_by(model: nn.Sequential, pictures: np.ndarray, answers: np.ndarray, epochs: int) -> None:
    """Train as `training.train` does."""
    rng = np.random.default_rng(0)
    batches = np.concatenate([rng.permutation(len(answers)) for _ in range(epochs)]).reshape(-1, 20)
    descent = torch.optim.SGD(model.parameters(), lr=0.04, momentum=0.9)
    rates = torch.optim.lr_scheduler.LambdaLR(descent, lambda turn: (1 + np.cos(np.pi * turn / len(batches))) / 2)
    for chosen in batches:
        descent.zero_grad()
        scores = model(torch.from_numpy(pictures[chosen, None]))
        nn.functional.cross_entropy(scores, torch.from_numpy(answers[chosen])).backward()
        descent.step()
        rates.step()


def main() -> None:
    """Ask PyTorch, and write what it says."""
    found: dict[str, dict] = {}
    pictures, answers = digits.draw_many(FEW * SHORT, seed=7)
    for pooling in trained.POOLINGS:
        model = network(pooling)
        scores = model(torch.from_numpy(pictures[:FEW, None]))
        loss = nn.functional.cross_entropy(scores, torch.from_numpy(answers[:FEW]))
        loss.backward()
        gradients = said([part.grad for part in model.parameters()])
        model = network(pooling)
        trained_by(model, pictures, answers, epochs=1)
        after = said(list(model.parameters()))
        model = network(pooling)
        trained_by(model, *trained.learned_from(), epochs=5)
        with torch.no_grad():
            unseen, wanted = trained.held_out()
            right = (model(torch.from_numpy(unseen[:, None])).argmax(1).numpy() == wanted).mean()
        found[pooling] = {
            "scores": scores.detach().numpy()[:3].tolist(),
            "loss": loss.item(),
            "gradients": gradients,
            "trained": after,
            "accuracy": float(right),
        }
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps({"torch": torch.__version__, **found}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

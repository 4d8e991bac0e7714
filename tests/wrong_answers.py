"""Wrong answers to the exercises in which readers write a function, and what each must be told."""

from importlib import import_module

from snippets.shared.checking import Exercise


def exercise(name: str) -> Exercise:
    """Return an exercise by its name, such as kernels/write_one_pixel."""
    return import_module(f"snippets.{name.replace('/', '.')}").EXERCISE


class WrongAnswers(list):
    """Wrong answers as readers write them, each with its exercise and the name of its mistake."""

    def to(self, name, mistake):
        """Return a decorator that adds an answer."""

        def add(function):
            self.append((name, mistake, function))
            return function

        return add

    def named(self):
        """Return what a test is called after each of them."""
        return [f"{name.partition('_')[2]}-{mistake}" for name, mistake, _ in self]

"""Looks at a function that a reader wrote, beside the answer and beside wrong versions whose mistake has a name.

What is found is plain data: pages and tests get the same, and the words stand in docs/coding_exercises.yml. This file
goes to the Python in the reader's browser as it is, so it needs NumPy and nothing else.
"""

import ast
import contextlib
import copy
import inspect
import io
import textwrap
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

# Mistakes that can be made in every exercise; each exercise names its own besides.
COMMON = ("missing", "none", "list", "type", "shape", "dtype", "changed", "raised", "values")
LOOPS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
KINDS = {"b": "bool", "i": "int", "u": "int", "f": "float"}


class Outcome(NamedTuple):
    """What became of a call: what it returned or raised, and whether it changed what it was given."""

    value: Any
    raised: BaseException | None
    changed: bool


@dataclass(frozen=True)
class Exercise:
    """A function to write.

    Attributes
    ----------
    answer : callable
        The function as it should be.
    cases : list of tuple
        What it is called with, the smallest first: the first that goes wrong is shown.
    wrong : dict
        Wrong versions, each under the name of its mistake.
    dtype : {"", "float", "same"}
        What is asked of an array that is returned: nothing, a floating dtype, or that of the answer.
    loops : bool
        Whether the function may hold loops.
    """

    answer: Callable[..., Any]
    cases: list[tuple[Any, ...]]
    wrong: dict[str, Callable[..., Any]]
    dtype: str = ""
    loops: bool = True

    def check(self, function: Any) -> dict[str, Any]:
        """Return what is to be said of a function.

        Parameters
        ----------
        function : callable
            What the reader wrote; None if there is nothing of that name.

        Returns
        -------
        dict
            ``mistake``, the name of the first mistake, empty if there is none. Of a mistake also what the function was
            given, what it returned and what was wanted, each as `drawn` has it, and what its message fills in. An
            error that the function raised stands under ``raised``, as the exception that it is.
        """
        if not callable(function):
            return {"mistake": "missing"}
        found = []
        for case in self.cases:
            got, wanted = called(function, case), quietly(self.answer, case)
            if general := self.fault(got, wanted.value):
                found.append((general == "dtype", general, case, got, wanted.value))
                if general != "dtype":
                    break
        if found:  # a number that is wrong says more than its type
            _, general, case, got, right = min(found, key=lambda one: one[0])
            return self.told(general, function, case, got, right)
        if not self.loops and has_loops(function):
            return {"mistake": "loop"}
        return {"mistake": "", "cases": len(self.cases)}

    def fault(self, got: Outcome, wanted: Any) -> str:
        """Return which of the common mistakes an outcome shows, if any."""
        if got.raised is not None:
            return "raised"
        if got.changed:
            return "changed"
        value = got.value
        if value is None:
            return "none"
        if isinstance(wanted, np.ndarray) and not isinstance(value, np.ndarray):
            return "list" if isinstance(value, (list, tuple)) else "type"
        if not isinstance(value, (np.ndarray, int, float, np.number)):
            return "type"
        if np.shape(value) != np.shape(wanted):
            return "shape"
        if not same(value, wanted):
            return "values"
        return "dtype" if self.wanted_dtype(value, wanted) else ""

    def wanted_dtype(self, value: Any, wanted: Any) -> str:
        """Return the dtype that a result should have; nothing if it has it."""
        if isinstance(wanted, int):
            return "" if np.asarray(value).dtype.kind in "iu" else "int"
        kind = np.asarray(value).dtype
        if self.dtype == "float" and kind.kind != "f":
            return "float64"
        if self.dtype == "same" and kind != wanted.dtype:
            return str(wanted.dtype)
        return ""

    def told(
        self, general: str, function: Callable[..., Any], case: tuple[Any, ...], got: Outcome, wanted: Any
    ) -> dict[str, Any]:
        """Return what is to be said of a mistake."""
        names = list(inspect.signature(self.answer).parameters)
        found: dict[str, Any] = {
            "mistake": general,
            "given": [[name, drawn(value)] for name, value in zip(names, case, strict=False)],
            "wanted": drawn(wanted),
            "fill": {},
        }
        if general == "raised":
            found["raised"] = got.raised
        else:
            found["got"] = drawn(got.value, wanted)
        if general in ("shape", "values", "type", "dtype", "raised"):
            strictly = general in ("raised", "dtype")
            found["mistake"] = self.named(function, case, got, strictly) or general
        if found["mistake"] == "shape":
            found["mistake"] = self.shaped(case, got) or general
        if general == "shape":
            found["fill"] = {"got": str(np.shape(got.value)), "wanted": str(np.shape(wanted))}
        if general == "dtype":
            is_number = isinstance(wanted, int)
            has = type(got.value).__name__ if is_number else str(np.asarray(got.value).dtype)
            found["fill"] = {"got": has, "wanted": self.wanted_dtype(got.value, wanted)}
        if general in ("list", "type"):
            found["fill"] = {"got": type(got.value).__name__, "wanted": "ndarray" if np.ndim(wanted) else "number"}
        return found

    def named(self, function: Callable[..., Any], case: tuple[Any, ...], got: Outcome, strictly: bool) -> str:
        """Return the mistake of the wrong version that does what the function does.

        It must agree here and in most of the other cases that go wrong: two mistakes may be made at once. An error,
        or a dtype alone, may have many causes, and counts only where everything agrees.
        """
        known = [quietly(self.answer, one) for one in self.cases]
        made = [quietly(function, one) for one in self.cases]
        fails = [not alike(one, right) for one, right in zip(made, known, strict=True)]
        best, most = "", 0
        for name, wrong in self.wrong.items():
            if not alike(quietly(wrong, case), got):
                continue
            agree = [alike(quietly(wrong, one), other) for one, other in zip(self.cases, made, strict=True)]
            there = sum(a for a, failed in zip(agree, fails, strict=True) if failed)
            enough = all(agree) if strictly else 2 * there > sum(fails)
            if enough and sum(agree) > most:
                best, most = name, sum(agree)
        return best

    def shaped(self, case: tuple[Any, ...], got: Outcome) -> str:
        """Return the mistake of a wrong version whose result has the shape of the function's, if not its numbers."""
        for name, wrong in self.wrong.items():
            other = quietly(wrong, case)
            if other.raised is None and np.shape(other.value) == np.shape(got.value):
                return name
        return ""


def called(function: Callable[..., Any], case: tuple[Any, ...]) -> Outcome:
    """Call a function with copies of what a case holds."""
    given = copy.deepcopy(case)
    try:
        value = function(*given)
    except (Exception, SystemExit) as error:
        return Outcome(None, error, False)
    changed = not all(same(one, other) for one, other in zip(given, case, strict=True))
    return Outcome(copy.deepcopy(value), None, changed)


def quietly(function: Callable[..., Any], case: tuple[Any, ...]) -> Outcome:
    """Call a function without what it may print and the warnings that it may give."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        return called(function, case)


def same(one: Any, other: Any) -> bool:
    """Return whether two values have the same shape and, but for rounding, the same numbers."""
    if isinstance(one, (bool, str)) or isinstance(other, (bool, str)):
        return type(one) is type(other) and one == other
    try:
        a, b = np.asarray(one), np.asarray(other)
        return a.shape == b.shape and bool(np.allclose(a.astype(float), b.astype(float), equal_nan=True))
    except (TypeError, ValueError):
        return False


def alike(one: Outcome, other: Outcome) -> bool:
    """Return whether two calls ended in the same way."""
    if one.raised is not None or other.raised is not None:
        return type(one.raised) is type(other.raised)
    return same(one.value, other.value)


def has_loops(function: Callable[..., Any]) -> bool:
    """Return whether the text of a function holds a loop; one that has no text holds none that can be seen."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return False
    return any(isinstance(node, LOOPS) for node in ast.walk(tree))


def number(value: Any) -> str:
    """Return a number as a cell of a grid shows it."""
    return f"{value:.4g}" if isinstance(value, (float, np.floating)) else str(value)


def drawn(value: Any, wanted: Any = None) -> dict[str, Any]:
    """Return a value as a page shows it: the rows of a grid, or a text.

    Where it has the shape of what was wanted, the cells that differ are named too.
    """
    if isinstance(value, np.ndarray) and 1 <= value.ndim <= 2 and 0 < value.size <= 100:
        rows = np.atleast_2d(value)
        found: dict[str, Any] = {"grid": [[number(one) for one in row] for row in rows]}
        if isinstance(wanted, np.ndarray) and wanted.shape == value.shape and not same(value, wanted):
            right = np.atleast_2d(wanted)
            found["marks"] = [[r, c] for r, c in np.ndindex(right.shape) if not same(rows[r, c], right[r, c])]
        return found
    if isinstance(value, np.ndarray) and value.ndim:
        return {"text": f"ndarray, shape {value.shape}"}
    plain = value.item() if isinstance(value, (np.ndarray, np.generic)) else value
    text = number(plain) + (".0" if isinstance(plain, float) and plain.is_integer() else "")
    return {"text": text if len(text) <= 200 else f"{text[:200]} …"}

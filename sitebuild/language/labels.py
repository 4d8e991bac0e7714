"""The words inside figures: read from docs/fa/labels.yml, put into a language for the code that draws."""

import re
from collections.abc import Callable

import yaml

from sitebuild.core.cache import remember
from sitebuild.core.messages import line_of, not_yaml, shown, stop
from sitebuild.core.project import DOCS
from sitebuild.language.numbers import localised

CATALOGUE = DOCS / "fa" / "labels.yml"


class UnknownLabel(LookupError):
    """A figure uses a label that the catalogue does not have."""


def labels() -> dict[str, str]:
    """Return the Persian label of each English one.

    Raises
    ------
    PluginError
        If the file is not a list of ``English: Persian`` with the same ``{values}`` on both sides.
    """
    return read(CATALOGUE.read_text("utf-8"))


@remember
def read(text: str) -> dict[str, str]:
    """Return what the text of a catalogue holds."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise not_yaml(CATALOGUE, error) from None
    if not isinstance(found, dict):
        raise stop((CATALOGUE, 1), "this holds no labels", "write one a line, as `English: Persian`")
    for english, persian in found.items():
        line = line_of(text, max(text.find(str(english)), 0))
        if not isinstance(english, str) or not isinstance(persian, str):
            raise stop((CATALOGUE, line), f"{english!r}: {persian!r} is no pair of texts", "put it between quotes")
        if markup := re.search(r"</?[a-z!][^>]*>?", english + persian, re.IGNORECASE):
            raise stop((CATALOGUE, line), f"a label holds {markup[0]}: labels are text", "write it in words")
        if sorted(re.findall(r"\{\w*\}", english)) != sorted(re.findall(r"\{\w*\}", persian)):
            raise stop((CATALOGUE, line), f"{english!r} and {persian!r} have other values", "use the same {values}")
    return found


def translator(language: str, known: dict[str, str], used: dict[str, str]) -> Callable[..., str]:
    """Return ``t``, which translates a label, fills in values in the language's digits and notes what it used."""

    def t(label: str, **values: object) -> str:
        if label not in known:
            raise UnknownLabel(f"the label {label!r} is not in {shown(CATALOGUE)}")
        used[label] = known[label]
        text = known[label] if language == "fa" else label
        return text.format(**{name: localised(str(value), language) for name, value in values.items()})

    return t

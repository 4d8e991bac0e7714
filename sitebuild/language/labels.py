"""The words inside figures: read from docs/fa/labels.yml, put into a language for the code that draws."""

import re
from collections.abc import Callable

from sitebuild.core import schema, sources, yaml_file
from sitebuild.core.cache import remember
from sitebuild.core.messages import shown, stop
from sitebuild.core.project import DOCS
from sitebuild.language.numbers import localised

CATALOGUE = DOCS / "fa" / "labels.yml"
VALUE = re.compile(r"\{\w*\}")  # that the figure fills in


class UnknownLabel(LookupError):
    """A figure uses a label that the catalogue does not have."""


class WrongValues(ValueError):
    """A label cannot be filled in."""


def labels() -> dict[str, str]:
    """Return the Persian label of each English one.

    Raises
    ------
    PluginError
        If the file is not a list of ``English: Persian`` with the same ``{values}`` on both sides.
    """
    return read(sources.read(CATALOGUE))


@remember
def read(text: str) -> dict[str, str]:
    """Return what the text of a catalogue holds."""
    mend = "write `English: Persian`, each between quotes if it is a number or has : # { in it"
    tree = yaml_file.read(CATALOGUE, text)
    found: dict[str, str] = schema.mapping_of(schema.text, "a list of `English: Persian`")(tree, mend)
    for english, node in tree.value.items():
        if markup := re.search(r"</?[a-z!][^>]*>?", english + node.value, re.IGNORECASE):
            raise node.stop(f"a label holds {markup[0]}: labels are text", "write it in words", at_key=True)
        if sorted(VALUE.findall(english)) != sorted(VALUE.findall(node.value)):
            what = f"{english!r} and {node.value!r} have other values"
            raise node.stop(what, "use the same {values}", at_key=True)
    return found


def own(label: str, language: str, known: dict[str, str]) -> str:
    """Return a label that the build itself says, in a language.

    Raises
    ------
    PluginError
        If the catalogue does not have it.
    """
    if label not in known:
        what = f"there is no label {label!r}, which the build itself says"
        raise stop((CATALOGUE, None), what, "add it with its Persian")
    return known[label] if language == "fa" else label


def translator(language: str, known: dict[str, str], used: dict[str, str]) -> Callable[..., str]:
    """Return ``t``, which translates a label, fills in values in the language's digits and notes what it used."""

    def t(label: str, **values: object) -> str:
        if label not in known:
            raise UnknownLabel(f"the label {label!r} is not in {shown(CATALOGUE)}")
        used[label] = known[label]
        text = known[label] if language == "fa" else label
        try:
            return text.format(**{name: localised(str(value), language) for name, value in values.items()})
        except (LookupError, ValueError, AttributeError) as error:
            given = ", ".join(values) or "no values"
            raise WrongValues(f"the label {label!r} cannot be filled in with {given} ({error})") from None

    return t

"""Writes numbers in the digits and signs of a language."""

import re

from sitebuild.language.letters import DIGITS

PER_CENT = re.compile("\u2066?[\u2212+]?[۰-۹٫٬]+\u2069?٪")


def localised(number: str, language: str) -> str:
    """Return a formatted number in a language's digits and signs.

    A number with a sign or with more than one part, such as a range or a size, is isolated from the text around it:
    right-to-left order would otherwise swap its parts. The sign of per cent stands left of a Persian number, wherever
    that is: Unicode puts it there behind Persian letters only, and a mark says that this is a Persian number.
    """
    number = number.replace("-", "\N{MINUS SIGN}")
    if language != "fa":
        return number
    persian = re.sub(r"(?<=\d)\.(?=\d)", "٫", number)
    persian = re.sub(r"(?<=\d),(?=\d{3})", "٬", persian).replace("%", "٪").translate(DIGITS)
    if any(letter.isalpha() for letter in persian):
        return persian
    if persian.endswith("٪"):
        return per_cent_left(f"{isolated(persian[:-1])}٪")
    return isolated(persian)


def per_cent_left(text: str) -> str:
    """Return a text whose per cent signs stand left of their Persian numbers."""
    return PER_CENT.sub("\N{ARABIC LETTER MARK}\\g<0>\N{ARABIC LETTER MARK}", text)


def isolated(persian: str) -> str:
    """Return a Persian number kept in its order, if it has more than digits."""
    if re.fullmatch(r"[۰-۹٫٬]+", persian):
        return persian
    return f"\N{LEFT-TO-RIGHT ISOLATE}{persian}\N{POP DIRECTIONAL ISOLATE}"

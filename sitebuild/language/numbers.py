"""Writes numbers in the digits and signs of a language."""

import re

from sitebuild.language.letters import DIGITS


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
        return f"\N{ARABIC LETTER MARK}{isolated(persian[:-1])}٪\N{ARABIC LETTER MARK}"
    return isolated(persian)


def isolated(persian: str) -> str:
    """Return a Persian number kept in its order, if it has more than digits."""
    if re.fullmatch(r"[۰-۹٫٬]+", persian):
        return persian
    return f"\N{LEFT-TO-RIGHT ISOLATE}{persian}\N{POP DIRECTIONAL ISOLATE}"

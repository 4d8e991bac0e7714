"""Numbers in the digits and signs of a language; they are worked out by hand or by Unicode's tables."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitebuild.language.numbers import localised

ISOLATED = "\N{LEFT-TO-RIGHT ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
PER_CENT = "\N{ARABIC LETTER MARK}{}٪\N{ARABIC LETTER MARK}"  # checks/direction.py sees on which side it is shown


@pytest.mark.parametrize(
    ("number", "persian"),
    [
        ("7", "۷"),
        ("0.5", "۰٫۵"),
        ("25%", PER_CENT.format("۲۵")),
        ("1,234.5", "۱٬۲۳۴٫۵"),
        ("1,234,567", "۱٬۲۳۴٬۵۶۷"),
        ("2 × 3", ISOLATED.format("۲ × ۳")),
        ("-7%", PER_CENT.format(ISOLATED.format("\u2212۷"))),
        ("3-5", ISOLATED.format("۳\u2212۵")),
        ("[1, 2]", ISOLATED.format("[۱, ۲]")),
        ("[100, 200]", ISOLATED.format("[۱۰۰, ۲۰۰]")),
        ("1.", ISOLATED.format("۱.")),
        ("3 px", "۳ px"),
    ],
)
def test_persian_numbers(number, persian):
    assert localised(number, "fa") == persian


@pytest.mark.parametrize(
    ("number", "english"), [("1,234.5", "1,234.5"), ("25%", "25%"), ("-7", "\N{MINUS SIGN}7"), ("2 × 3", "2 × 3")]
)
def test_english_numbers_only_get_a_minus_for_a_hyphen(number, english):
    assert localised(number, "en") == english


@given(st.integers(min_value=0, max_value=10**12))
def test_a_whole_number_keeps_its_digits(number):
    assert "".join(str(unicodedata.digit(sign)) for sign in localised(str(number), "fa")) == str(number)

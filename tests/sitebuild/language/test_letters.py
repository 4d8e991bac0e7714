"""The alphabet and the digits, compared with what Unicode says of each sign and with the order of a dictionary."""

import re
import unicodedata

import pytest

from sitebuild.language.letters import ALPHABET, DIGITS, LETTER, MARKS, ZWNJ

# As a Persian dictionary has them: alef with its madda, then the thirty-two letters by their names.
NAMES = """ALEF WITH MADDA ABOVE, ALEF, BEH, PEH, TEH, THEH, JEEM, TCHEH, HAH, KHAH, DAL, THAL, REH, ZAIN, JEH, SEEN,
SHEEN, SAD, DAD, TAH, ZAH, AIN, GHAIN, FEH, QAF, KEHEH, GAF, LAM, MEEM, NOON, WAW, HEH, FARSI YEH"""
# The heads of consecutive chapters of a dictionary, for three letters whose code points are out of order.
SORTED = [
    "آب",
    "ابر",
    "باد",
    "پا",
    "تار",
    "جا",
    "چای",
    "ران",
    "زر",
    "ژرف",
    "قاب",
    "کار",
    "گام",
    "لب",
    "نان",
    "وزن",
    "هسته",
    "یاد",
]


def test_each_letter_is_one_sign_and_stands_once():
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert unicodedata.normalize("NFC", ALPHABET) == ALPHABET
    for letter in ALPHABET:
        assert unicodedata.category(letter) == "Lo"
        assert unicodedata.bidirectional(letter) == "AL"


def test_the_letters_are_the_persian_ones_in_the_order_of_a_dictionary():
    assert [f"ARABIC LETTER {' '.join(name.split())}" for name in NAMES.split(",")] == list(
        map(unicodedata.name, ALPHABET)
    )
    assert sorted(SORTED, key=lambda word: [ALPHABET.index(letter) for letter in word]) == SORTED
    assert sorted(SORTED) != SORTED, "code points alone would do, and the sample shows nothing"


def test_marks_are_a_range_of_signs_that_take_no_place():
    found = [chr(code) for code in range(0x600, 0x700) if re.fullmatch(f"[{MARKS}]", chr(code))]
    assert found
    assert {unicodedata.category(mark) for mark in found} == {"Mn"}
    for name in ("FATHA", "KASRA", "DAMMA", "SHADDA", "SUKUN", "FATHATAN", "HAMZA ABOVE"):
        assert unicodedata.lookup(f"ARABIC {name}") in found


@pytest.mark.parametrize("word", ["شبکهٔ", "مؤلفه", "مسئله", "جزء", "رأس", "مثلاً", "آزمون", "ژرف"])
def test_a_word_is_made_of_letters(word):
    assert re.fullmatch(f"[{LETTER}]+", word)


@pytest.mark.parametrize("sign", [" ", ZWNJ, "،", "۳", "3", "k", "ي", "ك", "ة", "-", "]"])
def test_no_other_sign_is_a_letter(sign):
    assert not re.fullmatch(f"[{LETTER}]", sign)


def test_the_half_space_is_the_non_joiner():
    assert unicodedata.name(ZWNJ) == "ZERO WIDTH NON-JOINER"


def test_each_digit_keeps_its_value_and_is_the_one_of_persian():
    for digit in "0123456789":
        persian = digit.translate(DIGITS)
        assert unicodedata.digit(persian) == int(digit)
        assert unicodedata.name(persian).startswith("EXTENDED ARABIC-INDIC DIGIT"), (
            "Arabic has other forms of 4, 5 and 6"
        )
    assert "x−.".translate(DIGITS) == "x−."

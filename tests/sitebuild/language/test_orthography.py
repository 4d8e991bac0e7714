"""Each rule of Persian orthography meets its error once; good text meets none."""

from pathlib import Path

import pytest

from sitebuild.language import orthography
from sitebuild.language.letters import ZWNJ
from sitebuild.language.orthography import HIDDEN, prose, spoken, values

HERE = Path("page.md")

# The error, and the rule that must see it, and it alone.
SEEDED = [
    ("پنجرهٔ کوچك", "Arabic ye or kaf"),
    ("پنجره‌اي کوچک", "Arabic ye or kaf"),
    ("کرنل ٣ تایی", "Arabic digit"),
    ("پنجرۀ کوچک", "letter that Persian does not use"),
    ("نهایة کار", "letter that Persian does not use"),
    ("لبه‌ی افقی", "ezafe written ه‌ی"),
    ("لبه‌ی.", "ezafe written ه‌ی"),
    ("\ufefb", "presentation form"),
    ("کـرنل", "tatweel"),
    ("کرنل\u200f است", "stray invisible mark"),
    ("کرنل\u00a0است", "stray invisible mark"),
    (f"پنجره{ZWNJ}{ZWNJ}ها", "half space doubled"),
    (f"کرنل{ZWNJ} است", "half space at the edge of a word"),
    (f"{ZWNJ}کرنل است", "half space at the edge of a word"),
    ("پنجره می لغزد", "«می» apart from its verb"),
    ("پنجره نمی لغزد", "«می» apart from its verb"),
    ("کرنل ها می‌لغزند", "ending apart from its word"),
    ("کرنل های بزرگ", "ending apart from its word"),
    ("کرنل بزرگ تر است", "ending apart from its word"),
    ("بزرگ ترین کرنل", "ending apart from its word"),
    ("کرنل, پنجره", "Latin punctuation"),
    ("کرنل چیست?", "Latin punctuation"),
    ("کرنل; پنجره", "Latin punctuation"),
    ("کرنل ، پنجره", "space before a mark"),
    ("کرنل است .", "space before a mark"),
    ("کرنل،پنجره", "no space after a mark"),
    ("کرنل است.پنجره هم", "no space after a mark"),
    ("کرنل:پنجره", "no space after a mark"),
    ("« کرنل»", "space inside brackets"),
    ("(کرنل )", "space inside brackets"),
    ('کرنل "کوچک"', "straight quotation mark"),
    ("عدد ۳.۱۴", "Latin decimal point or separator"),
    ("عدد ۱,۰۰۰", "Latin decimal point or separator"),
    ("سهم ۵۰%", "Latin per cent sign"),
    ("سهم ۵۰ %", "Latin per cent sign"),
    ("و بعد...", "three dots"),
    ("کرنل  کوچک", "two spaces"),
    ("کرنل 3 پیکسلی", "Latin digit"),
    ("کرنل ۲×۳", "size or range that right-to-left text turns around"),
    ("از ۰–۲۵۵", "size or range that right-to-left text turns around"),
    ("حاصل ۵ − ۳", "size or range that right-to-left text turns around"),
    ("عدد −۱ است", "number with a sign"),
    ("اندازهٔ (۲، ۳)", "pair of numbers"),
    ("زبان C++ است", "name with signs"),
]
GOOD = """پنجره روی تصویر می‌لغزد و نمی‌ایستد؛ کرنل‌های بزرگ‌تر بیشتر می‌بینند: «چرا؟» زیرا نُه پیکسل را می‌خوانند.
اندازهٔ کرنل ۳×۳ است، یعنی ۵۰٪ بیشتر از ۲٫۵ و کمتر از ۱٬۰۰۰ (به‌تقریب). در Python و PyTorch 2.13 همین است…
تارهای عنکبوت، هایکو، ترانه و نامیرا."""


@pytest.mark.parametrize(("text", "name"), SEEDED, ids=[f"{name}: {text}" for text, name in SEEDED])
def test_an_error_is_seen(text, name):
    found = {fault.rule.name for fault in orthography.check(HERE, text)}
    assert found == {name}


def test_every_rule_has_its_error():
    assert {name for _, name in SEEDED} == {one.name for one in orthography.RULES}


def test_good_text_is_clean():
    assert [fault.near for fault in orthography.check(HERE, GOOD)] == []


def test_code_maths_links_and_facts_are_no_prose():
    page = """---
description: توضیح صفحه
twin:
  - 1
---
# عنوان { #title }

تابع `f(2, 3)` و $2\\times3$ و {{ a/b.c:.2f }} و [پیوند](a_2.md#b-3) را ببینید.

$$ 1, 2 $$

``` python alt="شرح شکل"
x = [1, 2]
```

![شرح بلند](figure:a/b "عنوان شکل، {{ a/b.d }}")

!!! note "یادداشت"
    متن

| سر | سر |
|---|---:|
| ۱ | ۲ |
"""
    text = prose(page)
    assert [fault.near for fault in orthography.check(HERE, text)] == []
    assert text.count("\n") == page.count("\n")
    for kept in ("توضیح صفحه", "شرح شکل", "عنوان شکل، ", "یادداشت", "شرح بلند"):
        assert kept in text
    assert "f(2" not in text
    assert HIDDEN in text


def test_a_fault_names_its_line():
    page = "---\ndescription: خوب\n---\n# عنوان\n\n``` python\nx = 1\n```\n\nکرنل های\n"
    (fault,) = orthography.check(HERE, prose(page))
    assert fault.place == (HERE, 10)
    assert fault.rule.name == "ending apart from its word"


@pytest.mark.parametrize("line", ["<p title='ورودی ،'>", '  say("ورودی ،");', '"search": "ورودی ،",'])
def test_words_of_templates_and_scripts_are_read(line):
    assert [fault.rule.name for fault in orthography.check(HERE, spoken(line))] == ["space before a mark"]


def test_values_of_data_files_are_read_and_keys_are_not():
    text = 'Input: ورودی ،\n"کرنل ها, {n}": "{n} ورودی"\nlist: [هسته , نقشه]\n# کرنل ها\nname: { fa: کرنل های }\n'
    found = [(fault.place[1], fault.rule.name) for fault in orthography.check(HERE, values(text))]
    assert found == [(1, "space before a mark"), (5, "ending apart from its word")]


def test_code_in_a_value_is_no_prose():
    assert [*orthography.check(HERE, values("fa: برش تا <code>-0, 1</code> خالی است\n"))] == []


def test_the_site_is_clean():
    assert orthography.problems() == []

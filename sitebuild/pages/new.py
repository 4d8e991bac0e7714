"""Begins a page: ``make new PAGE=pooling/example`` writes it, its twin, their snippet, its test, and the line in nav.

What it writes passes every check, so that whoever goes on from there sees what each change breaks.

    python -m sitebuild.pages.new pooling/example
"""

import re
import sys
from pathlib import Path

from sitebuild.core.messages import shown
from sitebuild.core.project import DOCS, LANGUAGES, ROOT, SNIPPETS
from sitebuild.core.sources import read
from sitebuild.language import twins

NAME = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")

ENGLISH = """\
---
description: What the page {page} teaches, in one sentence that a search engine can show.
needs: [{topic}/index.md]
---
# {title} {{ #{id} }}

What is the question? Four numbers stand in a row, and a window of two looks at them twice.

![Four numbers in a row. A window lies over the first two.](figure:{topic}/{name} "What should the window keep?")

``` python
--8<-- "{topic}/{name}.py:imports"
--8<-- "{topic}/{name}.py:pool"
```

Of each window one number is left, so {{{{ {topic}/{name}.kept }}}} are left of the row.
"""
PERSIAN = """\
---
description: این صفحه چه می‌آموزد، در یک جمله که موتور جستجو بتواند آن را نشان بدهد.
---
# صفحهٔ تازه { #{id} }

پرسش چیست؟ چهار عدد در یک ردیف ایستاده‌اند و پنجره‌ای دوتایی دو بار به آن‌ها نگاه می‌کند.

![چهار عدد در یک ردیف. پنجره‌ای روی دو عدد اول است.](figure:{topic}/{name} "پنجره کدام عدد را نگه دارد؟")

``` python
--8<-- "{topic}/{name}.py:imports"
--8<-- "{topic}/{name}.py:pool"
```

از هر پنجره یک عدد می‌ماند، پس از ردیف {{{{ {topic}/{name}.kept }}}} عدد می‌ماند.
""".replace("{ #{id} }", "{{ #{id} }}")
SNIPPET = '''\
"""A row of four, of which each window keeps its maximum."""

# --8<-- [start:imports]
import numpy as np

# --8<-- [end:imports]
from snippets.shared import drawing

# --8<-- [start:pool]
row = np.array([3, 1, 4, 1])
kept = row.reshape(2, 2).max(axis=1)
print(kept)
#> [3 4]
# --8<-- [end:pool]


def facts():
    return {"kept": kept.size}


def figure(t):
    fig, ax = drawing.canvas(6, 2.2)
    drawing.grid(ax, row[None], 1, 1, title=t("Input"))
    drawing.window(ax, 1, 1, 2, 1, role="window-1")
    return fig
'''
TEST = '''\
"""The kept numbers, worked by hand."""

from snippets.{topic} import {name}


def test_each_window_keeps_its_maximum():
    assert {name}.kept.tolist() == [3, 4]
'''


def files(page: str) -> dict[Path, str]:
    """Return the files of a page and what is first in them; English before Persian."""
    topic, _, last = page.partition("/")
    names = {
        "page": page,
        "topic": topic,
        "id": last,
        "name": last.replace("-", "_"),
        "title": last.replace("-", " ").capitalize(),
    }
    english, persian = ENGLISH.format(**names), PERSIAN.format(**names)
    return {
        SNIPPETS / topic / f"{names['name']}.py": SNIPPET,
        ROOT / "tests/snippets" / topic / f"test_{names['name']}.py": TEST.format(**names),
        DOCS / LANGUAGES[0] / f"{page}.md": english,
        DOCS / LANGUAGES[1] / f"{page}.md": twins.stamped(english, persian),
    }


def in_nav(settings: str, page: str) -> str:
    """Return the settings of the site with a page in nav: last of its topic, but before the exercises."""
    topic = page.partition("/")[0]
    lines = settings.splitlines(keepends=True)
    mine = [i for i, line in enumerate(lines) if re.match(rf" +- {topic}/(?!exercises)", line)]
    if not mine or f"- {topic}/index.md" not in lines[mine[0]]:
        what = f"{topic!r} is no chapter: nav in mkdocs.yml does not begin one with {topic}/index.md"
        raise SystemExit(f"{what}; choose another, or write the first page of a chapter by hand")
    before = lines[mine[-1]]
    lines.insert(mine[-1] + 1, f"{before[: before.index('-')]}- {page}.md\n")
    return "".join(lines)


def begin(page: str) -> str:
    """Write the files of a page, and return what there is to do next; write none where one is there."""
    if not NAME.fullmatch(page):
        raise SystemExit(f"{page!r} is no page: write a topic and a name in small Latin letters, as in pooling/example")
    made = files(page)
    if there := [path for path in made if path.exists()]:
        raise SystemExit(f"{shown(there[0])} is there already; give the page another name")
    nav = ROOT / "mkdocs.yml"
    made[nav] = in_nav(read(nav), page)
    for path, text in made.items():
        path.write_text(text, "utf-8")
    written = "\n".join(f"  {shown(path)}" for path in made)
    return (
        f"written:\n{written}\n"
        "Write them anew, in both languages, while make serve shows what they say; then\n"
        f"  make outputs SNIPPET={shown(next(iter(made))).removeprefix('snippets/').removesuffix('.py')}\n"
        f"  make stamp PAGE={page}\n"
        f"  make quick test-page PAGE={page}"
    )


if __name__ == "__main__":
    print(begin(*sys.argv[1:]))

"""Tries every promise on every page, in three engines, and prints a table: ``make engines``.

Of one engine alone, or of a few pages: ``python -m tests.engines.table SITE ENGINE PAGE ...``.
"""

import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from tests.engines.engines import NAMES, opened
from tests.engines.promises import PROMISES, wrong


def tell(engine, promise, place, said):
    """Say at once how a promise went: who stops this run, or waits for it, has what was done until then."""
    print(
        f"{engine}, {place or 'the home page'}: {promise.name}: {said[:3] or 'it holds'}", file=sys.stderr, flush=True
    )


def tried(engine, site, placed):
    """Try promises in an engine, each on its places; return its version, and what is wrong by promise and place."""
    found = defaultdict(dict)
    with opened(engine, site) as tab:
        # Page by page, and on each first the promises that leave it as it is.
        order = sorted(placed, key=lambda one: not one[0].leaves)
        for tab.place in sorted({place for _, places in placed for place in places}):
            for promise, places in order:
                if tab.place in places:
                    found[promise.name][tab.place] = wrong(promise, tab)
                    tell(engine, promise, tab.place, found[promise.name][tab.place])
        return tab.page.version, dict(found)


def main() -> int:
    """Print the table, and what is wrong; return whether something is."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else "site")
    names, asked = sys.argv[2:3] or NAMES, set(sys.argv[3:])
    placed = [(promise, promise.places & asked if asked else promise.places) for promise in PROMISES]
    with ProcessPoolExecutor(len(names)) as pool:
        told = dict(zip(names, pool.map(tried, names, repeat(site), repeat(placed)), strict=True))
    print(
        f"| | {' | '.join(f'{name} {version}' for name, (version, _) in told.items())} |\n|{'---|' * (1 + len(told))}"
    )
    for promise, _ in placed:
        kept = [found[promise.name] for _, found in told.values()]
        counts = [f"{sum(not said for said in places.values())} of {len(places)}" for places in kept]
        print(f"| {promise.name} | {' | '.join(counts)} |")
    lines = [
        f"{name}, {place or 'the home page'}: it does not hold that {promise}: {one}"
        for name, (_, found) in told.items()
        for promise, places in found.items()
        for place, said in places.items()
        for one in said[:3]
    ]
    print(*lines, sep="\n")
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())

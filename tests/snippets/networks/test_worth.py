"""The comparison of poolings: what is done to the drawings, and whether the record is what its code gives."""

import numpy as np
import pytest

from snippets.networks import training, worth

RECORD = worth.recorded()
FACTS = worth.facts()


@pytest.fixture(scope="module")
def tested():
    return worth.drawings(worth.TESTED, 2)


def test_the_record_is_whole():
    assert set(RECORD["runs"]) == set(RECORD["rates"]) == set(worth.POOLINGS)
    for runs in RECORD["runs"].values():
        assert len(runs) == len(worth.SEEDS)
        for run in runs:
            assert {kind: len(rates) for kind, rates in run.items()} == {
                "clean": 1,
                "sizes": len(worth.SIZES),
                **{kind: len(amounts) for kind, amounts in worth.AMOUNTS.items()},
            }
            assert run["sizes"][-1] == run["clean"][0]


@pytest.mark.parametrize("pooling", worth.POOLINGS)
def test_a_run_made_again_agrees_with_the_record(pooling, tested):
    """One of the short ones. The last bits of sums differ between processors, and training makes more of them."""
    again = training.accuracy(worth.learned(pooling, worth.SIZES[0], 0, RECORD["rates"][pooling]), *tested, pooling)
    rates = [run["sizes"][0] for run in RECORD["runs"][pooling]]
    assert abs(again - np.mean(rates)) < 4 * np.std(rates, ddof=1)
    assert again == pytest.approx(rates[0], abs=0.03)


def test_what_pages_quote_is_in_the_record():
    runs = RECORD["runs"]
    for pooling in worth.POOLINGS:
        clean = 100 * np.array([run["clean"][0] for run in runs[pooling]])
        assert FACTS[f"{pooling}_clean"] == pytest.approx(clean.sum() / len(clean))
        assert FACTS[f"{pooling}_clean_spread"] == pytest.approx(
            np.sqrt(((clean - clean.mean()) ** 2).sum() / (len(clean) - 1))
        )
    counts = {pooling: sum(part.size for part in training.fresh(pooling, 0)) for pooling in worth.POOLINGS}
    assert {counts["stride"] - counts[pooling] for pooling in worth.POOLINGS if pooling != "stride"} == {
        FACTS["more_weights"]
    }


def test_what_is_done_to_the_drawings(tested):
    pictures, _ = tested
    grey = np.full((200, 28, 28), 0.5)
    assert (worth.disturbed(grey, "noise", 0.1) - grey).std() == pytest.approx(0.1, rel=0.02)
    for kind, value in (("ink", 1), ("paper", 0)):
        spoiled = worth.disturbed(grey, kind, 0.2)
        assert (spoiled == value).mean() == pytest.approx(0.2, abs=0.01)
        assert set(np.unique(spoiled)) == {0.5, value}
    moved = worth.disturbed(pictures, "shift", 2)
    assert moved.shape == pictures.shape
    np.testing.assert_array_equal(moved[0, :-2, :-2], pictures[0, 2:, 2:])  # the first goes up and left
    np.testing.assert_array_equal(moved[7, 2:, 2:], pictures[7, :-2, :-2])
    for kind, amounts in worth.AMOUNTS.items():
        assert worth.disturbed(pictures, kind, amounts[0]).dtype == pictures.dtype


def test_of_fewer_drawings_of_a_seed_all_are_among_more(tested):
    np.testing.assert_array_equal(worth.drawings(50, 2)[0], tested[0][:50])
    learned = {picture.tobytes() for picture in worth.drawings(1000, 1000)[0]}
    assert not learned & {picture.tobytes() for picture in tested[0]}

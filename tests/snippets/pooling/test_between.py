"""Poolings between the mean and the maximum, against SciPy, sums by hand, and the script of the page run by Node."""

import json
import shutil
import subprocess

import numpy as np
import pytest
from scipy import optimize, special, stats

from sitebuild.core.project import ROOT
from snippets.functions.lp_pool2d import lp_pool2d
from snippets.pooling import (
    between,
    between_best,
    between_breaks,
    between_gradient,
    log_sum_exp,
    power_mean,
    stochastic,
)
from snippets.pooling.arena import pictures

SCRIPT = ROOT / "docs/assets/explorers/means.js"
ASK = """import { blend, poolBetween, shares } from "./means.mjs";
import { readFileSync } from "node:fs";
const { cases, picture } = JSON.parse(readFileSync(0, "utf8"));
const amountOf = (amount) => (amount === null ? Infinity : amount);
const found = cases.map(([values, rule, amount]) => {
  const window = Float64Array.from(values);
  return [blend(window, rule, amountOf(amount)), shares(window, rule, amountOf(amount))];
});
const grid = { ...picture, values: Float64Array.from(picture.values) };
const { rows, columns, values } = poolBetween(grid, 3, "power", 4);
console.log(JSON.stringify({ found, pooled: [rows, columns, [...values]] }));"""
WINDOW = np.array([1.0, 3, 2, 6])


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Return windows, what the script makes of each by each rule, and a picture with its pooling."""
    folder = tmp_path_factory.mktemp("means")
    shutil.copy(SCRIPT, folder / "means.mjs")
    (folder / "ask.mjs").write_text(ASK, "utf-8")
    rng = np.random.default_rng(5)
    windows = [*rng.integers(0, 256, (20, 16)) / 255, np.zeros(4), np.array([0, 0, 1, 1])]
    amounts = [("power", p) for p in (1, 1.5, 3, 64, None)] + [("exp", r) for r in (0, 1, 12, 64, None)]
    cases = [(window.tolist(), *amount) for window in windows for amount in amounts]
    picture = rng.random((8, 10))
    asked = {"cases": cases, "picture": {"rows": 8, "columns": 10, "values": picture.ravel().tolist()}}
    done = subprocess.run(
        ["node", folder / "ask.mjs"], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return cases, json.loads(done.stdout), picture


def pooled(x, rule, amount):
    """Return what SciPy makes of a window."""
    if amount is None:
        return x.max()
    if rule == "power":
        return stats.pmean(x, amount) if x.any() else 0
    return special.logsumexp(amount * x, b=1 / x.size) / amount if amount else x.mean()


def test_the_script_pools_as_scipy_does(answers):
    cases, answer, _ = answers
    for (values, rule, amount), (result, _) in zip(cases, answer["found"], strict=True):
        assert result == pytest.approx(pooled(np.array(values), rule, amount), rel=1e-9, abs=1e-12), (rule, amount)


def test_the_shares_of_the_script_are_slopes(answers):
    cases, answer, _ = answers
    for (values, rule, amount), (_, shares) in zip(cases, answer["found"], strict=True):
        x = np.array(values)
        if amount is None:
            assert shares == np.eye(x.size)[x.argmax()].tolist()
        elif x.all():  # a root has no slope at zero
            slopes = optimize.approx_fprime(x, pooled, 1e-7, rule, amount)
            np.testing.assert_allclose(shares, slopes, atol=2e-5)


def test_the_script_pools_a_picture_window_by_window(answers):
    *_, picture = answers
    rows, columns, values = answers[1]["pooled"]
    expected = lp_pool2d(picture, 4, 3) / 9 ** (1 / 4)
    assert (rows, columns) == expected.shape == (2, 3)
    np.testing.assert_allclose(np.reshape(values, (2, 3)), expected)


def test_the_power_mean_is_scipys():
    facts = power_mean.facts()
    assert power_mean.window.tolist() == log_sum_exp.window.tolist() == stochastic.window.tolist() == WINDOW.tolist()
    assert facts["far"] == pytest.approx(stats.pmean(WINDOW, 64))
    assert facts["two"] == pytest.approx(12.5**0.5)
    assert (facts["sum_one"], facts["sum_two"] ** 2) == (12, pytest.approx(50))
    assert (facts["mean"], facts["largest"]) == (3, 6)
    for p in (1, 3, 7.5):
        assert power_mean.power_mean(WINDOW, p) == pytest.approx(stats.pmean(WINDOW, p))


def test_the_logarithm_of_exponentials_is_scipys():
    for r in (1e-3, 0.5, 4, 300):
        expected = special.logsumexp(r * WINDOW, b=1 / 4) / r
        assert log_sum_exp.exp_mean(WINDOW, r) == pytest.approx(expected)
    facts = log_sum_exp.facts()
    assert facts["below"] == pytest.approx(6 - facts["sixteen"], abs=1e-9)
    for name, kind in (("double", np.float64), ("single", np.float32)):
        with np.errstate(over="ignore"):
            below, above = np.exp(kind(facts[name]) + np.array([-0.01, 0.01], kind))
        assert below < above == np.inf


def test_the_gradients_are_slopes():
    for p in (1, 4, 16):
        slopes = optimize.approx_fprime(WINDOW, stats.pmean, 1e-7, p)
        np.testing.assert_allclose(between_gradient.power_gradient(WINDOW, p), slopes, atol=1e-6)
    np.testing.assert_allclose(between_gradient.exp_gradient(WINDOW, 1), special.softmax(WINDOW))
    facts = between_gradient.facts()
    assert facts["power_sum"] == pytest.approx(
        facts["power_largest"] + facts["power_second"] + (1 + 8) / 348.5**0.75 / 4
    )
    assert (facts["exp_largest"], facts["exp_second"]) == pytest.approx(special.softmax(WINDOW)[[3, 1]])


def test_nothing_between_the_ends_finds_the_point_more_often_than_the_ratio_of_likelihoods(monkeypatch):
    sigma, some = 0.7, between_best.noise()[:, :20_000]
    best = between_best.found(sigma, 1 / sigma**2)
    assert all(best > between_best.found(sigma, r) - 0.0005 for r in between_best.RATES)  # in so many trials
    facts = between_best.facts()
    # At the ends the trials agree with the probabilities that the page before computes.
    assert between_best.found(1, 30) == pytest.approx(facts["max"], abs=0.004)
    assert between_best.found(1, 1e-6) == pytest.approx(facts["mean"], abs=0.004)
    assert facts["best"] > facts["max"] > facts["mean"]
    assert facts["little_best"] > facts["little_max"] > facts["little_mean"]
    assert facts["trials"] == between_best.noise().shape[1]

    windows = sigma * some + np.eye(4)[0] * np.array([1, 0])[:, None, None]
    likely = stats.norm.logpdf(windows[:, :, None], np.eye(4), sigma).sum(axis=3)  # for each place of the point
    with_point, empty = special.logsumexp(likely, axis=2) - stats.norm.logpdf(windows, 0, sigma).sum(axis=2)
    monkeypatch.setattr(between_best, "noise", lambda: some)
    assert between_best.found(sigma, 1 / sigma**2) == np.mean(with_point > empty)


def test_the_lots_by_hand():
    facts = stochastic.facts()
    assert (facts["squares"], facts["sum"]) == (1 + 9 + 4 + 36, 12)
    assert facts["weighed"] == pytest.approx(np.mean([1, 3, 3, 3, 2, 2, 6, 6, 6, 6, 6, 6]))
    assert facts["weighed"] == pytest.approx(stats.pmean(WINDOW, 2) ** 2 / WINDOW.mean())


def test_negative_numbers_by_hand():
    assert between_breaks.facts()["two"] == pytest.approx((11 / 4) ** 0.5)


def test_the_photograph_is_pooled_by_the_power_mean():
    photo, _ = pictures()
    window = photo[68:72, 144:148]
    assert between.power_pool(photo, 8)[17, 36] == pytest.approx(stats.pmean(window.ravel(), 8))

"""The arithmetic of the explorers is that of the Python of the lessons."""

import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from sitebuild.core.project import ROOT
from snippets.convolution.field_ancestors import behind
from snippets.convolution.field_published import NETWORKS
from snippets.convolution.field_recurrence import layer as field_layer
from snippets.convolution.field_recurrence import walk as field_walk
from snippets.convolution.layer_counts import multiply_adds, parameters
from snippets.convolution.layer_sizes import output_size as convolved_size
from snippets.convolution.layer_sizes import used
from snippets.convolution.times_used import times_used
from snippets.convolution.transposed_size import size_up
from snippets.functions.conv2d import conv2d
from snippets.functions.conv_transpose2d import conv_transpose2d
from snippets.functions.pool2d import avg_pool2d, max_pool2d
from snippets.functions.pool2d import output_size as pooled_size
from snippets.pooling.how_often import seen as how_often

MODULES = ROOT / "docs/assets/explorers"
ORIGIN = "http://127.0.0.1:9/"  # never asked: every request is answered from the folder
BORDERS = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
CASES = 4000

# As text, which the browser takes much faster than thousands of little objects; JSON has no infinity.
ASK = """async ({cases, one}) => {
    const arithmetic = await import("./arithmetic.js");
    const answer = eval(one);
    const found = JSON.parse(cases).map((value) => answer(arithmetic, value));
    const finite = (key, value) => (typeof value !== "number" || Number.isFinite(value) ? value : `${value}`);
    return JSON.stringify(found, finite);
}"""


def parse(text):
    for number in ("-Infinity", "Infinity", "NaN"):
        text = text.replace(f'"{number}"', number)
    return json.loads(text)


WORK_OUT = """(a, {settings, rows, type, kernel, places}) => {
    const size = [rows.length, rows[0].length];
    const all = kernel ? {...settings, kernel: a.grid(kernel)} : settings;
    const problems = a.check({...all, size});
    if (problems.length) return {problems};
    const input = {...a.grid(rows), values: globalThis[type].from(rows.flat())};
    const result = kernel ? a.convolve(input, all.kernel, settings) : a.pool(input, settings);
    const pair = (value) => Array.isArray(value) ? value : [value, value];
    const kernelSize = kernel ? [kernel.length, kernel[0].length] : pair(settings.kernelSize);
    const along = [0, 1].map((i) => ({
        stride: settings.stride === undefined ? (kernel ? 1 : kernelSize[i]) : pair(settings.stride)[i],
        padding: pair(settings.padding)[i], dilation: pair(settings.dilation)[i], ceilMode: settings.ceilMode,
    }));
    return {
        problems, result: a.lists(result), type: result.values.constructor.name, shape: a.outputShape(size, all),
        seen: a.lists(a.seen(size, all)),
        sizes: along.map((axis, i) => a.outputSize(size[i], kernelSize[i], axis)),
        leftOver: along.map((axis, i) => a.leftOver(size[i], kernelSize[i], axis)),
        remainder: along.map((axis, i) => a.remainder(size[i], kernelSize[i], axis)),
        windows: places.map(([down, along]) => {
            const r = Math.floor(down * result.rows), c = Math.floor(along * result.columns);
            return {r, c, ...a.windowAt(r, c, input, all)};
        }),
    };
}"""


@pytest.fixture(scope="module")
def ask(browser):
    """Return a function that has the module work out every case, in one go."""

    def serve(route):
        name = Path(route.request.url).name
        if route.request.url == ORIGIN:
            route.fulfill(body="<!doctype html>", content_type="text/html")
        else:
            route.fulfill(body=(MODULES / name).read_bytes(), content_type="text/javascript")

    context = browser.new_context()
    page = context.new_page()
    page.route("**", serve)
    page.goto(ORIGIN)
    yield lambda one, cases: parse(page.evaluate(ASK, {"cases": json.dumps(cases), "one": one}))
    context.close()


# ---------------------------------------------------------------------------- random cases and their answers


def size(chance, *choices):
    """Return a size, the same along both axes or one for each."""
    return chance.choice([chance.choice(choices), [chance.choice(choices), chance.choice(choices)]])


def both(value):
    return tuple(value) if isinstance(value, list) else (value, value)


def numbers(chance, rows, columns, kind):
    draw = {
        "Float64Array": lambda: chance.uniform(-3, 3),
        "Float32Array": lambda: float(np.float32(chance.uniform(-300, 300))),
        "Uint8ClampedArray": lambda: chance.randint(0, 255),
        "Int32Array": lambda: chance.randint(-9, 9),
    }[kind]
    return [[draw() for _ in range(columns)] for _ in range(rows)]


def draw_case(chance):
    kind = chance.choice(["Float64Array", "Float32Array", "Uint8ClampedArray", "Int32Array", "Int32Array"])
    rows, columns = (chance.choice([1, *range(1, 13)]) for _ in range(2))
    square = chance.random() < 0.2
    if square:
        columns = rows
    elif chance.random() < 0.1:
        rows, columns = chance.choice([(1, 1), (512, 3), (3, 200)])
    case = {
        "rows": numbers(chance, rows, columns, kind),
        "type": kind,
        "places": [[0, 0], [0.999, 0.999], [chance.random(), chance.random()], [chance.random(), chance.random()]],
    }
    rare = [0] if chance.random() < 0.04 else []  # impossible
    settings = {"dilation": size(chance, 1, 1, 1, 2, 3, *rare), "padding": size(chance, 0, 0, 1, 1, 2, 3, *rare[1:])}
    if rare and chance.random() < 0.5:
        settings["padding"] = -1
    if chance.random() < 0.9:
        settings["stride"] = size(chance, 1, 1, 2, 3, 4, *rare)
    if chance.random() < 0.5:
        settings["operation"] = "convolution"
        settings["paddingMode"] = chance.choice(list(BORDERS))
        settings["flip"] = chance.random() < 0.5
        of = "Int32Array" if kind in ("Int32Array", "Uint8ClampedArray") else "Float64Array"
        taps = chance.randint(1, 5)
        case["kernel"] = numbers(chance, taps, taps if square else chance.randint(1, 5), of)
    else:
        settings["operation"] = "pooling"
        settings["kernelSize"] = size(chance, 1, 2, 2, 3, 3, 4, 5, *rare)
        settings["mode"] = chance.choice(["maximum", "mean"])
        settings["ceilMode"] = chance.random() < 0.5
        settings["countIncludePad"] = chance.random() < 0.5
        if chance.random() < 0.7:  # mostly padding that pooling allows
            settings["padding"] = [
                min(both(settings["padding"])[i], both(settings["kernelSize"])[i] // 2) for i in (0, 1)
            ]
        if settings["mode"] == "mean" and chance.random() < 0.8:
            settings["dilation"] = 1
    return {**case, "settings": settings}


def exact(case):
    return case["type"] in ("Int32Array", "Uint8ClampedArray")


def by_python(case):
    """Return the output by the functions of the project, which raise ValueError for impossible settings."""
    settings = case["settings"]
    x = np.array(case["rows"], np.int64 if exact(case) else np.float64)
    if settings["operation"] == "convolution":
        return convolved(x, np.array(case["kernel"], x.dtype), settings)
    sizes = {
        "kernel_size": both(settings["kernelSize"]),
        "stride": both(settings["stride"]) if "stride" in settings else None,
        "padding": both(settings["padding"]),
        "ceil_mode": settings["ceilMode"],
    }
    if settings["mode"] == "maximum":
        found = max_pool2d(x, dilation=both(settings["dilation"]), **sizes)
        return np.where(found == np.iinfo(np.int64).min, -np.inf, found) if exact(case) else found
    if both(settings["dilation"]) != (1, 1):
        raise ValueError("mean pooling has no dilation")
    return avg_pool2d(x, count_include_pad=settings["countIncludePad"], **sizes)


def convolved(x, kernel, settings):
    """Convolve with `conv2d`, after `numpy.pad` for the borders that it does not know, within torch's limits."""
    padding, mode = both(settings["padding"]), settings["paddingMode"]
    if settings["flip"]:
        kernel = kernel[::-1, ::-1]
    if mode != "zeros":
        most = {"reflect": min(n - 1 - p for n, p in zip(x.shape, padding, strict=True))}
        most["circular"] = min(n - p for n, p in zip(x.shape, padding, strict=True))
        if most.get(mode, 0) < 0:
            raise ValueError("not enough pixels")
        x, padding = np.pad(x, [(p, p) for p in padding], BORDERS[mode]), (0, 0)
    sizes = {"stride": both(settings.get("stride", 1)), "dilation": both(settings["dilation"])}
    return conv2d(x[None], kernel[None, None], padding=padding, **sizes)[0]


@pytest.fixture(scope="module")
def cases():
    chance = random.Random(6)
    return [draw_case(chance) for _ in range(CASES)]


@pytest.fixture(scope="module")
def worked_out(ask, cases):
    """Return (case, expected, answer) for each case; expected is None where the Python refuses."""
    expected = []
    for case in cases:
        try:
            expected.append(by_python(case))
        except ValueError:
            expected.append(None)
    return list(zip(cases, expected, ask(WORK_OUT, cases), strict=True))


@pytest.fixture(scope="module")
def possible(worked_out):
    return [found for found in worked_out if found[1] is not None and not found[2]["problems"]]


def axes_of(case):
    """Yield n, kernel size, stride, padding, dilation along each axis."""
    settings, rows = case["settings"], case["rows"]
    shape = np.shape(case["kernel"]) if "kernel" in case else both(settings["kernelSize"])
    stride = both(settings.get("stride", 1 if "kernel" in case else settings.get("kernelSize")))
    sizes = (len(rows), len(rows[0])), shape, stride, both(settings["padding"]), both(settings["dilation"])
    return list(zip(*sizes, strict=True))


# ---------------------------------------------------------------------------- convolution and pooling


def test_at_least_two_thousand_cases_cover_every_option(possible, worked_out):
    assert len(possible) >= 2000
    assert len(worked_out) - len(possible) >= 200
    met = Counter()
    for case, _, _ in possible:
        settings = case["settings"]
        kind = settings["operation"]
        chosen = (settings.get(name) for name in ("paddingMode", "flip", "mode", "ceilMode", "countIncludePad"))
        met.update((kind, at, value) for at, value in enumerate(chosen) if value is not None)
        met.update((kind, "size", tuple(axis)) for axis in axes_of(case))
        met[kind, case["type"]] += 1
        met["one pixel"] += len(case["rows"]) == len(case["rows"][0]) == 1
        for name, least in (("dilation", 2), ("padding", 1), ("stride", 2)):
            met[kind, name] += name in settings and max(both(settings[name])) >= least
            met[kind, name, "pair"] += name in settings and isinstance(settings[name], list)
        met[kind, "no stride"] += "stride" not in settings
    few = {key: times for key, times in met.items() if "size" not in key and times < 20}
    assert not few
    assert sum("size" in key for key in met) > 500


def test_the_output_is_that_of_python(possible):
    for case, expected, answer in possible:
        found = np.array(answer["result"])
        assert found.shape == expected.shape, case
        if exact(case):
            np.testing.assert_array_equal(found, expected, str(case))
        else:
            np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-9 * np.abs(case["rows"]).max())
        assert answer["type"] == ("Float32Array" if case["type"] == "Float32Array" else "Float64Array")


def test_it_says_impossible_exactly_where_python_refuses(worked_out):
    for case, expected, answer in worked_out:
        assert bool(answer["problems"]) == (expected is None), (case, answer["problems"])


def test_impossible_settings_come_with_the_numbers_to_say_why(ask):
    pooling, convolution = {"operation": "pooling", "size": 5}, {"operation": "convolution", "size": 5}
    told = {
        "least": ({**convolution, "kernelSize": 3, "stride": 0}, {"name": "stride", "value": 0, "least": 1}),
        "no-window": (
            {**convolution, "size": [9, 3], "kernelSize": 3, "dilation": 2},
            {"value": 5, "most": 3, "axis": 1},
        ),
        "whole": ({**convolution, "kernelSize": 2.5}, {"name": "kernelSize", "value": 2.5}),
        "padding-half": ({**pooling, "kernelSize": 3, "padding": [2, 1]}, {"value": 2, "most": 1, "axis": 0}),
        "mean-dilation": ({**pooling, "kernelSize": 2, "dilation": 2, "mode": "mean"}, {"value": 2, "most": 1}),
        "padding-reflect": (
            {**convolution, "kernelSize": 3, "padding": 5, "paddingMode": "reflect"},
            {"value": 5, "most": 4},
        ),
        "padding-circular": (
            {**convolution, "kernelSize": 3, "padding": 6, "paddingMode": "circular"},
            {"value": 6, "most": 5},
        ),
        "groups": (
            {**convolution, "kernelSize": 3, "channelsIn": 6, "channels": 4, "groups": 3},
            {"value": 3, "channels": 4},
        ),
        "output-padding": (
            {"operation": "transposed", "size": 5, "kernelSize": 3, "stride": 2, "outputPadding": 2},
            {"value": 2, "most": 1},
        ),
        "no-output": ({"operation": "transposed", "size": 1, "kernelSize": 2, "padding": 1}, {"value": 0}),
    }
    found = ask("(a, settings) => a.check(settings)", [settings for settings, _ in told.values()])
    assert found == [[{"code": code, **numbers}] for code, (_, numbers) in told.items()]
    strange = [{"kernelSize": value, "size": value, "stride": 1} for value in ("NaN", "Infinity", -3, 0.5)]
    of_numbers = "(a, {kernelSize, ...s}) => a.check({...s, size: Number(s.size), kernelSize: Number(kernelSize)})"
    assert all(ask(of_numbers, strange))


def test_the_cells_of_a_window_make_its_output(possible):
    for case, expected, answer in possible:
        settings, (down, along) = case["settings"], axes_of(case)
        for window in answer["windows"]:
            cells, r, c = window["cells"], window["r"], window["c"]
            values = np.array([cell["value"] for cell in cells])
            weights = np.array([cell["weight"] for cell in cells])
            # The same cells, by the numbers that they show.
            maximum = settings.get("mode") == "maximum"
            total = values.max() if maximum else (values * weights).sum() / window["divisor"]
            np.testing.assert_allclose([total, window["value"]], expected[r, c], rtol=1e-6, atol=1e-6)
            if exact(case):
                assert window["value"] == expected[r, c]
            np.testing.assert_array_equal([cell["product"] for cell in cells], values * weights)
            for (i, j), cell in zip(np.ndindex(down[1], along[1]), cells, strict=True):
                place = [at * s - p + tap * d for at, tap, (_, _, s, p, d) in ((r, i, down), (c, j, along))]
                assert [cell["row"], cell["column"]] == place
                inside = 0 <= place[0] < down[0] and 0 <= place[1] < along[0]
                assert cell["inside"] == inside
                if inside:
                    assert cell["from"] == place
                if cell["from"]:
                    assert cell["value"] == case["rows"][cell["from"][0]][cell["from"][1]]
                else:
                    assert cell["value"] == (-np.inf if maximum else 0)
                if "kernel" in case:
                    assert cell["weight"] == case["kernel"][cell["tap"][0]][cell["tap"][1]]
                    assert cell["tap"] == ([down[1] - 1 - i, along[1] - 1 - j] if settings["flip"] else [i, j])


# ---------------------------------------------------------------------------- sizes, what is left over, what is seen


def times_seen(n, k, s, p, d, windows):
    """Count the windows over each pixel of a row, by going through them."""
    times = np.zeros(n, int)
    for start in range(-p, -p + windows * s, s):
        for pixel in range(start, start + k * d, d):
            if 0 <= pixel < n:
                times[pixel] += 1
    return times


def unseen_at_end(times):
    """Count the pixels at the end of a row that no window sees."""
    return int(np.argmax(np.array(times)[::-1] > 0)) if np.any(times) else len(times)


def test_sizes_and_what_is_left_over_are_those_of_python(possible):
    gaps = 0
    for case, expected, answer in possible:
        assert answer["shape"] == answer["sizes"] == list(expected.shape)
        for i, (n, k, s, p, d) in enumerate(axes_of(case)):
            if "kernel" in case:
                assert answer["sizes"][i] == convolved_size(n, k, s, p, d)
            else:
                assert answer["sizes"][i] == pooled_size(n, k, s, p, d, case["settings"]["ceilMode"])
            end = (answer["sizes"][i] - 1) * s + d * (k - 1) + 1  # of the last window, in the padded row
            assert answer["remainder"][i] == n + 2 * p - end
            assert answer["leftOver"][i] == unseen_at_end(times_seen(n, k, s, p, d, answer["sizes"][i]))
            gaps += answer["leftOver"][i] > 0
    assert gaps > 100


def test_how_many_windows_see_a_pixel(possible):
    alike = Counter()
    for case, _, answer in possible:
        (n, k, s, p, d), other = axes = axes_of(case)
        down, along = (times_seen(*axis, size) for axis, size in zip(axes, answer["sizes"], strict=True))
        np.testing.assert_array_equal(answer["seen"], np.outer(down, along))
        if not case["settings"].get("ceilMode"):
            flags = [used(*axis)[axis[3] : axis[3] + axis[0]] for axis in axes]
            np.testing.assert_array_equal(np.array(answer["seen"]) > 0, np.outer(*flags))
            if axes[0] == other and d == 1 and p == 0:
                alike["how_often"] += 1
                np.testing.assert_array_equal(answer["seen"], how_often(n, k, s))
            if axes[0] == other and d == 1 and s == 1:
                alike["times_used"] += 1
                np.testing.assert_array_equal(answer["seen"], times_used(n, k, p))
    assert min(alike["how_often"], alike["times_used"]) >= 10


def test_the_size_of_a_transposed_convolution(ask):
    chance = random.Random(60)
    names = ("size", "kernelSize", "stride", "padding", "dilation", "outputPadding")
    drawn = [
        [chance.randint(low, high) for low, high in ((0, 6), (1, 5), (0, 4), (-1, 3), (0, 3), (-1, 3))]
        for _ in range(600)
    ]
    settings = [{"operation": "transposed", **dict(zip(names, sizes, strict=True))} for sizes in drawn]
    sized = "(a, s) => [a.check(s).length, a.transposedSize(s.size, s.kernelSize, s), ...a.outputShape(s.size, s)]"
    refused = 0
    for (n, k, s, p, d, extra), (problems, *found) in zip(drawn, ask(sized, settings), strict=True):
        try:
            there = conv_transpose2d(np.ones((1, n, n)), np.ones((1, 1, k, k)), None, s, p, extra, 1, d)
        except ValueError:
            refused += 1
            assert problems, (n, k, s, p, d, extra)
        else:
            assert not problems, (n, k, s, p, d, extra)
            assert found == [there.shape[1], *there.shape[1:]]
            assert found[0] == size_up(n, k, s, p, d, extra)
    assert 100 < refused < 500


# ---------------------------------------------------------------------------- layers

WALK = "(a, {layers, input}) => a.walk(layers, input)"


def draw_layer(chance, channels):
    operation = chance.choice(["convolution", "convolution", "pooling", "transposed"])
    layer = {
        "operation": operation,
        "kernelSize": size(chance, 1, 2, 3, 3, 4),
        "stride": size(chance, 1, 1, 2, 3),
        "padding": size(chance, 0, 0, 1),
        "dilation": size(chance, 1, 1, 2),
    }
    if operation == "pooling":
        return {**layer, "ceilMode": chance.random() < 0.5}
    if operation == "transposed":
        layer["outputPadding"] = size(chance, 0, 0, 0, 1)
    groups = chance.choice([1, 1, 2, channels])
    made = chance.choice([1, 2, 4, 4, 6, channels])
    return {**layer, "channels": made, "groups": groups, "bias": chance.random() < 0.5}


def apply(layer, x):
    """Return what a layer makes of an image, its parameters, and its products counted one by one."""
    sizes = {"stride": both(layer["stride"]), "padding": both(layer["padding"]), "dilation": both(layer["dilation"])}
    if layer["operation"] == "pooling":
        return max_pool2d(x, both(layer["kernelSize"]), ceil_mode=layer["ceilMode"], **sizes), 0, 0
    made, groups, up = layer["channels"], layer["groups"], layer["operation"] == "transposed"
    if len(x) % groups or made % groups:
        raise ValueError("groups do not divide the channels")
    channels = (len(x), made // groups) if up else (made, len(x) // groups)
    weight, bias = np.ones((*channels, *both(layer["kernelSize"]))), np.ones(made) if layer["bias"] else None
    if up:
        y = conv_transpose2d(x, weight, bias, output_padding=both(layer["outputPadding"]), groups=groups, **sizes)
    else:
        y = conv2d(x, weight, bias, groups=groups, **sizes)
    pixels = x[0].size if up else y[0].size
    return y, weight.size + (made if layer["bias"] else 0), weight.size * pixels


def test_a_walk_through_layers_agrees_with_applying_them(ask):
    chance = random.Random(66)
    networks = []
    for _ in range(600):
        channels = chance.choice([1, 2, 3, 4])
        side = chance.randint(1, 24)
        start = {"size": chance.choice([side, [side, chance.randint(1, 24)]]), "channels": channels}
        layers = []
        for _ in range(chance.randint(1, 5)):
            layers.append(draw_layer(chance, channels))
            channels = layers[-1].get("channels", channels)
        networks.append({"layers": layers, "input": start})
    met = Counter()
    for network, walked in zip(networks, ask(WALK, networks), strict=True):
        x = np.ones((network["input"]["channels"], *both(network["input"]["size"])))
        for layer, found in zip(network["layers"], walked, strict=False):
            try:
                y, learned, work = apply(layer, x)
            except ValueError:
                assert found["problems"], layer
                assert found is walked[-1]
                met["refused"] += 1
                break
            assert not found["problems"], (layer, found, x.shape)
            assert [found["channels"], *found["size"]] == list(y.shape)
            assert (found["parameters"], found["multiplyAdds"]) == (learned, work)
            square = layer["operation"] == "convolution" and y.shape[1] == y.shape[2]
            if square and isinstance(layer["kernelSize"], int):
                counts = len(x), len(y), layer["kernelSize"]
                assert found["parameters"] == parameters(*counts, layer["groups"], layer["bias"])
                assert found["multiplyAdds"] == multiply_adds(*counts, y.shape[1], layer["groups"])
                met["square"] += 1
            if layer["operation"] == "convolution":
                names = ("kernelSize", "stride", "padding", "dilation")
                rows = zip(x.shape[1:], *(both(layer[name]) for name in names), strict=True)
                assert found["leftOver"] == [unseen_at_end(used(*row)[row[3] : row[3] + row[0]]) for row in rows]
            met[layer["operation"]] += 1
            x = y
        else:
            assert len(walked) == len(network["layers"])
    assert min(met.values()) >= 30, met


def test_receptive_fields_are_those_of_the_recurrence(ask):
    chance = random.Random(70)
    paths = [
        [tuple(map(chance.choice, ((1, 2, 3, 5), (1, 2, 3), (1, 2), (0, 1, 2)))) for _ in range(4)] for _ in range(100)
    ]
    paths += list(NETWORKS.values())  # k, s, d, p
    networks = []
    for path in paths:
        layers = [
            {"operation": "convolution", "kernelSize": k, "stride": s, "dilation": d, "padding": p}
            for k, s, d, p in path
        ]
        networks.append({"layers": layers, "input": {"size": 5000, "channels": 1}})
    for path, walked in zip(paths, ask(WALK, networks), strict=True):
        found = [(*layer["field"], *layer["jump"], *layer["start"]) for layer in walked]
        assert found == [(r, r, jump, jump, start, start) for r, jump, start in field_walk(path)[1:]]


def test_receptive_fields_are_what_the_network_sees(ask):
    """Ask the network: which inputs move an output, in rows long enough to have all kinds of outputs inside."""
    chance = random.Random(77)
    n, networks, compared = 120, [], 0
    for _ in range(150):
        layers, count = [], chance.randint(1, 3)
        for _ in range(count):
            up = chance.random() < 0.5
            layer = {
                "kernelSize": [1, chance.randint(1, 4)],
                "stride": [1, chance.randint(1, 3)],
                "padding": [0, chance.randint(0, 1)],
            }
            layer["operation"] = "transposed" if up else "convolution"
            layers.append({**layer, "dilation": [1, 1 if up and count > 1 else chance.choice([1, 1, 2, 3])]})
        networks.append({"layers": layers, "input": {"size": [1, n], "channels": 1}})
    for network, walked in zip(networks, ask(WALK, networks), strict=True):
        moves = np.eye(n)[:, None, None]  # an image for each input pixel
        for layer in network["layers"]:
            function = conv_transpose2d if layer["operation"] == "transposed" else conv2d
            sizes = {name: tuple(layer[name]) for name in ("stride", "padding", "dilation")}
            moves = function(moves, np.ones((1, 1, *layer["kernelSize"])), **sizes)
        seen = [np.flatnonzero(column) for column in moves[:, 0, 0].T]
        inside = [pixels for pixels in seen if len(pixels) and pixels[0] > 0 and pixels[-1] < n - 1]
        widest = max((pixels[-1] - pixels[0] + 1 for pixels in inside), default=0)
        ups = [layer for layer in network["layers"] if layer["operation"] == "transposed"]
        if len(network["layers"]) > 1 and any(layer["kernelSize"] < layer["stride"] for layer in ups):
            assert walked[-1]["field"][1] >= widest, network  # some outputs see nothing
            continue
        compared += 1
        assert walked[-1]["field"] == [1, widest], network
        # Outputs as far apart as the strides of all transposed layers see alike: take one far from the border.
        alike = int(np.prod([layer["stride"][1] for layer in ups]))
        middle = len(seen) // 2 // alike * alike
        start, jump = walked[-1]["start"][1], walked[-1]["jump"][1]
        expected = [] if start is None else [start + round(middle * jump)]
        assert list(seen[middle][:1]) == expected, network
    assert compared > 100


# ---------------------------------------------------------------------------- ancestors

ANCESTORS = """(a, {layers, n, part}) => {
    const made = a.walk(layers, {size: [n, n], channels: 1});
    const last = made[made.length - 1];
    const output = Math.floor(part * last.size[0]);
    const {field, start, jump} = last;
    return {output, sizes: made.map(({size}) => size[0]), field, start, jump, found: a.ancestors(layers, n, output)};
}"""


def draw_stack(chance):
    """Return layers, each its kernel size, stride, dilation and padding, and an input that is large enough."""
    layers = [
        (chance.choice([1, 2, 3, 3, 5]), chance.choice([1, 1, 1, 2, 3]), d := chance.choice([1, 1, 2, 3, 4]), d)
        for _ in range(chance.randint(1, 6))
    ]
    return layers, max(30, field_walk([(k, s, d, 0) for k, s, d, _ in layers])[-1][0]) + chance.randint(0, 20)


def moving(layers, n, output):
    """Return which of n numbers move an output: each has a place of its own, 64 bits wide, in one large number."""
    x = [1 << 64 * i for i in range(n)]
    for k, s, d, p in layers:
        x = field_layer(np.array([0] * p + [*x] + [0] * p, dtype=object), k, s, d, 0)
    return [i for i in range(n) if x[output] >> 64 * i & (2**64 - 1)]


def test_the_ancestors_of_an_output_are_the_numbers_that_move_it(ask):
    chance = random.Random(20)
    stacks = [draw_stack(chance) for _ in range(100)]
    names = ("kernelSize", "stride", "dilation", "padding")
    cases = [
        {
            "layers": [{"operation": "convolution", **dict(zip(names, one, strict=True))} for one in layers],
            "n": n,
            "part": chance.choice([0, 0.5, chance.random(), 0.999]),
        }
        for layers, n in stacks
    ]
    holes = cut = 0
    for (layers, n), answer in zip(stacks, ask(ANCESTORS, cases), strict=True):
        output, found, sizes = answer["output"], answer["found"], [n, *answer["sizes"]]
        field, jump, start = field_walk(layers)[-1]
        assert [answer["field"], answer["jump"], answer["start"]] == [[field] * 2, [jump] * 2, [start] * 2]
        assert found[-1] == [output]
        for depth, (places, size) in enumerate(zip(found[:-1], sizes[:-1], strict=True)):
            assert places == sorted(set(places))
            inside = [i for i in places if 0 <= i < size]
            assert inside == moving(layers[depth:], size, output), (layers, n, output, depth)
        # Where no padding cuts a way off, they are those of the page, moved along.
        first = start + output * jump
        shifted = sorted(i + start for i in behind([one[:3] for one in layers], output))
        if all(0 <= i < size for places, size in zip(found, sizes, strict=True) for i in places):
            assert found[0] == shifted
            assert (found[0][0], found[0][-1]) == (first, first + field - 1)
            holes += len(shifted) < field
        else:
            cut += 1
            assert {i for i in found[0] if 0 <= i < n} <= set(shifted)
    assert holes > 10
    assert cut > 20


# ---------------------------------------------------------------------------- the rest


def test_grids_and_lists(ask):
    rows = [[1, -2.5, 3], [4, 5, 6]]
    assert ask("(a, rows) => a.lists(a.grid(rows))", [rows]) == [rows]


def mulberry32(seed):
    """Yield the numbers of this generator, with whole numbers that do not overflow."""
    state = seed
    while True:
        state = (state + 0x6D2B79F5) % 2**32
        mixed = (state ^ state >> 15) * (state | 1) % 2**32
        mixed ^= (mixed + (mixed ^ mixed >> 7) * (mixed | 61)) % 2**32
        yield (mixed ^ mixed >> 14) / 2**32


def test_the_generator_gives_the_same_numbers_for_a_seed(ask):
    seeds = [0, 1, 6, 2**31, 2**32 - 1, 123456789]
    drawn = ask("(a, seed) => { const next = a.generator(seed); return Array.from({length: 50}, next); }", seeds)
    for seed, found in zip(seeds, drawn, strict=True):
        expected = mulberry32(seed)
        assert found == [next(expected) for _ in found]
    throw = (
        "(a, seed) => { const next = a.generator(seed); return Array.from({length: 99}, () => a.between(next, -2, 3)) }"
    )
    assert set(ask(throw, [6])[0]) == set(range(-2, 4))

"""Nothing in a YAML file is lost without a word."""

from pathlib import Path

import pytest
import yaml
from mkdocs.exceptions import PluginError

from sitebuild.core import yaml_file

PATH = Path("x.yml")


def test_it_reads_what_the_common_loader_reads():
    text = 'a: {b: [1, 2.5, true, null, "no"], c: text}\nd: |\n  two\n  lines\n'
    assert yaml_file.read(PATH, text).plain() == yaml.safe_load(text)


def test_values_know_their_lines():
    tree = yaml_file.read(PATH, "a:\n  b:\n    - one\n    - two\n", before=10)
    entry = tree.value["a"].value["b"].value[1]
    assert (entry.line, entry.name, tree.value["a"].value["b"].key_line) == (14, "entry 2 of a.b", 12)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", "x.yml:3: the key 'a' stands here again, first in line 1"),
        ("a:\n  b: 1\n  b: 1\n", "x.yml:3: the key 'b' stands here again, first in line 2"),
        ("a: [1\n", "x.yml:2: this is not YAML"),
        ("a: b: c\n", "x.yml:1: this is not YAML"),
        ("a: 1\n\tb: 2\n", "x.yml:2: this is not YAML"),
        ("no: 1\n", "x.yml:1: the key no is no text"),
        ("3: 1\n", "x.yml:1: the key 3 is no text"),
        ("? [a]\n: 1\n", "x.yml:1: a list or mapping is a key, no text"),
        ("a: &one [1]\nb: *one\n", "x.yml:1: b repeats a value by its &name"),
        ("a: &a [*a]\n", "x.yml:1: entry 1 of a repeats a value by its &name"),
        ("a: 1\nb: !python/object:os.system x\n", "x.yml:2: this is not YAML"),
        ("a: 1\nb: 2020-02-31\n", "x.yml:2: '2020-02-31': day "),
        ("a: \x00\n", "x.yml: the sign U+0000"),
        ("a: 1\n---\nb: 2\n", "x.yml:2: this is not YAML"),
        ("a: " + "[" * 5000, "this is nested too deep"),
    ],
)
def test_what_would_be_lost_or_misread_is_told_with_its_line(text, said):
    with pytest.raises(PluginError) as caught:
        yaml_file.read(PATH, text)
    assert said in str(caught.value)
    assert "\n    To mend it: " in str(caught.value)


def test_an_empty_file_holds_nothing():
    assert yaml_file.read(PATH, "# only this\n").value is None

"""What is written into a script stands in its place, and a script without the place is an error of the build."""

import pytest

from sitebuild.core.script import set_value

SCRIPT = "// What is there.\nexport const files = {};\nrun(files);\n"


def test_a_value_stands_where_its_place_was():
    filled = set_value(SCRIPT, "export const files = {};", {"نام": ["a", 1, None]})
    assert filled == '// What is there.\nexport const files = {"نام":["a",1,null]};\nrun(files);\n'


def test_a_script_without_the_place_stops_the_build():
    with pytest.raises(AssertionError, match="to write into"):
        set_value(SCRIPT, "const other = {};", {})

"""What `make check` asks of the scripts: it looks at each of them, sees faults, and no script turns it off."""

import json
import re
import subprocess

import pytest

from sitebuild.core.project import DOCS, ROOT

TOOLS = ROOT / ".cache/node/node_modules/.bin"
HERE = ROOT / "tests/javascript"
SCRIPTS = sorted(file for file in (DOCS / "assets").rglob("*.js") if not file.name.endswith(".min.js"))

# A line, and what is to be said of it.
FAULTS = {
    "tsc": {
        "document.querySelector('p').remove();": "TS2531",  # it may not be there
        "document.body.clozest('p');": "TS2551",  # a slip of the pen
        "nobody();": "TS2304",  # a name that nothing has
        "export const twice = (text) => text + text;": "TS7006",  # a parameter without a type
        "export const size = Math.abs('1');": "TS2345",  # a text for a number
        "/** @type {Grid} */ export const grid = { rows: 1, columns: 1 };": "TS2741",  # the types of types.d.ts hold
    },
    "biome": {
        "const unused = 1;": "noUnusedVariables",
        "export let never = 1;": "useConst",
        "export default 1;": "noDefaultExport",
        "for (let i = 0; i < 3; i--) size(i);": "useValidForDirection",  # of what the linter recommends
        "console.log(1);": "noConsole",
    },
}
COMMANDS = {
    "tsc": ["tsc", "--pretty", "false"],
    "biome": ["biome", "lint", "--error-on-warnings", f"--config-path={HERE / 'lint.jsonc'}", "fault.js"],
}


def run(words, folder):
    """Run a tool that `make check` installs."""
    tool = TOOLS / words[0]
    assert tool.exists(), f"{words[0]} is not installed; run this through make, which installs it"
    return subprocess.run([tool, *words[1:]], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_faults_are_seen(tmp_path, name):
    (tmp_path / "fault.js").write_text("\n".join(FAULTS[name]) + "\n", "utf-8")
    project = {"extends": str(HERE / "tsconfig.json"), "include": ["fault.js", str(HERE / "types.d.ts")]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(project), "utf-8")
    done = run(COMMANDS[name], tmp_path)
    assert done.returncode != 0
    for line, (fault, said) in enumerate(FAULTS[name].items(), 1):
        place = rf"fault\.js[(:]{line}[,:].*\b{said}\b"
        assert re.search(place, done.stdout + done.stderr), f"nothing is said of {fault}"


def test_every_script_is_checked():
    listed = run(["tsc", "--project", str(HERE), "--listFilesOnly"], ROOT).stdout.splitlines()
    assert {str(script) for script in SCRIPTS} <= set(listed)
    linted = run(["biome", "lint", f"--config-path={HERE / 'lint.jsonc'}", "docs/assets"], ROOT)
    assert f"Checked {len(SCRIPTS)} files" in linted.stdout + linted.stderr


def test_the_letters_and_digits_of_persian_stand_in_one_script():
    own = re.compile("[۰-۹٠-٩يىكۀةأإـ٫]|\\\\u06[0-9A-Fa-f]{2}")
    found = [script.name for script in SCRIPTS if own.search(script.read_text("utf-8"))]
    assert found == ["letters.js"], "use the functions of letters.js"


def test_no_script_turns_a_check_off():
    off = re.compile(r"@ts-|biome-ignore|\bany\b\s*[\[\]>}|)]|\{\*\}")
    found = [
        f"{script.relative_to(ROOT)}:{number}: {line.strip()}"
        for script in [*SCRIPTS, HERE / "types.d.ts"]
        for number, line in enumerate(script.read_text("utf-8").splitlines(), 1)
        if off.search(line)
    ]
    assert not found, "say the type, or look at what is there, in place of turning the check off"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_names_for_screen_readers_are_attributes(script):
    """Firefox has no `element.ariaLabel` before 119: what is set there is lost, and what is read is undefined."""
    found = re.findall(r"\.(?:aria[A-Z]\w*|role)\b(?!`)", script.read_text("utf-8"))
    assert found == [], f"write setAttribute('aria-…') in {script.name}"

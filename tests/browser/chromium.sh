#!/bin/sh
# Print the path of a Chromium for the tests; install one where the machine has none.
# `chromium.sh install` only installs the quickest one, where Debian has it.
set -eu

# The headless shell is the same Chromium without windows, and opens a page in half the time.
on_path() { command -v chromium-headless-shell || command -v chromium || command -v google-chrome; }

playwrights_own() {
    .venv/bin/python -c '
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    chromium = Path(p.chromium.executable_path)
home = next(folder for folder in chromium.parents if folder.name.startswith("chromium-"))
shell = home.name.replace("chromium-", "chromium_headless_shell-")
print(next(home.parent.glob(f"{shell}/*/chrome-headless-shell"), chromium))'
}

from_debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing Debian's Chromium" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq -o DPkg::Lock::Timeout=300 update >&2 </dev/null &&
        apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends \
            chromium-headless-shell fonts-liberation >&2 </dev/null
}

from_playwright() {
    echo "Installing Playwright's Chromium" >&2
    .venv/bin/python -m playwright install chromium >&2 </dev/null
}

if [ "${1:-}" = install ]; then
    command -v chromium-headless-shell >/dev/null || from_debian
    exit
fi

if [ -n "${CHROMIUM:-}" ]; then
    browser=$CHROMIUM
elif browser=$(on_path); then
    :
elif browser=$(playwrights_own) && [ -x "$browser" ]; then
    :
elif from_debian && browser=$(on_path); then
    :
elif from_playwright; then
    browser=$(playwrights_own)
else
    echo "The tests need Chromium and could not install it. Install Chromium or Google Chrome so that" >&2
    echo "chromium or google-chrome is on the PATH, or name its program: CHROMIUM=/path/to/it make test" >&2
    exit 1
fi

"$browser" --version >/dev/null 2>&1 || {
    echo "Chromium at $browser does not start. If system libraries are missing, as root:" >&2
    echo ".venv/bin/python -m playwright install-deps chromium. Another one: CHROMIUM=/path/to/it make test" >&2
    exit 1
}
echo "$browser"

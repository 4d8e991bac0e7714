#!/bin/sh
# Install Firefox, and WebKit with its driver and a screen that nobody sees, where the machine lacks one of them.
# The path of Firefox is printed.
set -eu

find_firefox() { command -v firefox-esr || command -v firefox; }

missing=
find_firefox >/dev/null || missing="$missing firefox-esr"
command -v WebKitWebDriver >/dev/null || missing="$missing webkit2gtk-driver"
command -v Xvfb >/dev/null || missing="$missing xvfb"

if [ -n "$missing" ]; then
    as_root=
    [ "$(id -u)" = 0 ] || as_root="sudo -n"
    if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
        echo "Installing from Debian:$missing" >&2
        apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
        # Each of these is several words.
        $apt update >&2 </dev/null
        $apt install --yes --no-install-recommends $missing >&2 </dev/null
    else
        echo "This needs Firefox and WebKitGTK with its driver. On Debian and Ubuntu: apt-get install$missing" >&2
        exit 1
    fi
fi
find_firefox

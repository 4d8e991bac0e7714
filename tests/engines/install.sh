#!/bin/sh
# Install Firefox, and WebKit with its driver and a screen that nobody sees, where the machine lacks one of them.
# The path of Firefox is printed.
set -eu

firefox() { command -v firefox-esr || command -v firefox; }

missing=
firefox >/dev/null || missing="$missing firefox-esr"
command -v WebKitWebDriver >/dev/null || missing="$missing webkit2gtk-driver"
command -v Xvfb >/dev/null || missing="$missing xvfb"

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing from Debian:$missing" >&2
        export DEBIAN_FRONTEND=noninteractive
        apt-get -qq -o DPkg::Lock::Timeout=300 update >&2 </dev/null
        # shellcheck disable=SC2086 # each is a word
        apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends $missing >&2 </dev/null
    else
        echo "This needs Firefox and WebKitGTK with its driver. On Debian and Ubuntu: apt-get install$missing" >&2
        exit 1
    fi
fi
firefox

"""Looks at what the environment says of a site before anything is built: its address, where it is edited, its date.

MkDocs takes an empty address for none, and one with a query or with markup as it is: the pages then link to nowhere.
"""

import ipaddress
import os
import re
from typing import Any
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError

from sitebuild.core.messages import log

MEND = "build it with SITE_URL=https://host/path/"
EDIT = re.compile(r"(?:https://)?[\w.~/?=&%#-]+", re.ASCII)
LAST = 253402300799  # the last second of the year 9999
HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
PATH = re.compile(r"(?:/|(?:/(?!\.{1,2}/)(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+)+/)")


def fault(address: str | None) -> str | None:
    """Return what is wrong with an address, in words; None if nothing is."""
    if not address:
        return "is empty"
    if re.search(r"[\s<>\"'`\\{}|^]", address) or not address.isascii():
        return "has a space, a quotation mark or another sign that no address has"
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        return f"cannot be read: {error}"
    for what, wrong in {
        "does not begin with https:// or http://": parts.scheme not in ("http", "https"),
        "has a name or a password in it": "@" in parts.netloc,
        "names no host": not parts.hostname or not (HOST.fullmatch(parts.hostname) or is_number(parts.hostname)),
        "has a query, what stands behind ?": "?" in address,
        "has a fragment, what stands behind #": "#" in address,
        "does not end in /": not parts.path.endswith("/"),
        "has a path that no folder of a site has": not PATH.fullmatch(parts.path),
    }.items():
        if wrong:
            return what
    return None


def is_number(host: str) -> bool:
    """Tell whether a host is named by its number."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_own(address: str) -> bool:
    """Tell whether an address is that of the machine itself."""
    host = urlsplit(address).hostname or ""
    if not is_number(host):
        return host == "localhost" or host.endswith(".localhost")
    return ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified


def check(config: Any, serving: bool) -> None:
    """Stop at an address that cannot be that of a site; say so when it is this machine's.

    Raises
    ------
    PluginError
        If SITE_URL or REPO_URL is such an address, EDIT_URI stands without REPO_URL or is none, or SOURCE_DATE_EPOCH is
        no time.
    """
    wrong = fault(config.site_url)
    if wrong:
        what = f"SITE_URL, the address of the site, {wrong}: {config.site_url or ''!r}"
        raise PluginError(f"{what}\n    To mend it: {MEND}")
    if is_own(config.site_url) and not serving:
        log.info(f"The pages will say that they stand at {config.site_url}, on this machine. To publish them, {MEND}")
    if not os.environ.get("EDIT_URI", "unset"):
        config.edit_uri = ""  # MkDocs would take one that is empty for one to guess
    if config.edit_uri and not config.repo_url and not config.edit_uri.startswith("https://"):
        what = f"EDIT_URI is {config.edit_uri!r}, but there is no REPO_URL to put it behind"
        raise PluginError(f"{what}\n    To mend it: set REPO_URL too, or neither")
    wrong = fault(f"{config.repo_url.rstrip('/')}/") if config.repo_url else None
    if wrong:
        mend = "write the address of the repository: https://host/owner/name"
        raise PluginError(f"REPO_URL {wrong}: {config.repo_url!r}\n    To mend it: {mend}")
    if config.edit_uri and not EDIT.fullmatch(config.edit_uri):
        mend = "write what stands behind REPO_URL, as edit/main/docs/, or a whole https address"
        raise PluginError(f"EDIT_URI is no address of a page's source: {config.edit_uri!r}\n    To mend it: {mend}")
    date = os.environ.get("SOURCE_DATE_EPOCH", "0")
    if not re.fullmatch("[0-9]+", date) or int(date[:20]) > LAST:
        mend = "write the seconds since 1970, as `git log -1 --format=%ct` gives them, or take it away"
        raise PluginError(f"SOURCE_DATE_EPOCH, the date of the site, is {date!r}\n    To mend it: {mend}")

"""What a page may load and run: one Content-Security-Policy for the whole site.

Only scripts and styles of the site itself run, and those few inline scripts that the theme prints
around every page, each by its hash. The hashes are of a page that holds nothing of ours, so that a
script in a record, or in a hand-written page, can never come by one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

_INLINE = re.compile(
    r"<script(?![^>]*\s(?:src=|type=\"application/json\"))[^>]*>(.*?)</script>", re.DOTALL
)
_STYLE = re.compile(rb"<style[^>]*>(.*?)</style>", re.DOTALL)

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are in its style sheets
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
# What a server can say and a page cannot, and what it may say for files that are no pages.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def policy(shell: str, base: str, bases: Iterable[str]) -> str:
    """Return the policy of a site.

    `shell` is a page of the theme around nothing of ours, `base` the way from there to the site's
    root, which a script of the theme holds; `bases` are those ways of all pages.
    """
    scripts = _INLINE.findall(shell)
    hashes = {digest(one.replace(f'"{base}"', f'"{way}"')) for one in scripts for way in bases}
    return _written(_POLICY | {"script-src": " ".join(["'self'", *sorted(hashes)])})


def digest(text: str) -> str:
    """Return the source of a policy that allows an inline script or style."""
    found = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(found).decode()}'"


def styles(picture: bytes) -> frozenset[str]:
    """Return what allows the styles in an SVG file, which are its own when it is opened alone."""
    return frozenset(digest(one.decode()) for one in _STYLE.findall(picture))


def server_files(policy: str, styles: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of files that tell common servers to send the policy as a header.

    `styles` allow those of the site's pictures.
    """
    said = dict(one.split(" ", 1) for one in policy.split("; "))
    said["style-src"] = " ".join([said["style-src"], *sorted(set(styles))])
    said["frame-ancestors"] = "'none'"
    headers = {"Content-Security-Policy": _written(said), **_HEADERS}
    # Netlify, Cloudflare Pages
    lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    yield "_headers", f"/*\n{lines}".encode()
    # Apache
    lines = "".join(f'  Header always set {name} "{value}"\n' for name, value in headers.items())
    yield ".htaccess", f"<IfModule mod_headers.c>\n{lines}</IfModule>\n".encode()
    # nginx, to be included in a server's settings
    lines = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    yield "headers.nginx.conf", lines.encode()


def _written(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())

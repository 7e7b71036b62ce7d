"""No secret lies in the repository (R-48): keys, tokens and passwords belong to an installation."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.reading import ROOT

SECRETS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/]{40}"),
    "a key of a cloud": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of a forge": re.compile(
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20,}|xox[abpr]-[A-Za-z0-9-]{20,})"
    ),
    "a token of Alongside": re.compile(r"\balongside_[A-Za-z0-9_-]{40,}"),
    "an address with a password": re.compile(
        r"\b(?:postgres(?:ql)?|https?|smtp)://[^/\s:@{}'\"<]+:[^/\s@{}'\"<]{6,}@(?![\w.-]*example)[\w.-]+\.\w+"
    ),
    "a secret written out": re.compile(
        r"(?i)\b(?:secret_key|entrance_key|app_password|api_key)['\"]?\s*[:=]\s*['\"][A-Za-z0-9+/_=-]{24,}['\"]"
    ),
}
BINARY = {".png", ".woff2", ".mo", ".pdf", ".ico", ".xlsx", ".jpg", ".zip", ".gz", ".otf", ".ttf"}
FIRST = "BEGIN"


def files() -> Iterator[Path]:
    """Every file that is in the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout, only a copy of the files")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.suffix not in BINARY and path.is_file():
            yield path


def found_in(text: str) -> Iterator[str]:
    """The kinds of secrets in a text."""
    yield from (kind for kind, pattern in SECRETS.items() if pattern.search(text))


def test_no_file_of_the_repository_holds_a_secret() -> None:
    told = [
        f"{path.relative_to(ROOT)}: {kind}" for path in files() for kind in found_in(path.read_text(errors="replace"))
    ]
    assert not told


def test_the_scan_finds_each_kind() -> None:
    """Put together here, so that this file holds none itself."""
    line = "A" * 44
    samples = (
        f"-----{FIRST} RSA PRIVATE KEY-----\n{line}",
        "AKIA" + "ABCDEFGH12345678",
        "ghp_" + "a1" * 18,
        "alongside_" + "a1B2" * 11,
        "postgresql://dele:" + "hunter2-long@db.harbour.org/agency",
        "SECRET_KEY = '" + "a1" * 16 + "'",
    )
    for sample, kind in zip(samples, SECRETS, strict=True):
        assert list(found_in(sample)) == [kind]


def test_what_an_installation_makes_is_never_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8")
    assert "var" in ignored
    assert not [
        path.name for path in files() if path.name == "secrets.json" or path.suffix in {".key", ".pem", ".keys"}
    ]

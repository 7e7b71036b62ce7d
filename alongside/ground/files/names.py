"""Names of files as they are shown: what a worker called it, without a path and without letters that deceive."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of letters that cannot be seen, among them those that turn the direction of reading."""


def clean_name(said: str) -> str:
    """``said`` without its path, without unseen letters, short enough to be read; empty when nothing is left."""
    last = re.split(r"[/\\]", said)[-1]
    seen = "".join(letter for letter in unicodedata.normalize("NFC", last) if _is_seen(letter))
    tidy = re.sub(r"\s+", " ", seen).strip(" .")
    if len(tidy) <= LONGEST:
        return tidy
    stem, dot, ending = tidy.rpartition(".")
    if not dot or len(ending) > 8:
        return tidy[:LONGEST].rstrip()
    return f"{stem[: LONGEST - len(ending) - 1].rstrip()}.{ending}"


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in HIDDEN


def without_ending(name: str) -> str:
    """A name to read, such as for a title: without the letters behind its last dot."""
    stem, dot, ending = name.rpartition(".")
    return stem if dot and stem and len(ending) <= 5 else name

"""Files in a record that is handed over: what of a file leaves, under which name, and in which bundle.

We do not cut inside foreign files: what was cut out of a PDF or a picture may still lie in it. A file leaves whole or
not at all. Plain text alone is cut, and is then written anew from the text that is kept.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _

from alongside.ground.files.kinds import ENDINGS, FileKind
from alongside.oversight.requests.enums import Choice
from alongside.oversight.requests.rules.keeping import mark
from alongside.practice.documents.enums import AttachmentKind

FILE = "file"
"""The section of passages that are files."""
MOST_READ = 100_000
"""So many letters of a file are looked through for other people; all of them for what must stay hidden."""
MOST_SHOWN = 20_000
"""So many letters of a file stand on its page."""
MOST_BYTES = 40_000_000
"""Bytes of files in one bundle."""
BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The day that every part of a bundle bears, so that a bundle tells nothing of when it was made."""


@dataclass(frozen=True, slots=True)
class GoingFile:
    """A file on its way into a copy: its running number, its kind, and the SHA-256 of what of it leaves."""

    number: int
    kind: str
    digest: str = ""

    @property
    def name(self) -> str:
        """Its name in the bundle, which tells nothing of what it holds."""
        return f"{self.number}.{ENDINGS[FileKind(self.kind)]}"

    @property
    def called(self) -> str:
        """Its name and its kind in words."""
        return f"{self.name} ({AttachmentKind(self.kind).label})"


def can_be_cut(kind: str, text: str) -> bool:
    """Whether parts of a file can be held back: of plain text that is read as a whole on its page."""
    return kind == FileKind.TEXT and len(text) <= MOST_SHOWN


def words_for(file: GoingFile, *, choice: str, reason: str) -> str:
    """What the copy says in the place of a file. Of one that is held back it does not say what kind it is."""
    if choice == Choice.NONE:
        told = _("All of this file is held back. We take single parts out of plain text only.")
        return f"{mark(reason)} {told}"
    if choice == Choice.PART:
        words = _("This file goes with your copy: %(name)s. Parts of it are held back: %(reason)s")
        return words % {"name": file.called, "reason": mark(reason)}
    return _("This file goes with your copy: %(name)s.") % {"name": file.called}


def in_bundles(sizes: Sequence[int], most: int = MOST_BYTES) -> Iterator[list[int]]:
    """The places of files of such ``sizes``, bundle by bundle, each of at most ``most`` bytes or of a single file."""
    bundle: list[int] = []
    for place, size in enumerate(sizes):
        if bundle and sum(sizes[one] for one in bundle) + size > most:
            yield bundle
            bundle = []
        bundle.append(place)
    if bundle:
        yield bundle


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of ``parts`` by their names: the same parts give the same bytes, whoever makes it, wherever and when."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            box.writestr(entry, content)
    return out.getvalue()

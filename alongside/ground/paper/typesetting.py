"""Paper: plain values in, an accessible PDF out. Knows no noun; runs in jobs, never in a web request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import font_source_sans_pro
import font_source_serif_pro
import typst

from alongside.ground.paper.laying import Laid, fits_in_text, values_of

SHEETS = Path(__file__).resolve().parent / "sheets"
SYSTEM_FONTS = Path("/usr/share/fonts")
"""Where other scripts come from, when the machine has them."""

FOLDERS = [
    *(Path(package.__file__).resolve().parent / "files" for package in (font_source_sans_pro, font_source_serif_pro)),
    *([SYSTEM_FONTS] if SYSTEM_FONTS.is_dir() else []),
]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, and who said them when."""

    words: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a summary: a sentence, then voices, then lines, then a table of ``columns`` and ``rows``."""

    title: str
    intro: str = ""
    voices: Sequence[Quote] = ()
    lines: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything that the sheet ``summary`` prints. ``foot`` says who printed it, when and for whom the copy is."""

    title: str
    subtitle: str
    agency: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    rights: str
    foot: str
    of: str
    signs: Sequence[str] = ()
    language: str = "en"
    rtl: bool = False
    paper: str = "a4"
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in a record: its SVG, what is said instead of it, and the same below it as a table.

    ``shares`` are how wide the columns of the table are, in parts of the page. It stands within the text where its
    ``letters`` (px) stay large enough, else on sheets of its own as ``laid`` says.
    """

    svg: str
    alt: str
    laid: Laid
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    shares: Sequence[float] = ()
    letters: float = 11.0

    def values(self) -> dict[str, Any]:
        """The drawing as the sheet takes it; one that stands within the text has no breadth of paper."""
        scale = fits_in_text(self.svg, self.letters)
        within = scale is not None
        found = values_of(self.svg, self.alt, replace(self.laid, scale=scale) if scale is not None else self.laid)
        table = {"heads": self.columns, "lines": self.rows, "shares": self.shares}
        return found | table | ({"breadth": 0} if within else {})


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a record: facts by label, long words by label, what somebody said, and smaller things inside it."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    texts: Sequence[tuple[str, str]] = ()
    voices: Sequence[Quote] = ()
    parts: Sequence[Entry] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a record: a sentence, then entries."""

    title: str
    intro: str = ""
    entries: Sequence[Entry] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that the sheet ``record`` prints: many pages, with a table of contents called ``contents``."""

    title: str
    subtitle: str
    agency: str
    facts: Sequence[tuple[str, str]]
    chapters: Sequence[Chapter]
    contents: str
    foot: str
    of: str
    language: str = "en"
    rtl: bool = False
    paper: str = "a4"
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))


def typeset(summary: Summary | Record) -> bytes:
    """A tagged PDF (PDF/UA-1), set in Source Sans for the service and Source Serif for the person.

    The same values give the same bytes: its time is ``made_at``, not the moment of typesetting.
    """
    values = asdict(summary)
    values.pop("made_at")
    sheet = "summary.typ"
    if isinstance(summary, Record):
        sheet = "record.typ"
        for chapter, told in zip(summary.chapters, values["chapters"], strict=True):
            for entry, one in zip(chapter.entries, told["entries"], strict=True):
                one["picture"] = entry.picture.values() if entry.picture else None
    return typst.compile(
        SHEETS / sheet,
        root=SHEETS,
        font_paths=FOLDERS,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=summary.made_at.replace(microsecond=0),
    )

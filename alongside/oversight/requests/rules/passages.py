"""A whole case as passages: one for each row, with its words as they are printed, and whether to look at it first.

What stands under a row and says only who was there, or which goal it was about, belongs to its passage.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as lazy_

from alongside.ground.files.kinds import FileKind
from alongside.ground.files.words import words_in
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, SAFE_LOCATION, SUBSTANCE_USE
from alongside.ground.paper.typesetting import Entry
from alongside.oversight.exports.rules.case_paper import CHAPTERS, CHILDREN, Printer
from alongside.oversight.exports.rules.case_sections import ACCESS, SECTIONS, pointers_of
from alongside.oversight.requests.enums import Asker, Worry
from alongside.oversight.requests.rules.files import FILE
from alongside.practice.consents.enums import Ground
from alongside.practice.documents.enums import AttachmentState
from alongside.record.intakes.enums import Caller
from alongside.record.people.models import Person

Row = Mapping[str, Any]

FOLDED = frozenset({"appointment_people", "contact_people", "contact_goals", "goal_sources"})
"""Rows that say one word about the row above them."""
HOLDING = ("attachments", "documents")
"""Sections whose rows hold files."""
WAITING = frozenset({AttachmentState.CHECKING, AttachmentState.UNSCANNED})
SPEAKERS = frozenset({"said_by", "person_view_by", "with_whom"})
"""Columns that say whose words stand in a row."""
PERSONS: Mapping[str, tuple[str, ...]] = {
    section.name: tuple(one.name for one in pointers_of(section.model) if one.related_model is Person)
    for section in SECTIONS
}
TITLES = {section.name: section.title for section in SECTIONS} | {FILE: lazy_("The files themselves")}


@dataclass(frozen=True, slots=True)
class Draft:
    """One passage before anybody decided: its section, its row, its level, its words, and why to look first.

    Of a file also its kind and its bytes; its words are what can be read in it.
    """

    section: str
    source: str
    level: int
    text: str
    worry: str
    kind: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Walk:
    """The way through a case, row by row, in the order of the paper; for whom and by what right."""

    printer: Printer
    person: str
    asker: str

    def drafts(self, name: str, row: Row, parent: str = "") -> Iterator[Draft]:
        """A row as a passage, and what stands under it."""
        lines = [_words(self.printer.entry(name, row, parent))]
        below: list[tuple[str, str, Row]] = []
        for child, pointer in CHILDREN.get(name, ()):
            for one in self.printer.under[child, row["id"]]:
                if child in FOLDED and _level(one) == _level(row):
                    lines.append(_words(self.printer.entry(child, one, pointer)))
                else:
                    below.append((child, pointer, one))
        worry = worry_of(name, row, person=self.person, asker=self.asker)
        yield Draft(name, row["id"], _level(row), "\n".join(lines), worry)
        for child, pointer, one in below:
            yield from self.drafts(child, one, pointer)


def passages(content: Mapping[str, Any], *, person: str, asker: str) -> Iterator[Draft]:
    """Every passage of a case as it leaves, for the request of ``person`` (her outside name), who asks as ``asker``."""
    walk = Walk(Printer(content["sections"]), person, asker)
    for _title, names in CHAPTERS:
        for name in names:
            for row in walk.printer.standing(name) if name != ACCESS else ():
                yield from walk.drafts(name, row)


def files(content: Mapping[str, Any], *, person: str, asker: str) -> Iterator[Draft]:
    """Every file of a case that can be opened, as a passage of its own; each is looked at by a human first."""
    for name in HOLDING:
        for row in content["sections"][name]:
            if not row.get("content"):
                continue
            held = base64.b64decode(row["content"])
            kind = _code(row, "kind") if name == "attachments" else FileKind.PDF
            worry = worry_of(name, row, person=person, asker=asker) or Worry.FILE
            yield Draft(FILE, row["id"], _level(row), words_in(held), worry, str(kind), held)


def files_waiting(content: Mapping[str, Any]) -> int:
    """How many files of a case are not checked yet, so that nobody can open them."""
    return sum(1 for row in content["sections"]["attachments"] if _code(row, "state") in WAITING)


def _words(entry: Entry) -> str:
    lines = [entry.title]
    lines += [f"{label}: {words}" for label, words in entry.facts]
    lines += [f"“{voice.words}”" + (f" ({voice.by})" if voice.by else "") for voice in entry.voices]
    lines += [f"{label}: {words}" if label else words for label, words in entry.texts]
    return "\n".join(line for line in lines if line.strip())


def _level(row: Row) -> int:
    return int((row.get("level") or {}).get("code", ORDINARY))


def worry_of(name: str, row: Row, *, person: str, asker: str) -> str:
    """Why to look at a passage first; empty when it begins as one to hand over."""
    named = {column: row[column]["id"] for column in PERSONS[name] if row.get(column)}
    subjects = {who for column, who in named.items() if column not in SPEAKERS}
    if name == "people":
        subjects = {row["id"]}
    if subjects and person not in subjects:
        return Worry.OTHER_PERSON
    level = _level(row)
    if level == SAFE_LOCATION and asker != Asker.PERSON:
        return Worry.SAFE_PLACE
    if _code(row, "ground") == Ground.REPORT or row.get("hold_reason"):
        return Worry.SAFEGUARDING
    if level == RESTRICTED or (level == SUBSTANCE_USE and asker != Asker.PERSON):
        return Worry.RESTRICTED
    told = [who for column, who in named.items() if column in SPEAKERS]
    if any(who != person for who in told) or _code(row, "caller") not in (None, Caller.SELF):
        return Worry.TOLD_BY_OTHERS
    return Worry.NONE


def _code(row: Row, column: str) -> str | None:
    value = row.get(column)
    return value.get("code") if isinstance(value, Mapping) else None

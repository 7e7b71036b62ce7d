"""What a family file says, in the record's words: births as exactly as they are known, kinds of relationships, days.

Pure. A day that the file knows only by its month or year is not made up: a beginning is then left open, and an end is
the last day that it can have been, by when it was surely over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.utils.translation import gettext as _

from alongside.ground.familymap.at import latest
from alongside.ground.familymap.gedcom.document import Couple, Document, Individual, Tie
from alongside.ground.familymap.gedcom.families import times_together, twins_of
from alongside.ground.familymap.model import Union, When
from alongside.oversight.imports.rules.files import TableRow
from alongside.record.people.enums import CoupleEnding, RelationshipKind
from alongside.record.people.rules.dates import OLDEST, Birth

ELDERS: dict[Tie, RelationshipKind] = {
    "birth": RelationshipKind.PARENT,
    "adopted": RelationshipKind.ADOPTIVE_PARENT,
    "foster": RelationshipKind.FOSTER_CARER,
    "guardian": RelationshipKind.GUARDIAN,
    "kinship": RelationshipKind.KINSHIP_CARER,
    "step": RelationshipKind.STEP_PARENT,
    "unknown": RelationshipKind.RELATIVE,
}
ENDINGS = {"divorced": CoupleEnding.DIVORCED, "separated": CoupleEnding.SEPARATED}
LONGEST_KEY = 120


@dataclass(frozen=True, slots=True)
class Wanted:
    """One relationship by the numbers of the file: ``person`` is ``kind`` of ``other``."""

    person: str
    other: str
    kind: RelationshipKind
    from_on: date | None = None
    until_on: date | None = None
    ending: CoupleEnding = CoupleEnding.NONE
    words: str = ""


def person_row(file: str, one: Individual) -> TableRow:
    """What the file says of somebody, as a row whose digest changes when it does."""
    values = {
        "name": one.name,
        "given": one.given,
        "surname": one.surname,
        "nickname": one.nickname,
        "sex": one.sex,
        "born": _told(one.born),
        "died": _told(one.died),
        "dead": str(one.dead),
        "names": "|".join(one.other_names),
    }
    return TableRow(file, one.line, values)


def couple_row(file: str, document: Document, one: Couple) -> TableRow:
    """What the file says of a family, as a row whose digest changes when it does."""
    events = [f"{event.kind} {_told(event.dated.since)} {_told(event.dated.until)}" for event in one.events]
    children = [f"{child.person} {' '.join(child.ties)}" for child in one.children]
    twins = [" ".join(group) for group in twins_of(document, one)]
    values = {"partners": " ".join(one.partners), "events": "|".join(events), "children": "|".join(children)}
    return TableRow(file, one.line, values | {"twins": "|".join(twins)})


def _told(when: When | None) -> str:
    return f"{'~' if when.about else ''}{when}" if when else ""


def birth_in(one: Individual, today: date) -> tuple[Birth, str]:
    """The birth as the record keeps it, and a remark where it keeps none."""
    born = one.born
    if born is None:
        return Birth(), ""
    if today.year - born.year > OLDEST:
        words = _("Born %(born)s, longer ago than a birth is kept here; left out.")
        return Birth(), words % {"born": _told(born)}
    if born.about:
        return Birth(born.year, estimated=True), ""
    return Birth(born.year, born.month or None, born.day or None), ""


def death_in(one: Individual) -> tuple[date | None, str]:
    """The day of death as the record keeps it, and a remark where the file knows less than a day."""
    if one.died is None:
        words = _("The file says that they have died, but not when. Write the day when it is known.")
        return None, words if one.dead else ""
    if one.died.day and not one.died.about:
        return latest(one.died), ""
    words = _("Died %(died)s; the day is not known, so the last day that it can have been stands here.")
    return latest(one.died), words % {"died": _told(one.died)}


def relations_in(document: Document, couple: Couple) -> list[Wanted]:
    """Every relationship that a family of the file tells: the couple, parents of all kinds, twins, known siblings."""
    return [*_together(couple), *_parents(couple), *_siblings(document, couple)]


def _together(couple: Couple) -> Iterator[Wanted]:
    """The times that two were together. Parents of whom no more is said are not made a couple."""
    if len(couple.partners) < 2:
        return
    person, other = couple.partners
    for union in times_together(couple):
        kind = _kind(union)
        if kind is None and couple.children:
            continue
        until = latest(union.until) if union.until else None
        begun = _exact(union.since)
        yield Wanted(
            person,
            other,
            kind or RelationshipKind.PARTNER,
            begun if until is None or begun is None or begun <= until else None,
            until,
            ENDINGS.get(union.end, CoupleEnding.NONE),
            _words(union),
        )


def _kind(union: Union) -> RelationshipKind | None:
    """What they are to each other; an end without a day leaves them former partners."""
    if union.end and union.until is None:
        return RelationshipKind.FORMER_PARTNER
    if union.kind == "marriage" or union.end == "divorced":
        return RelationshipKind.SPOUSE
    return RelationshipKind.PARTNER if union.kind == "cohabiting" or union.end else None


def _exact(when: When | None) -> date | None:
    return date(when.year, when.month, when.day) if when and when.day and not when.about else None


def _words(union: Union) -> str:
    """The days as the file has them, for where they come from."""
    parts = [
        _("since %(day)s") % {"day": _told(union.since)} if union.since else "",
        _("until %(day)s") % {"day": _told(union.until)} if union.until else "",
    ]
    return ", ".join(part for part in parts if part)


def _parents(couple: Couple) -> Iterator[Wanted]:
    for child in couple.children:
        for partner, tie in zip(couple.partners, child.ties, strict=False):
            yield Wanted(partner, child.person, ELDERS[tie])


def _siblings(document: Document, couple: Couple) -> Iterator[Wanted]:
    """Twins, and brothers and sisters whose parents the file does not know."""
    twins = {pair for group in twins_of(document, couple) for pair in combinations(group, 2)}
    for one, other in sorted(twins):
        yield Wanted(one, other, RelationshipKind.TWIN)
    if not couple.partners:
        for pair in combinations([child.person for child in couple.children], 2):
            if pair not in twins:
                yield Wanted(*pair, RelationshipKind.SIBLING)

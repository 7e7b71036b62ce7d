"""One search for people and cases: by names in any script and order, birth, phone number or case number.

At most six queries, the same for one hit and for hundreds. A person hidden from the reader never appears; with the
index right alone she appears masked, and leads to the page on which to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from alongside.agency.access.queries import asked_digest, note_reading
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.together import together
from alongside.record.cases.enums import CaseState, ParticipantRole, Stage
from alongside.record.cases.models import Case, Participant
from alongside.record.cases.queries.facts import masked_cases
from alongside.record.people import queries as people
from alongside.record.people.queries import Found, Match
from alongside.record.people.rules.dates import UNKNOWN_BIRTH, Birth
from alongside.record.people.rules.matching import Sought
from alongside.record.people.rules.names import Name, Typed, read_query, search_keys, wider_keys

PAGE = 20
JUDGED = 120
"""How many persons found by keys are judged; a search that is less telling than that is made narrower by typing."""
ENOUGH = 3
"""With fewer people alike, more keys are looked up."""

TELLING = 4
"""Letters from which on a word is worth a second, wider look."""

CASE_NUMBER = re.compile(r"^\s*([A-Za-z]{1,8})?\s*[-#]?\s*(\d{1,9})\s*$")


@dataclass(frozen=True, slots=True)
class CaseHit:
    """A case in a list of people or of search results; ``part`` is the person's part in it."""

    public_id: UUID
    number: str
    title: str
    stage: str
    stage_words: str
    state: str
    state_words: str
    open: bool
    closed_on: date | None
    part: str = ""


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person whom a search found: why, how she may be reached, her cases.

    A masked one shows name, year and team only; ``ask_at`` is the case on whose access page the reader may ask.
    """

    match: Match
    reach: str
    cases: tuple[CaseHit, ...]
    ask_at: UUID | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found; ``after`` of the next page is ``more``, None on the last one."""

    text: str
    people: tuple[PersonHit, ...]
    cases: tuple[CaseHit, ...]
    more: UUID | None

    @property
    def nothing(self) -> bool:
        """Whether nothing at all was found that this reader may know of."""
        return not self.people and not self.cases


def search(text: str, *, after: UUID | None = None, size: int = PAGE, by: Reader) -> SearchPage:
    """People and cases that ``text`` may mean, the most alike first, ``size`` people a page; noted as read.

    ``after`` is the outside name of the last person of the page before. A case number finds its case.
    """
    typed = read_query(text)
    ranked = _ranked(text, typed, by)
    start = next((place + 1 for place, match in enumerate(ranked) if match.public_id == after), 0)
    shown = ranked[start : start + size]
    numbers = [] if start else _case_numbers(text)
    people_hits, found = _hits(shown, Case.objects.filter(number__in=numbers))
    note_reading("search", people=[match.person_id for match in shown], kind="person", asked=asked_digest(text))
    more = shown[-1].public_id if len(ranked) > start + size else None
    return SearchPage(text, people_hits, tuple(case_hit(row) for row in found), more)


def hits(matches: Sequence[Match]) -> tuple[PersonHit, ...]:
    """The matches with their cases and how each may be reached; two queries at most."""
    return _hits(matches, Case.objects.none())[0]


def _hits(matches: Sequence[Match], others: QuerySet[Case]) -> tuple[tuple[PersonHit, ...], list[Case]]:
    """The matches with their cases and how each may be reached, and ``others`` in the same statement."""
    seen = [match.person_id for match in matches if not match.masked]
    parts, points, found = together(part_rows(seen), people.reach_rows(seen), others)
    cases, reach = _by_person(parts), people.reach_by_person(points)
    circles = [match.circle for match in matches if match.circle is not None]
    asks = masked_cases(circles) if circles else {}
    shown = tuple(
        PersonHit(
            match,
            reach.get(match.person_id, ""),
            cases.get(match.person_id, ()),
            asks.get(match.circle) if match.circle else None,
        )
        for match in matches
    )
    return shown, found


def cases_of_people(person_ids: Iterable[int]) -> dict[int, tuple[CaseHit, ...]]:
    """The cases in which each person takes part, as far as the reader sees them, open ones first; one query."""
    return _by_person(part_rows(person_ids))


def part_rows(person_ids: Iterable[int]) -> QuerySet[Participant]:
    """The same, not asked yet, the newest part first."""
    parts = Participant.objects.filter(person_id__in=list(person_ids), until_on=None)
    return parts.select_related("case").order_by("-id")


def _by_person(parts: Iterable[Participant]) -> dict[int, tuple[CaseHit, ...]]:
    found: dict[int, list[CaseHit]] = {}
    for part in parts:
        role = str(ParticipantRole(part.role).label)
        found.setdefault(part.person_id, []).append(case_hit(part.case, part=role))
    return {number: tuple(sorted(each, key=lambda hit: not hit.open)) for number, each in found.items()}


def case_hit(row: Case, *, part: str = "") -> CaseHit:
    """One case in a list of hits."""
    return CaseHit(
        public_id=row.public_id,
        number=row.number,
        title=row.title,
        stage=row.stage,
        stage_words=str(Stage(row.stage).label),
        state=row.state,
        state_words=str(CaseState(row.state).label),
        open=row.state in (CaseState.OPEN, CaseState.REOPENED),
        closed_on=row.closed_on,
        part=part,
    )


def _ranked(text: str, typed: Typed, by: Reader) -> list[Match]:
    """The people found, most alike first; more keys are looked up when the telling ones find too few."""
    if not (typed.words or typed.dates or typed.phones):
        return []
    found = people.candidates(search_keys(text), phones=typed.phones, limit=JUDGED, by=by)
    ranked = _judged(typed, found)
    open_to_her = sum(not match.masked for match in ranked)
    if open_to_her < ENOUGH and not typed.phones and any(len(word) >= TELLING for word in typed.words):
        known = {one.person_id for one in found}
        wider = people.candidates(wider_keys(text), limit=JUDGED, by=by)
        ranked = _judged(typed, [*found, *(one for one in wider if one.person_id not in known)])
    return ranked


def _judged(typed: Typed, found: Sequence[Found]) -> list[Match]:
    """The matches, best first; a day that reads both ways (03.05.) is tried both ways."""
    best: dict[int, Match] = {}
    for sought in _soughts(typed):
        for match in people.judged(sought, found, count=JUDGED):
            if match.person_id not in best or best[match.person_id].points < match.points:
                best[match.person_id] = match
    return sorted(best.values(), key=lambda match: -match.points)


def _soughts(typed: Typed) -> list[Sought]:
    words = typed.words
    names = (Name(given=" ".join(words[:-1]), family=words[-1]),) if words else ()
    births = [Birth(day.year, day.month, day.day) for day in typed.dates]
    births = births or [Birth(typed.years[0]) if typed.years else UNKNOWN_BIRTH]
    return [Sought(names, birth, tuple(typed.phones)) for birth in births]


def _case_numbers(text: str) -> list[str]:
    """The case numbers that ``text`` may be: as typed, and with the agency's own prefix."""
    found = CASE_NUMBER.match(text)
    if not found:
        return []
    prefix = (found[1] or "").upper() or organisation.the_agency().number_prefix
    return [f"{prefix}-{int(found[2])}"]

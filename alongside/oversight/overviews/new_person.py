"""What the page for somebody new shows: where she comes into the record, and who there is like her."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.search import PersonHit, hits
from alongside.record.cases.queries import case_row
from alongside.record.intakes.queries import intake_row
from alongside.record.people import queries as people
from alongside.record.people.rules.dates import UNKNOWN_BIRTH, Birth


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person comes into the record: a case or a request, in words, with its address."""

    case: UUID | None
    intake: UUID | None
    words: str
    url: str

    @property
    def query(self) -> str:
        """The same place in an address."""
        return f"case={self.case}" if self.case else f"intake={self.intake}"


@dataclass(frozen=True, slots=True)
class Alike:
    """The people most like her, and the receipt that she was looked for."""

    hits: tuple[PersonHit, ...]
    receipt: str


def place_of(*, case: UUID | None, intake: UUID | None) -> Place | None:
    """The case or request into which somebody comes; None without either. ``NotFound`` when absent or hidden."""
    if case is not None:
        row = case_row(case)
        return Place(row.public_id, None, f"{row.title} ({row.number})", f"/cases/{row.public_id}/people/")
    if intake is not None:
        request = intake_row(intake)
        words = request.person_name or _("a request without a name")
        return Place(None, request.public_id, words, f"/intakes/{request.public_id}/")
    return None


def people_alike(name: str, *, birth: Birth | None = None, phone: str = "", preferred: str = "", by: Reader) -> Alike:
    """The people in the record most like somebody described, with their cases; noted as read."""
    found = people.near_matches(
        full_name=name,
        other_names=[preferred] if preferred.strip() else [],
        birth=birth or UNKNOWN_BIRTH,
        phones=[phone] if phone.strip() else [],
        by=by,
    )
    return Alike(hits(found.matches), found.receipt)


def person_ids(public_ids: Iterable[UUID]) -> tuple[int, ...]:
    """House numbers of persons whom the reader sees or may know of; others are left out."""
    return tuple(number for public_id in public_ids if (number := _id_of(public_id)) is not None)


def _id_of(public_id: UUID) -> int | None:
    try:
        return people.person_row(public_id).id
    except NotFound:
        masked = people.masked_person(public_id)
        return masked.person_id if masked else None

"""Consents a page at a time, for whoever reads them all; the same few statements for any number of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.series import Series, rows_after
from alongside.practice.consents.models import Consent, ConsentSignature, Disclosure
from alongside.practice.consents.queries.pages import state_now, statements_of
from alongside.record.cases.queries import case_row


@dataclass(frozen=True, slots=True)
class ConsentFact:
    """A consent as it stands in the record, without the words of its form."""

    public_id: UUID
    version: int
    case: UUID
    person: UUID
    person_name: str
    regime: str
    form: str
    discloser: str
    recipient: str
    recipient_kind: str
    passes_on_to: str
    purpose: str
    purpose_words: str
    items: tuple[str, ...]
    items_words: str
    from_on: date
    until_on: date | None
    until_event: str
    state: str
    signed_at: datetime | None
    refused_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_how: str
    withdrawn_why: str
    digest: str


@dataclass(frozen=True, slots=True)
class SignatureFact:
    """Who signed, in what right, how."""

    name: str
    capacity: str
    authority: str
    how: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class LeftFact:
    """Something that left on a consent: each thing by its kind and its digest, without the words themselves."""

    public_id: UUID
    at: datetime
    recipient: str
    purpose: str
    way: str
    things: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WholeConsent:
    """A consent with its words, its signatures and what left on it, oldest first."""

    fact: ConsentFact
    statements: tuple[str, ...]
    signatures: tuple[SignatureFact, ...]
    left: tuple[LeftFact, ...]


def consents_after(
    *,
    after: UUID | None = None,
    size: int = 50,
    case: UUID | None = None,
    person: UUID | None = None,
    in_force: bool | None = None,
    by: Reader,
) -> Series[ConsentFact]:
    """Consents newest first; of one ``case`` or ``person``, only those in force or the others. Noted as read.

    ``NotFound`` when the case is hidden.
    """
    rows = Consent.objects.select_related("case", "person")
    if case is not None:
        rows = rows.filter(case_id=case_row(case).id)
    if person is not None:
        rows = rows.filter(person__public_id=person)
    if in_force is not None:
        live = Q(signed_at__isnull=False, withdrawn_at=None, refused_at=None, replaced_at=None)
        live &= Q(from_on__lte=clock.today()) & (Q(ends_at=None) | Q(ends_at__gt=clock.now()))
        rows = rows.filter(live) if in_force else rows.exclude(live)
    page = rows_after(rows, after=after, size=size)
    _note(page.items, "consents list")
    return Series(tuple(_fact(row) for row in page.items), page.after)


def whole_consent(public_id: UUID, *, by: Reader) -> WholeConsent:
    """One consent with everything under it; ``NotFound`` when absent or hidden. Noted as read."""
    row = Consent.objects.select_related("case", "person").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    _note([row], "consent")
    signed = ConsentSignature.objects.filter(consent=row).order_by("id")
    left = Disclosure.objects.filter(consent=row).prefetch_related("things").order_by("at", "id")
    return WholeConsent(
        _fact(row),
        statements_of(row),
        tuple(SignatureFact(one.name, one.capacity, one.authority, one.how, one.signed_on) for one in signed),
        tuple(
            LeftFact(
                one.public_id,
                one.at,
                one.recipient,
                one.purpose,
                one.way,
                tuple((thing.item, thing.digest) for thing in one.things.all()),
            )
            for one in left
        ),
    )


def _note(rows: Iterable[Consent], act: str) -> None:
    circles: dict[int, list[Consent]] = defaultdict(list)
    for row in rows:
        circles[row.circle_id].append(row)
    for circle, found in circles.items():
        people = sorted({row.person_id for row in found})
        note_reading(act, circle=circle, people=people, kind="consent", ids=[row.id for row in found])


def _fact(row: Consent) -> ConsentFact:
    return ConsentFact(
        row.public_id,
        row.version,
        row.case.public_id,
        row.person.public_id,
        row.person.display_name,
        row.regime,
        row.form,
        row.discloser,
        row.recipient,
        row.recipient_kind,
        row.passes_on_to,
        row.purpose,
        row.purpose_words,
        tuple(row.items),
        row.items_words,
        row.from_on,
        row.until_on,
        row.until_event,
        state_now(row),
        row.signed_at,
        row.refused_at,
        row.withdrawn_at,
        row.withdrawn_how,
        row.withdrawn_why,
        row.digest,
    )

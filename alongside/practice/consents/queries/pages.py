"""Consents and what left, as pages show them. Everything that is shown is noted in the reading log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.agency.access.models import Share
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY
from alongside.practice.consents.enums import Capacity, ConsentState, Ground, How, Item, Regime, Way
from alongside.practice.consents.models import Consent, ConsentShare, ConsentSignature, Disclosure
from alongside.practice.consents.queries.forms import item_words, purpose_words, until_words
from alongside.practice.consents.rules.checking import Signed, Terms, faults
from alongside.practice.consents.rules.profiles import MISSING, profile_of
from alongside.practice.consents.rules.standing import LIVE, begin_of, end_of, state_of


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent in a list. ``live``: something may leave on it today."""

    public_id: UUID
    case: UUID
    number: str
    person: str
    person_public: UUID
    recipient: str
    regime: str
    what: str
    purpose: str
    until: str
    state: str
    state_words: str
    live: bool
    until_on: date | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """Who signed, in what right and how."""

    name: str
    capacity: str
    how: str
    signed_on: date
    witness: str


@dataclass(frozen=True, slots=True)
class ThingLine:
    """One thing that left, word for word, and its digest."""

    item: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class LeftLine:
    """Something that left the house."""

    public_id: UUID
    at: datetime
    recipient: str
    ground: str
    ground_words: str
    purpose: str
    way: str
    things: tuple[ThingLine, ...]
    notice: str
    by: str
    told: bool
    not_told_why: str
    receipt: str
    report: bool


@dataclass(frozen=True, slots=True)
class ShareLine:
    """What somebody outside reads on this consent, from when until when."""

    what: str
    from_at: datetime
    until_at: datetime
    live: bool


@dataclass(frozen=True, slots=True)
class ConsentSheet:
    """One consent as its page shows it; ``lacks`` says what keeps it from counting, in plain words."""

    line: ConsentLine
    version: int
    title: str
    language: str
    form: str
    statements: tuple[str, ...]
    signatures: tuple[SignatureLine, ...]
    shares: tuple[ShareLine, ...]
    left: tuple[LeftLine, ...]
    lacks: tuple[str, ...]
    refused_words: str
    withdrawn_how: str
    withdrawn_why: str
    may_speak: bool
    asked_by: str
    digest: str
    paper: UUID | None
    paper_ready: bool
    confidential: bool
    minor: bool


def consent_row(public_id: UUID) -> Consent:
    """A consent, to be passed to an action; raises NotFound when absent or hidden."""
    row = Consent.objects.select_related("case", "case__circle", "person").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def terms_of(row: Consent, signatures: Sequence[ConsentSignature]) -> Terms:
    """A consent as the rules take it."""
    return Terms(
        regime=row.regime,
        person=row.person.display_name,
        discloser=row.discloser,
        recipient=row.recipient,
        purpose=row.purpose,
        items=frozenset(row.items),
        begins_at=begin_of(row.from_on),
        ends_at=end_of(row.until_on),
        until_event=row.until_event,
        recipient_kind=row.recipient_kind,
        passes_on_to=row.passes_on_to,
        statements=row.statements,
        signatures=tuple(
            Signed(one.name, one.capacity, one.authority, one.signed_on, one.unsafe) for one in signatures
        ),
        how=row.how or How.SCREEN,
        minor=row.minor,
        may_sign_alone=row.may_sign_alone,
        conditioned=row.conditioned,
        refused_at=row.refused_at,
        withdrawn_at=row.withdrawn_at,
        replaced_at=row.replaced_at,
    )


def consent_of_paper(document_id: int) -> Consent:
    """The consent whose form a paper is to show; raises NotFound when absent or hidden."""
    row = _rows().filter(paper_id=document_id).first()
    if row is None:
        raise NotFound
    note_reading("consent page", circle=row.circle_id, people=[row.person_id], kind="consent", ids=[row.id])
    return row


def statements_of(row: Consent) -> tuple[str, ...]:
    """The words of a consent in the order in which they are read."""
    return tuple(_in_order(row.statements))


def signatures_of(row: Consent) -> list[ConsentSignature]:
    """The signatures under a consent, in the order in which they were given."""
    return list(ConsentSignature.objects.filter(consent=row).select_related("witness").order_by("id"))


def state_now(row: Consent) -> ConsentState:
    """Where a consent stands just now."""
    return state_of(
        signed=row.signed_at is not None,
        refused=row.refused_at is not None,
        withdrawn=row.withdrawn_at is not None,
        replaced=row.replaced_at is not None,
        begins_at=begin_of(row.from_on),
        ends_at=row.ends_at,
        now=clock.now(),
    )


def consents_of_case(case_id: int, circle: int) -> tuple[ConsentLine, ...]:
    """The consents of a case, what is in force first."""
    rows = list(_rows().filter(case_id=case_id))
    note_reading("consents page", circle=circle, kind="consent", ids=[row.id for row in rows])
    return _sorted(rows)


def consents_of_person(person_id: int) -> tuple[ConsentLine, ...]:
    """The consents of a person in every case that the reader sees."""
    rows = list(_rows().filter(person_id=person_id))
    note_reading("consents of a person", people=[person_id], kind="consent", ids=[row.id for row in rows])
    return _sorted(rows)


def live_consents(case_id: int) -> tuple[ConsentLine, ...]:
    """Those of a case on which something may leave today."""
    rows = _rows().filter(case_id=case_id, signed_at__isnull=False, withdrawn_at=None, replaced_at=None)
    return tuple(line for line in _sorted(rows) if line.live)


def what_left(case_id: int, circle: int) -> tuple[LeftLine, ...]:
    """What left of a case, newest first; reports of harm only for who sees restricted entries."""
    rows = list(_left().filter(case_id=case_id))
    note_reading("disclosure", circle=circle, kind="disclosure", ids=[row.id for row in rows])
    return tuple(_left_line(row) for row in rows)


def what_left_of_person(person_id: int) -> tuple[LeftLine, ...]:
    """What left about a person, for herself: ordinary entries, and no report of which she was not told."""
    rows = list(_left().filter(person_id=person_id, level=ORDINARY).exclude(ground=Ground.REPORT, told=False))
    note_reading("what left page", people=[person_id], kind="disclosure", ids=[row.id for row in rows])
    return tuple(_left_line(row) for row in rows)


def consent_sheet(public_id: UUID) -> ConsentSheet:
    """One consent with its words, its signatures, what rests on it and what already left; NotFound when hidden."""
    row = _rows().filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    note_reading("consent page", circle=row.circle_id, people=[row.person_id], kind="consent", ids=[row.id])
    signed = signatures_of(row)
    left = tuple(_left_line(one) for one in _left().filter(consent=row))
    profile = profile_of(row.regime)
    return ConsentSheet(
        line=_line(row),
        version=row.version,
        title=str(Regime(row.regime).label),
        language=row.language,
        form=row.form,
        statements=tuple(_in_order(row.statements)),
        signatures=tuple(_signature(one) for one in signed),
        shares=_shares(row),
        left=left,
        lacks=tuple(dict.fromkeys(str(one.reason) for one in faults(terms_of(row, signed)))),
        refused_words=row.refused_words,
        withdrawn_how=str(How(row.withdrawn_how).label) if row.withdrawn_how else "",
        withdrawn_why=row.withdrawn_why,
        may_speak=profile.spoken_withdrawal,
        asked_by=row.asked_by.name,
        digest=row.digest,
        paper=row.paper.public_id if row.paper else None,
        paper_ready=bool(row.paper and row.paper.made_at),
        confidential=profile.regime == Regime.VICTIM,
        minor=row.minor,
    )


def _in_order(statements: dict[str, Any]) -> list[str]:
    """The parts of a form in the order of a conversation: what, who, what for, how long, then the rights."""
    order = [*MISSING]
    keys = sorted(statements, key=lambda key: order.index(key) if key in order else len(order))
    last = [key for key in keys if key in ("signature", "date", "authority")]
    return [statements[key] for key in [*(key for key in keys if key not in last), *last]]


def _rows() -> QuerySet[Consent]:
    return Consent.objects.select_related("case", "person", "asked_by", "paper").order_by("-asked_at", "-id")


def _left() -> QuerySet[Disclosure]:
    return Disclosure.objects.select_related("by").prefetch_related("things").order_by("-at", "-id")


def _sorted(rows: Sequence[Consent] | QuerySet[Consent]) -> tuple[ConsentLine, ...]:
    lines = [_line(row) for row in rows]
    return tuple(sorted(lines, key=lambda line: not line.live))


def _line(row: Consent) -> ConsentLine:
    state = state_now(row)
    return ConsentLine(
        row.public_id,
        row.case.public_id,
        row.case.number,
        row.person.display_name,
        row.person.public_id,
        row.recipient,
        str(Regime(row.regime).label),
        item_words(row.items, row.items_words),
        purpose_words(row.purpose, row.purpose_words),
        until_words(row.until_on, row.until_event),
        state,
        str(state.label),
        state in LIVE,
        row.until_on,
        row.withdrawn_at,
    )


def _signature(row: ConsentSignature) -> SignatureLine:
    capacity = str(Capacity(row.capacity).label)
    words = f"{capacity}: {row.authority}" if row.authority else capacity
    return SignatureLine(row.name, words, str(How(row.how).label), row.signed_on, row.witness.name)


def _left_line(row: Disclosure) -> LeftLine:
    return LeftLine(
        row.public_id,
        row.at,
        row.recipient,
        str(Ground(row.ground).label),
        row.ground_words,
        purpose_words(row.purpose, row.purpose_words),
        str(Way(row.way).label),
        tuple(ThingLine(str(Item(one.item).label), one.text, one.digest) for one in row.things.all()),
        row.notice,
        row.by.name,
        row.told,
        row.not_told_why,
        row.receipt,
        row.ground == Ground.REPORT,
    )


def _shares(row: Consent) -> tuple[ShareLine, ...]:
    now = clock.now()
    numbers = ConsentShare.objects.filter(consent=row).values("share_id")
    return tuple(
        ShareLine(
            _shared_words(one.item_table), one.valid_from, one.valid_until, one.valid_from <= now < one.valid_until
        )
        for one in Share.objects.filter(id__in=numbers).order_by("id")
    )


def _shared_words(table: str) -> str:
    """What kind of thing is shared, in words."""
    words = {"plans_step": _("A line of the plan"), "careteams_careteammember": _("Their own place in the care team")}
    return words.get(table, _("A part of the record"))

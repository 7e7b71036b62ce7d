"""Members of care teams, as the pages of a case and their own page show them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.practice.careteams.enums import MemberState, TeamGround
from alongside.practice.careteams.models import CareTeamMember, PartnerLink
from alongside.practice.careteams.rules.members import LIVE, SOON, state_of
from alongside.practice.consents.queries import state_now as consent_state
from alongside.practice.consents.rules.standing import LIVE as LIVE_CONSENT


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link that stands: since when, until when, whether it was opened."""

    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A professional in the care team. ``number`` and ``actor_id`` are house numbers and never leave the house."""

    number: int
    actor_id: int
    public_id: UUID
    name: str
    organisation: str
    role: str
    reach: str
    person: str
    known_as: str
    ground: str
    ground_words: str
    consent: UUID | None
    from_on: date
    until_on: date
    state: str
    state_words: str
    live: bool
    link: LinkLine | None


@dataclass(frozen=True, slots=True)
class EndingLine:
    """A place in a care team that ends soon."""

    case_id: int
    public_id: UUID
    name: str
    organisation: str
    until_on: date


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """What a member sees of their own place. The numbers are house numbers, for the reading log."""

    number: int
    circle_id: int
    person_id: int
    name: str
    organisation: str
    role: str
    known_as: str
    until_on: date


def member_row(public_id: UUID) -> CareTeamMember:
    """A member, to be passed to an action; raises NotFound when absent or hidden."""
    row = _rows().filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def state_now(row: CareTeamMember) -> MemberState:
    """Where a place stands just now."""
    stands = row.consent is None or consent_state(row.consent) in LIVE_CONSENT
    return state_of(ended=row.ended_at is not None, consent_stands=stands, ends_at=row.ends_at, now=clock.now())


def care_team(case_id: int, circle: int) -> tuple[MemberLine, ...]:
    """The professionals of a case, those who are in the team first. Two statements."""
    rows = list(_rows().filter(case_id=case_id).order_by("until_on", "id"))
    note_reading("care team", circle=circle, kind="care team", ids=[row.id for row in rows])
    links = _links([row.id for row in rows])
    lines = [_line(row, links) for row in rows]
    return tuple(sorted(lines, key=lambda line: not line.live))


def member_line(row: CareTeamMember) -> MemberLine:
    """One professional of a case."""
    note_reading("care team", circle=row.circle_id, people=[row.person_id], kind="care team", ids=[row.id])
    return _line(row, _links([row.id]))


def ending_soon(case_ids: Collection[int]) -> QuerySet[CareTeamMember]:
    """The places in cases that end within 14 days and were not ended: rows, to be asked together with others."""
    now = clock.now()
    rows = CareTeamMember.objects.filter(case_id__in=case_ids, ended_at=None, ends_at__gt=now, ends_at__lte=now + SOON)
    return rows.filter(actor__ended_at=None).order_by("until_on", "id")


def own_place(*, by: Reader) -> OwnPlace:
    """The reader's own place in a care team, which is shared with them; raises NotFound when it has ended."""
    row = CareTeamMember.objects.filter(actor_id=by.actor_id).first()
    if row is None:
        raise NotFound
    return OwnPlace(
        row.id, row.circle_id, row.person_id, row.name, row.organisation, row.role, row.known_as, row.until_on
    )


def _rows() -> QuerySet[CareTeamMember]:
    return CareTeamMember.objects.select_related("case", "case__circle", "person", "consent")


def _links(numbers: Collection[int]) -> dict[int, LinkLine]:
    rows = PartnerLink.objects.filter(member_id__in=numbers, ended_at=None, expires_at__gt=clock.now())
    return {row.member_id: LinkLine(row.created_at, row.expires_at, row.opened_at) for row in rows.order_by("id")}


def _line(row: CareTeamMember, links: dict[int, LinkLine]) -> MemberLine:
    state = state_now(row)
    return MemberLine(
        number=row.id,
        actor_id=row.actor_id,
        public_id=row.public_id,
        name=row.name,
        organisation=row.organisation,
        role=row.role,
        reach=row.reach,
        person=row.person.display_name,
        known_as=row.known_as,
        ground=str(TeamGround(row.ground).label),
        ground_words=row.ground_words,
        consent=row.consent.public_id if row.consent else None,
        from_on=row.from_on,
        until_on=row.until_on,
        state=state,
        state_words=str(state.label),
        live=state in LIVE,
        link=links.get(row.id) if state in LIVE else None,
    )

"""Who can see a person, why, until when, and who did; what a colleague would see; the list for herself on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext as _

from alongside.agency.access import queries as access
from alongside.agency.access.enums import CircleKind, GrantReason, act_words
from alongside.agency.access.models import Circle
from alongside.agency.access.queries import Opening
from alongside.ground.foundation.reader import CARRIES, Reader
from alongside.oversight.exports.rules.case_sections import SECTIONS
from alongside.record.cases.queries import CaseHead
from alongside.record.cases.rules.events import local_day
from alongside.record.people.queries import PersonCard, circles_of

FOREVER = 9000
LOOKS = 100


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who can see the person: her name, on what ground, through which team, until when, when she looked."""

    name: str
    why: str
    team: str
    until: datetime | None
    looked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at a case of hers."""

    at: datetime
    name: str
    act: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class PersonAccess:
    """The page: everyone who can see her, and everyone who did."""

    seers: tuple[Seer, ...]
    looks: tuple[Looked, ...]


@dataclass(frozen=True, slots=True)
class Would:
    """What somebody would see of a case: on which grounds, and how much of what."""

    name: str
    why: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


def person_access(card: PersonCard, *, for_her: bool = False, by: Reader) -> PersonAccess:
    """Who can see a person through the circles that ``by`` sees too, and who did.

    ``for_her`` is the list to hand over to the person herself: whoever carries her case stands with her name, everybody
    else with her part in the agency only, and a victim service's team is not named (rulings 1 and 2). Noted as read.
    """
    circles = circles_of(card.id)
    rows = {row.id: row for row in Circle.objects.filter(id__in=circles).select_related("team")}
    seers, looks = [], []
    for circle in circles:
        row = rows[circle]
        safe = for_her and row.kind == CircleKind.VICTIM_SERVICE
        team = _("A protected service") if safe else row.team.name
        openings = access.who_can_see(circle)
        named = {one.actor_id for one in openings if one.reason == GrantReason.ASSIGNED}
        seers += [_seer(one, team, hide=for_her and (safe or one.actor_id not in named)) for one in openings]
        looks += [
            Looked(
                one.at, _part(one.ground) if for_her and (safe or one.actor_id not in named) else one.name, _act(one)
            )
            for one in access.who_looked(circle, LOOKS)
        ]
        access.note_reading("person access", circle=circle, people=[card.id], kind="person", ids=[card.id])
    looks.sort(key=lambda look: look.at, reverse=True)
    return PersonAccess(tuple(dict.fromkeys(seers)), tuple((_by_day(looks) if for_her else looks)[:LOOKS]))


def _by_day(looks: Iterable[Looked]) -> list[Looked]:
    """The same look by the same person on the same day once, with how often it was, the newest first."""
    found: dict[tuple[date, str, str], Looked] = {}
    for look in looks:
        key = (local_day(look.at), look.name, look.act)
        found[key] = replace(found[key], times=found[key].times + 1) if key in found else look
    return list(found.values())


def would_see(head: CaseHead, actor_id: int, *, by: Reader) -> Would | None:
    """What somebody would see of a case, in numbers, for the supervisor of its team; None for anyone else.

    Levels above a carrier's own are never counted, so that nobody learns of them this way. Noted as read.
    """
    if head.team_id not in by.supervises:
        return None
    access.note_reading("what somebody would see", circle=head.circle_id, kind="case", ids=[head.id])
    return _would_see(head.circle_id, actor_id)


def would_see_of(number: str, actor_id: int, *, by: Reader) -> Would | None:
    """The same for a privacy officer, who names the case by its number and sees nothing of it herself.

    None for anyone else, for a number that no case has, and for a victim service or a sealed record alike. Noted.
    """
    with connection.cursor() as cursor:
        cursor.execute("select app.circle_of_case(%s)", [number.strip()])
        (circle,) = cursor.fetchone() or (None,)
    access.note_reading("what somebody would see", circle=circle, kind="case")
    return _would_see(circle, actor_id) if circle is not None else None


def _would_see(circle: int, actor_id: int) -> Would:
    mine = [one for one in access.who_can_see(circle) if one.actor_id == actor_id and one.levels & CARRIES]
    with connection.cursor() as cursor:
        cursor.execute("select table_name, rows from app.would_see(%s, %s)", [actor_id, circle])
        counted = dict(cursor.fetchall())
    name = mine[0].name if mine else ""
    return Would(name, tuple(_words(one) for one in mine), tuple(_called(counted.items())))


def _seer(one: Opening, team: str, *, hide: bool) -> Seer:
    until = one.valid_until if local_day(one.valid_until).year < FOREVER else None
    return Seer(_part(one.reason) if hide else one.name, _words(one), team, until, one.looked_at)


def _part(reason: str) -> str:
    """Somebody's part in the agency in the place of her name."""
    return _("Somebody of the agency (%(part)s)") % {"part": _ground(reason).lower()} if reason else _("The agency")


def _words(one: Opening) -> str:
    return (
        f"{_ground(one.reason)}. {one.why}" if one.why and one.reason == GrantReason.EMERGENCY else _ground(one.reason)
    )


def _ground(reason: str) -> str:
    return str(GrantReason(reason).label) if reason in GrantReason.values else reason


def _act(one: access.Look) -> str:
    return act_words(one.act)


def _called(counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Tables by the names of what stands in them."""
    names = {section.model._meta.db_table: str(section.title) for section in SECTIONS}
    return sorted((names.get(table, table), count) for table, count in counted)

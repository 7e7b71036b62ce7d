"""Opening and ending entrances, circles, grants and exclusions. Each calls one definer function of the database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.agency.access.enums import ActorKind, CircleKind, GrantReason, GrantScope, SessionKind, ShareGround
from alongside.agency.access.models import Account, Actor
from alongside.agency.access.queries import enter, leave
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate, refusals
from alongside.ground.foundation.reader import CARRIES, Reader

REFUSALS = {
    "conflict": _("There is a conflict of interest: this person may not be in this case. Ask another worker."),
    "reason": _("Say in one sentence why you need to look now. At least 20 letters are kept with the record."),
    "minutes": _("Emergency access lasts from one minute to four hours."),
    "separation": _("Someone who administers the system sees no records. Give the two roles to two people."),
}


REFUSALS_OF_SHARES = {
    "share_with": _("Things are shared with persons and partners only. Choose one of them."),
    "share_until": _("A share has an end. Choose a day that lies ahead."),
    "share_item": _("There is nothing like that in this case that you can share."),
    "share_ground": _("Say on what lawful ground this is shared without consent."),
    "share_victim": _("A victim service shares by consent of the survivor alone. Ask them."),
    "share_consent": _("This consent does not allow it: it is not signed, it has ended, or it names somebody else."),
}
REFUSALS = {**REFUSALS, **REFUSALS_OF_SHARES}


def open_session(
    *, actor_id: int, kind: SessionKind, secret: bytes, expires_at: datetime, note: str = ""
) -> int | None:
    """Open an entrance for an actor, proving to the database that the house asks for it.

    Only a hash of ``secret`` is kept. Returns the session's number, or None when the actor has ended or the same
    secret already has a session.
    """
    digest = hashlib.sha256(secret).digest()
    proof = _keyed_digest(f"{actor_id}|{kind.value}|{digest.hex()}")
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.open_session(%s, %s, %s, %s, %s, %s)",
            [actor_id, kind.value, digest, expires_at, note[:200], proof],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def end_session(*, secret: bytes) -> None:
    """End the entrance that ``secret`` opened; the next statement through it sees nothing."""
    _call("end_session", secret)


def note_entrance(*, actor_id: int | None, act: str, came_in: bool, asked: str = "", request_id: UUID | None) -> None:
    """Write down that somebody came in, or tried to, before there is a reader; the house must prove that it says so.

    ``actor_id`` is who came in, or as whom somebody tried; None for a name that nobody here has, of which ``asked``
    holds the digest.
    """
    result = "shown" if came_in else "refused"
    parts = [str(actor_id)] if actor_id is not None else []
    proof = _keyed_digest("|".join([*parts, act, result, asked]))
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.note_entrance(%s, %s, %s, %s, %s, %s)", [actor_id, act, result, asked, request_id, proof]
        )


@contextmanager
def acting(*, actor_id: int, kind: SessionKind, note: str = "") -> Iterator[Reader]:
    """Act as ``actor_id`` for one transaction: a command, a job or a test enters here.

    Opens a short session, sets the reader, and takes both away at the end. Refused when the actor has ended.
    """
    secret = hashlib.sha256(f"{actor_id}{timezone.now().timestamp()}".encode() + settings.SECRET_KEY.encode()).digest()
    with transaction.atomic():
        open_session(
            actor_id=actor_id, kind=kind, secret=secret, expires_at=timezone.now() + timedelta(hours=12), note=note
        )
        reader = enter(secret)
        if reader is None:
            raise Refused("actor.ended", _("This worker has left the agency and cannot act any more."))
        yield reader
        end_session(secret=secret)
        leave()


def say_why(why: str) -> None:
    """Attach a reason to every change that follows in this transaction; history keeps it."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.why', %s, true)", [why])


def open_circle(
    *, team_id: int, kind: str = CircleKind.ORDINARY, ground: str = GrantReason.ASSIGNED, why: str = "", by: Reader
) -> int:
    """Open a circle of care for a team; ``by`` is granted it on ``ground`` (assigned, intake or import).

    Refused when ``by`` does not work in the team. Returns the circle's number.
    """
    return int(_call("open_circle", team_id, str(kind), str(ground), why))


def add_subject(*, circle: int, person_id: int | None = None, why: str = "", by: Reader) -> int:
    """Make a person a subject of a circle; without ``person_id`` a new person's number is reserved and returned.

    Refused for a person whom ``by`` cannot see, unless she holds the index right and says ``why``.
    """
    return int(_call("add_subject", circle, person_id, why))


def open_circles(
    *, wanted: Sequence[tuple[int, str]], ground: str = GrantReason.IMPORT, why: str = "", by: Reader
) -> list[int]:
    """Open many circles of care, each a pair of team and kind, in one statement; as ``open_circle`` otherwise.

    Returns their numbers in the order of ``wanted``.
    """
    teams, kinds = [team for team, _kind in wanted], [str(kind) for _team, kind in wanted]
    rows = _call_each(
        "app.open_circle(w.team, w.kind, %s, %s)",
        "unnest(%s::bigint[], %s::text[]) with ordinality as w(team, kind, place)",
        [str(ground), why, teams, kinds],
    )
    return [rows[place] for place in range(1, len(wanted) + 1)]


def add_subjects(*, pairs: Sequence[tuple[int, int | None]], why: str = "", by: Reader) -> list[int]:
    """Make many persons subjects of circles, each a pair of circle and person (None: a new number is reserved).

    In one statement, refused as ``add_subject`` is. Returns the persons' numbers in the order of ``pairs``.
    """
    circles, persons = [circle for circle, _person in pairs], [person for _circle, person in pairs]
    rows = _call_each(
        "app.add_subject(w.circle, w.person, %s)",
        "unnest(%s::bigint[], %s::bigint[]) with ordinality as w(circle, person, place)",
        [why, circles, persons],
    )
    return [rows[place] for place in range(1, len(pairs) + 1)]


def assign_many(*, pairs: Sequence[tuple[int, int]], why: str = "", by: Reader) -> None:
    """Open many circles to workers, each a pair of circle and actor, in one statement; refused as ``assign`` is."""
    circles, actors = [circle for circle, _actor in pairs], [actor for _circle, actor in pairs]
    _call_each(
        "app.assign(w.circle, w.actor, %s, %s, %s, null)",
        "unnest(%s::bigint[], %s::bigint[]) with ordinality as w(circle, actor, place)",
        [CARRIES, str(GrantReason.ASSIGNED), why, circles, actors],
    )


def assign(
    *,
    circle: int,
    actor_id: int,
    levels: int = CARRIES,
    why: str = "",
    until: datetime | None = None,
    ground: str = GrantReason.ASSIGNED,
    by: Reader,
) -> int:
    """Open a circle to a worker. Refused without authority over the circle, or for a conflict of interest."""
    return int(_call("assign", circle, actor_id, levels, str(ground), why, until))


def end_assignment(*, circle: int, actor_id: int, why: str = "", by: Reader) -> None:
    """End what was granted to a worker in a circle, from the next statement on."""
    _call("end_assignment", circle, actor_id, why)


def move_circle(*, circle: int, team_id: int, why: str = "", by: Reader) -> None:
    """Hand a circle to another team: every row's key changes at once, intake's own grants end."""
    _call("move_circle", circle, team_id, why)


def break_glass(*, circle_public: UUID, why: str, minutes: int = 60, by: Reader) -> int:
    """Open a circle in an emergency at ordinary level, for ``minutes`` (60, at most 240), queued for review.

    Refused without a sentence of 20 letters, for a conflict of interest, and where the reader may not even know that
    the record exists.
    """
    return int(_call("break_glass", circle_public, why, minutes))


def review_emergency(*, grant: UUID, note: str, by: Reader) -> bool:
    """Record the review of an emergency access; nobody reviews her own. False when there is nothing to review."""
    return bool(_call("review_emergency", grant, note))


def exclude(*, circle: int, actor_id: int, why: str, by: Reader) -> None:
    """Record a conflict of interest: the worker's grants in the circle end and none can follow."""
    _call("exclude", circle, actor_id, why)


def add_actor(*, name: str, kind: ActorKind = ActorKind.WORKER, by: Reader) -> Actor:
    """Make whoever can act. Only an administrator may."""
    return Actor.objects.create(kind=kind, name=name)


def open_account(*, actor: Actor, username: str, email: str = "", password: str | None = None) -> Account:
    """Give an actor a sign-in. Without ``password`` it cannot be used until an invitation sets one."""
    account = Account(actor=actor, username=username, email=email)
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    account.save(force_insert=True)
    return account


def keep_settings(*, account: Account, language: str, theme: str, density: str, single_keys: bool, by: Reader) -> None:
    """Keep how pages look and sound to the owner of ``account``; nobody else's settings change."""
    Account.objects.filter(id=account.id, actor_id=by.actor_id).update(
        language=language, theme=theme, density=density, single_keys=single_keys
    )


def give(
    *,
    actor_id: int,
    scope: GrantScope,
    scope_id: int = 0,
    levels: int,
    reason: GrantReason,
    why: str = "",
    from_at: datetime | None = None,
    until: datetime | None = None,
    by: Reader,
) -> int:
    """Give a role's sight of a team or an agency-wide power, from ``from_at`` (now) until ``until`` (for good).

    Only an administrator may, and never to herself. Refused where administration and records would meet.
    """
    return int(_call("give", actor_id, scope.value, scope_id, levels, reason.value, why, from_at, until))


def take(*, actor_id: int, scope: GrantScope, scope_id: int = 0, levels: int, reason: GrantReason, by: Reader) -> None:
    """Take a role's sight away, also where it would only have begun later. Only an administrator may."""
    _call("take", actor_id, scope.value, scope_id, levels, reason.value)


def end_actor(*, actor_id: int, by: Reader) -> None:
    """End an actor everywhere at once: grants, sessions, tokens. The account is closed too."""
    _call("end_actor", actor_id)
    Account.objects.filter(actor_id=actor_id).update(is_active=False)


def share(
    *,
    actor_id: int,
    circle: int,
    table: str,
    item: int,
    until: datetime,
    ground: ShareGround,
    why: str,
    from_at: datetime | None = None,
    by: Reader,
) -> int:
    """Open one row of a circle to a person or a partner on a lawful ground other than consent; returns its number.

    Refused: without the authority over the circle, to a worker, without an end, a row that ``by`` does not see
    herself, counselling notes and sealed rows, anything of a victim service. History records it.
    """
    begins = from_at or clock.now()
    return int(_call("share", actor_id, circle, table, item, begins, until, ground.value, why))


def end_share(*, share_id: int, why: str = "", by: Reader) -> bool:
    """Close what was shared; the next statement of whoever read it shows nothing. False when it had ended before."""
    return bool(_call("end_share", share_id, why))


def _call(function: str, *arguments: Any) -> Any:
    """Call one definer function; its refusal becomes ours, in plain words."""
    with _plainly(function):
        return call_gate(function, arguments)


def _call_each(call: str, source: str, arguments: list[Any]) -> dict[int, Any]:
    """Call one definer function for each row of ``source``; what it returned, by the place of the row."""
    function = call.removeprefix("app.").partition("(")[0]
    with _plainly(function), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"select w.place, {call} from {source} order by w.place", arguments)  # noqa: S608 - no value is in it
        return dict(cursor.fetchall())


@contextmanager
def _plainly(function: str) -> Iterator[None]:
    """The refusal of a definer function becomes ours, in plain words."""
    try:
        with refusals():
            yield
    except GateRefusal as refusal:
        reason = REFUSALS.get(refusal.hint, _("You do not have the authority for this. Ask whoever carries the case."))
        raise Refused(f"access.{refusal.hint or function}", reason) from None


def _keyed_digest(message: str) -> str:
    key = bytes.fromhex(settings.ENTRANCE_KEY)
    return hashlib.sha256(key + hashlib.sha256(key + message.encode()).digest()).hexdigest()

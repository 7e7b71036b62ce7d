"""Making the link of a member of a care team, ending it, and coming in by it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.reader import Reader
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.careteams.rules.links import (
    CODE_DIGITS,
    LINK_DAYS,
    SECRET_BYTES,
    SITTING,
    code_digest,
    token_of,
)


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link as it is shown once: the secret part of the address, and the code that is told by another way."""

    token: str
    code: str
    expires_at: datetime


@transaction.atomic
def make_link(*, member: CareTeamMember, without_code: bool = False, by: Reader) -> MadeLink:
    """Make the way in for a member of a care team; earlier links of theirs end.

    It lasts 90 days and never longer than the place. Refused: a place that has ended, no authority over the case, and,
    but in a demonstration, a link without a code (R-40). Only hashes are kept.
    """
    secret = secrets.token_bytes(SECRET_BYTES)
    code = "" if without_code else f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    until = clock.now() + timedelta(days=LINK_DAYS)
    digest = hashlib.sha256(secret).digest()
    try:
        made = call_gate("make_link", [member.id, digest, code_digest(secret, code), until])
    except GateRefusal:
        raise Refused("link.code", _("A link is opened with a code. Only a demonstration has links without.")) from None
    if not made:
        raise Refused("link.ended", _("This place in the care team has ended, or is not yours to give a link to."))
    return MadeLink(token_of(secret), code, min(until, member.ends_at))


@transaction.atomic
def end_links(*, member: CareTeamMember, by: Reader) -> int:
    """End every link and sitting of a member at once; returns how many links that were."""
    return int(call_gate("end_links", [member.id]))


def open_link(*, secret: bytes, code: str, device: bytes, note: str) -> bool | None:
    """Let one device in by a link and its code, for an hour; ``device`` is what it brings from then on.

    False for a wrong code, of which the database counts five; None for a link that is unknown or over. There is no
    reader yet.
    """
    until = clock.now() + SITTING
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.open_link(%s, %s, %s, %s, %s)",
            [secret, code, hashlib.sha256(device).digest(), until, note[:200]],
        )
        answer: bool | None = cursor.fetchone()[0]
    return answer

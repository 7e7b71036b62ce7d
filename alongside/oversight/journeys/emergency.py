"""Looking in an emergency: the grant, and the word to those who look at it afterwards, in one transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access import queries as entrance
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.outbox import defer
from alongside.ground.foundation.reader import Reader
from alongside.record.cases import queries as cases

TELL = "tell_of_emergency"
LETTERS = 20


@transaction.atomic
def open_in_emergency(*, case: UUID, ground: str, sentence: str, minutes: int = 60, by: Reader) -> None:
    """Open the ordinary part of a case for ``minutes`` (at most 240) to a reader who may only know that it exists.

    ``ground`` is why now, ``sentence`` what happened (20 letters at least); both are kept with the grant. The team's
    supervisors and the privacy officers are told by a job that is queued with the grant, and find it waiting for them.
    Refused: a short sentence, a conflict of interest, longer than four hours; NotFound where the reader may not even
    know of the case (a victim service, a sealed person, another team's without the index right).
    """
    known = cases.masked_case(case)
    masked = entrance.masked_circle(known.circle) if known else None
    if known is None or masked is None:
        raise NotFound
    if len(sentence.strip()) < LETTERS:
        reason = _("Say in one sentence why you need to look now. At least 20 letters are kept with the record.")
        raise Refused("access.reason", reason, fields={"sentence": reason})
    access.break_glass(circle_public=known.circle, why=f"{ground}. {sentence.strip()}", minutes=minutes, by=by)
    told = [one.worker_id for one in cases.reviewers(masked.team) if one.actor_id != by.actor_id]
    if told:
        defer(TELL, team=masked.team, workers=",".join(str(number) for number in told))

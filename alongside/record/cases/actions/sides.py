"""Writing down that two people of a case stand against each other; the supervisor's decision; that it is over."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.actions import say_why
from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.actions.spine import locked
from alongside.record.cases.models import AdverseInterest, Case
from alongside.record.cases.queries import standing
from alongside.record.cases.rules.sides import decision_faults, interest_faults, may_decide
from alongside.record.cases.rules.standing import may_reach_milestone


@transaction.atomic
def flag_interest(
    *, case: Case, one_id: int, other_id: int, kind: str, basis: str, seen_on: date | None = None, by: Reader
) -> AdverseInterest:
    """Write down that two people of a case stand against each other, and on what that rests (S-177).

    Where abuse is alleged, assessment and plan wait until the supervisor has decided. Refused: people who take no part,
    nothing to rest on, a day to come, the same two twice.
    """
    row = locked(case)
    require(may_reach_milestone(by, standing(row, by)))
    subjects = set(CircleSubject.objects.filter(circle_id=row.circle_id).values_list("person_id", flat=True))
    today = clock.today()
    day = seen_on or today
    faults = interest_faults(
        one_id=one_id, other_id=other_id, kind=kind, basis=basis, seen_on=day, subjects=subjects, today=today
    )
    pair = {one_id, other_id}
    live = AdverseInterest.objects.filter(case=row, ended_on=None, one_id__in=pair, other_id__in=pair)
    if not faults and live.exists():
        faults = {"other": _("This stands already. Open it to change it.")}
    _refuse("case.sides.incomplete", faults)
    return AdverseInterest.objects.create(
        circle_id=row.circle_id,
        case=row,
        one_id=one_id,
        other_id=other_id,
        kind=kind,
        basis=basis.strip(),
        seen_on=day,
        author_id=by.actor_id,
    )


@transaction.atomic
def decide_interest(
    *,
    interest: AdverseInterest,
    version: int,
    decision: str,
    same_worker: bool = False,
    review_on: date | None = None,
    by: Reader,
) -> AdverseInterest:
    """Decide who works with whom, and when that is looked at again; ``same_worker``: one may work with both.

    Refused: anyone but the team's supervisor, no reason, no day within 90 days. Raises ``Stale`` when somebody decided
    since ``version``.
    """
    row = _open(interest, version, by)
    _refuse("case.sides.decision", decision_faults(decision=decision, review_on=review_on, today=clock.today()))
    row.decision, row.same_worker, row.review_on = decision.strip(), same_worker, review_on
    row.decided_on, row.decided_by_id = clock.today(), by.actor_id
    row.version += 1
    row.save(update_fields=["decision", "same_worker", "review_on", "decided_on", "decided_by", "version"])
    return row


@transaction.atomic
def end_interest(*, interest: AdverseInterest, version: int, why: str, by: Reader) -> AdverseInterest:
    """Say that they do not stand against each other any more, and why. Refused for all but the supervisor."""
    row = _open(interest, version, by)
    _refuse("case.sides.why", {} if why.strip() else {"why": _("Say in a few words what has changed.")})
    say_why(why.strip())
    row.ended_on = clock.today()
    row.version += 1
    row.save(update_fields=["ended_on", "version"])
    return row


def _open(interest: AdverseInterest, version: int, by: Reader) -> AdverseInterest:
    case = locked(interest.case)
    require(may_decide(by, standing(case, by)))
    row = held(AdverseInterest.objects.filter(id=interest.id))
    if row.version != version:
        message = _("Somebody changed this since you read it. Both versions are shown.")
        raise Stale(message, {"decision": row.decision, "version": str(row.version)})
    if row.ended_on is not None:
        raise Refused("case.sides.over", _("This is over. Write a new one if it is so again."))
    return row


def _refuse(code: str, faults: dict[str, str]) -> None:
    if faults:
        raise Refused(code, next(iter(faults.values())), fields=faults)

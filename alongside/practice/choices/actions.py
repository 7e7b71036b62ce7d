"""Writing down what somebody decided; setting a limit, and looking at it again."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions.writing import refuse_faults, writable
from alongside.practice.choices.enums import ChoiceAnswer, LimitOutcome
from alongside.practice.choices.models import Choice, Limit, LimitReview
from alongside.practice.choices.rules import Proposed, choice_faults, limit_faults, review_faults
from alongside.record.cases.models import Case, Participant


@transaction.atomic
def offer_choice(
    *,
    case: Case,
    person_id: int,
    what: str,
    ways: str = "",
    offered_on: date | None = None,
    answer: str = ChoiceAnswer.LATER,
    words: str = "",
    helped_by: str = "",
    answered_on: date | None = None,
    by: Reader,
) -> Choice:
    """Write down what was offered to a person, the ways there were (one a line), and what they decided, if they did.

    Refused: nothing offered, something else chosen without saying what, a day to come, somebody who takes no part.
    """
    row, today = writable(case, by=by), clock.today()
    offered = offered_on or today
    decided = None if answer == ChoiceAnswer.LATER else answered_on or today
    _takes_part(row, person_id)
    refuse_faults(
        "choice.incomplete",
        choice_faults(what=what, answer=answer, words=words, offered_on=offered, answered_on=decided, today=today),
    )
    return Choice.objects.create(
        circle_id=row.circle_id,
        case=row,
        person_id=person_id,
        offered_on=offered,
        what=what.strip(),
        ways=ways.strip(),
        answer=answer,
        words=words.strip(),
        helped_by=helped_by.strip(),
        answered_on=decided,
        author_id=by.actor_id,
    )


@transaction.atomic
def answer_choice(
    *,
    choice: Choice,
    version: int,
    answer: str,
    words: str = "",
    helped_by: str = "",
    answered_on: date | None = None,
    by: Reader,
) -> Choice:
    """Write down what they decided, or that they decided otherwise since; history keeps what stood there before.

    Raises ``Stale`` when somebody changed it since ``version``. Refused as in ``offer_choice``.
    """
    writable(choice.case, by=by)
    row, today = held(Choice.objects.filter(id=choice.id)), clock.today()
    if row.version != version:
        raise Stale(_changed(), {"answer": row.answer, "words": row.words, "version": str(row.version)})
    decided = None if answer == ChoiceAnswer.LATER else answered_on or today
    refuse_faults(
        "choice.incomplete",
        choice_faults(
            what=row.what, answer=answer, words=words, offered_on=row.offered_on, answered_on=decided, today=today
        ),
    )
    row.answer, row.words, row.helped_by, row.answered_on = answer, words.strip(), helped_by.strip(), decided
    row.version += 1
    row.save(update_fields=["answer", "words", "helped_by", "answered_on", "version"])
    return row


@transaction.atomic
def set_limit(*, case: Case, person_id: int, limit: Proposed, by: Reader) -> Limit:
    """Write down that somebody else decides something for a person, by which right and until when.

    Refused without its ground, its reason, who decided it, its last day, or the day on which it is looked at again,
    and without telling the person or saying why not (S-194).
    """
    row = writable(case, by=by)
    _takes_part(row, person_id)
    refuse_faults("limit.incomplete", limit_faults(limit, today=clock.today()))
    assert limit.until_on is not None  # noqa: S101 - a limit without an end was refused
    assert limit.review_on is not None  # noqa: S101 - so was one that nobody looks at again
    return Limit.objects.create(
        circle_id=row.circle_id,
        case=row,
        person_id=person_id,
        what=limit.what.strip(),
        ground=limit.ground,
        basis=limit.basis.strip(),
        why=limit.why.strip(),
        tried=limit.tried.strip(),
        decided_by=limit.decided_by.strip(),
        from_on=limit.from_on,
        until_on=limit.until_on,
        review_on=limit.review_on,
        told=limit.told,
        not_told_why="" if limit.told else limit.not_told_why.strip(),
        their_words=limit.their_words.strip(),
        author_id=by.actor_id,
    )


@transaction.atomic
def review_limit(
    *,
    limit: Limit,
    version: int,
    outcome: str,
    words: str,
    their_words: str = "",
    what: str = "",
    review_on: date | None = None,
    by: Reader,
) -> LimitReview:
    """Look at a limit again: it stays, is less now (``what`` says what is left of it), or is over from today.

    Raises ``Stale`` when somebody looked at it since ``version``. Refused for one that is over, without a reason, and
    when what stays has no next day on which it is looked at.
    """
    writable(limit.case, by=by)
    row, today = held(Limit.objects.filter(id=limit.id)), clock.today()
    if row.version != version:
        raise Stale(_changed(), {"review_on": row.review_on.isoformat(), "version": str(row.version)})
    if row.ended_on is not None or row.until_on < today:
        raise Refused("limit.over", _("This limit is over. Set a new one if there is a ground for it."))
    faults = review_faults(outcome=outcome, words=words, review_on=review_on, until_on=row.until_on, today=today)
    if outcome == LimitOutcome.EASED and not what.strip():
        faults["what"] = _("Say what is left of it.")
    refuse_faults("limit.look", faults)
    if outcome == LimitOutcome.ENDED:
        row.ended_on = today
    else:
        row.review_on = review_on or row.review_on
        row.what = what.strip() if outcome == LimitOutcome.EASED else row.what
    row.version += 1
    row.save(update_fields=["what", "review_on", "ended_on", "version"])
    return LimitReview.objects.create(
        circle_id=row.circle_id,
        limit=row,
        held_on=today,
        outcome=outcome,
        words=words.strip(),
        their_words=their_words.strip(),
        author_id=by.actor_id,
    )


def _takes_part(case: Case, person_id: int) -> None:
    if not Participant.objects.filter(case=case, person_id=person_id, until_on=None).exists():
        raise NotFound


def _changed() -> str:
    return _("Somebody changed this since you read it. Both versions are shown.")

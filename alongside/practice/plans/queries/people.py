"""Who has agreed: one row for each person who is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.practice.plans.enums import Reply
from alongside.practice.plans.queries.lines import STATES, AnswerState, LineView, reply_words
from alongside.practice.plans.rules.agreeing import Answer, Asked


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """Where one person stands to the plan: ``state`` as drawn, ``text`` in words, ``words`` what she said of it."""

    id: UUID
    key: str
    name: str
    focus: bool
    adult: bool
    state: AnswerState
    text: str
    words: str


def person_answers(
    people: Sequence[Asked],
    answers: Sequence[Answer],
    standing: Mapping[tuple[int, int], Answer],
    lines: Sequence[LineView],
    *,
    plan_id: int,
    numbers: Mapping[UUID, int],
) -> tuple[PersonAnswer, ...]:
    """Each person with the lines she has agreed to; a child counts with the lines that she has answered, if any.

    ``numbers`` are the house numbers of the lines by their outside names.
    """
    found = []
    for person in people:
        mine = [answer for answer in answers if answer.person_id == person.person_id and answer.plan_id == plan_id]
        replies = [standing.get((numbers[line.id], person.person_id)) for line in lines if line.id in numbers]
        if not mine and not any(replies) and not person.adult:
            continue
        if not person.adult:
            replies = [reply for reply in replies if reply is not None]
        whole = next((answer for answer in reversed(mine) if answer.step_id is None), None)
        latest = mine[-1] if mine else next((one for one in reversed(replies) if one), None)
        found.append(
            PersonAnswer(
                id=person.public_id,
                key=str(person.public_id),
                name=person.name,
                focus=person.focus,
                adult=person.adult,
                state=_state(replies, whole, answered=bool(mine)),
                text=_text(replies, latest, answered=bool(mine)),
                words=latest.words if latest else "",
            )
        )
    return tuple(found)


def _state(replies: Sequence[Answer | None], whole: Answer | None, *, answered: bool) -> AnswerState:
    """The sign of a person's row: not answered before asked to change, before no, before agreed."""
    if not answered:
        return "open"
    if whole is not None and whole.reply == Reply.DECLINE:
        return "no"
    states = [STATES[reply.reply] if reply else "open" for reply in replies]
    if "open" in states:
        return "open"
    return "change" if set(states) - {"agreed"} or (whole and whole.reply == Reply.PARTLY) else "agreed"


def _text(replies: Sequence[Answer | None], latest: Answer | None, *, answered: bool) -> str:
    agreed = sum(reply is not None and reply.reply == Reply.AGREE for reply in replies)
    if not replies:
        return reply_words(latest) if latest else _("Not answered yet")
    count = ngettext("%(agreed)s of %(all)s line", "%(agreed)s of %(all)s lines", len(replies)) % {
        "agreed": agreed,
        "all": len(replies),
    }
    if not answered:
        return _("This version not answered yet") if any(replies) else _("Not answered yet")
    return f"{count}. {reply_words(latest)}" if latest and latest.step_id is None else count

"""Who has agreed to what. Silence is never yes, and a line that somebody declined is never silently kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.text import joined
from alongside.practice.plans.enums import PlanState, Reply, ReplyHow

ADULT_YEARS = 18


@dataclass(frozen=True, slots=True)
class Answer:
    """One recorded answer: to the plan version ``plan_id``, whole when ``step_id`` is None.

    ``covers`` maps the number of each line answered to, to the wording it had then.
    """

    plan_id: int
    step_id: int | None
    person_id: int
    reply: str
    words: str
    how: str
    on: date
    covers: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked to agree: ``focus`` when the case is for her, ``adult`` when her yes is asked for."""

    person_id: int
    public_id: UUID
    name: str
    focus: bool
    adult: bool


def is_adult(born_on: date | None, on: date, a_child_here: bool = False) -> bool:  # noqa: FBT001, FBT002
    """Whether somebody is 18 on a day. Without a birth date everyone is asked but who is in the case as a child."""
    if born_on is None:
        return not a_child_here
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return years >= ADULT_YEARS


def line_answers(answers: Iterable[Answer], wordings: Mapping[int, int]) -> dict[tuple[int, int], Answer]:
    """The answer that stands for each (line, person): the latest one given to the line's present wording.

    ``answers`` in the order in which they were given; ``wordings`` the present wording of each line.
    """
    standing: dict[tuple[int, int], Answer] = {}
    for answer in answers:
        for step_id, wording in answer.covers.items():
            if wordings.get(step_id) == wording:
                standing[step_id, answer.person_id] = answer
    return standing


def is_proposed(
    *, doer: int | None, step_id: int, asked: Iterable[Asked], standing: Mapping[tuple[int, int], Answer]
) -> bool:
    """Whether a line is only proposed: it binds an adult who has not said yes to it as it stands (S-173).

    ``standing`` comes from ``line_answers``. Such a line counts as nobody's until they answer. A child's own answer is
    kept beside it and binds nobody.
    """
    if doer is None or not any(one.person_id == doer and one.adult for one in asked):
        return False
    answer = standing.get((step_id, doer))
    return answer is None or answer.reply == Reply.DECLINE


def not_yet(asked: Iterable[Asked], answers: Iterable[Answer], plan_id: int) -> tuple[Asked, ...]:
    """The adults who have not answered this version of the plan at all."""
    answered = {answer.person_id for answer in answers if answer.plan_id == plan_id}
    return tuple(person for person in asked if person.adult and person.person_id not in answered)


def reply_faults(
    *, reply: str, words: str, how: str, on: date, person_id: int, takes_part: Collection[int], today: date
) -> dict[str, str]:
    """What is wrong with an answer as recorded; empty when nothing is."""
    faults = {}
    if person_id not in takes_part:
        faults["person"] = _("This person does not take part in the case. Choose someone who does.")
    if reply not in Reply.values:
        faults["reply"] = _("Choose what they said: agreed, agreed in part, or not for me.")
    elif reply == Reply.PARTLY and not words.strip():
        faults["words"] = _("Write what should be different, in their words.")
    if how not in ReplyHow.values:
        faults["how"] = _("Say how the answer was given. Without that, it does not count as an answer.")
    if on > today:
        faults["on"] = _("This day has not come yet. Choose the day on which the answer was given.")
    return faults


@dataclass(frozen=True, slots=True)
class Proposal:
    """A version of the plan about to be agreed: what it holds and who has answered.

    ``lines`` maps each open line to its words, ``unready`` names the goals that lack a measure or a date.
    """

    state: str
    plan_id: int
    goals: int
    lines: Mapping[int, str]
    wordings: Mapping[int, int]
    unready: Sequence[str]
    answers: Sequence[Answer]
    asked: Sequence[Asked]


def may_agree(proposal: Proposal) -> Decision:
    """May this version come into force (S-071)? Somebody has said yes, nobody whose plan it is has said no.

    Refused: no goal and no line, a goal without measure or date, no answer, no yes, a declined line that stands as it
    was. Adults who have not answered do not stop it: the plan names them.
    """
    if proposal.state != PlanState.DRAFT:
        return Decision.no("plan.not_draft", _("This version is in force already or was replaced."))
    if not proposal.goals and not proposal.lines:
        return Decision.no("plan.empty", _("There is nothing in this plan yet. Add a goal first."))
    if proposal.unready:
        goals = joined([f"“{title}”" for title in proposal.unready], last=_("and"))
        return Decision.no(
            "plan.goals.unready",
            _("Say how we will know, and by when: %(goals)s.") % {"goals": goals},
            _("S-060: a goal without measure or date stays in the draft"),
        )
    mine = [answer for answer in proposal.answers if answer.plan_id == proposal.plan_id]
    if not mine:
        return Decision.no(
            "plan.nobody_answered",
            _("Nobody has answered yet. Go through the plan together and record what each person says."),
            _("Practice B7: no plan is agreed without the person's answer"),
        )
    return _no_against(proposal, mine)


def _no_against(proposal: Proposal, mine: Sequence[Answer]) -> Decision:
    if declined := kept_though_declined(proposal):
        return Decision.no(
            "plan.declined_lines",
            _("Somebody said no to this: %(lines)s. Change it or drop it first.")
            % {"lines": "; ".join(f"“{words}”" for words in declined)},
            _("A line that was declined is never silently kept"),
        )
    whole = {answer.person_id: answer for answer in mine if answer.step_id is None}
    for person in proposal.asked:
        answer = whole.get(person.person_id)
        if person.focus and answer is not None and answer.reply == Reply.DECLINE:
            return Decision.no(
                "plan.declined",
                _("%(name)s said that this plan is not for them. Change it together first.") % {"name": person.name},
            )
    if not any(answer.reply in (Reply.AGREE, Reply.PARTLY) for answer in mine):
        return Decision.no("plan.nobody_agreed", _("Nobody has agreed to this plan yet. Change it together first."))
    return Decision.yes()


def kept_though_declined(proposal: Proposal) -> list[str]:
    """The words of the lines that somebody declined and that still stand in the same wording."""
    answers = line_answers(proposal.answers, proposal.wordings)
    declined = {step_id for (step_id, _person), answer in answers.items() if _declines_line(answer)}
    return [words for step_id, words in proposal.lines.items() if step_id in declined]


def _declines_line(answer: Answer) -> bool:
    """Whether an answer says no to a line as such; no to a whole plan is asked about by itself."""
    return answer.reply == Reply.DECLINE and answer.step_id is not None


def may_review_on(wanted: date | None, *, today: date, longest_days: int | None, why: str) -> Decision:
    """May the next review be on ``wanted``? Not in the past; later than ``longest_days`` wants a reason (S-078)."""
    if wanted is None:
        return Decision.no("plan.review.required", _("Choose the day on which you will look back at this together."))
    if wanted < today:
        return Decision.no("plan.review.past", _("This day has passed. Choose today or a later day."))
    if longest_days is not None and wanted > today + timedelta(days=longest_days) and not why.strip():
        return Decision.no(
            "plan.review.late",
            _("This programme reviews at least every %(days)s days. Choose an earlier day, or say why later.")
            % {"days": longest_days},
        )
    return Decision.yes()

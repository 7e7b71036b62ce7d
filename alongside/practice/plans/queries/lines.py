"""Lines of the plan as pages show them, with what has changed since the version in force and who says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.practice.plans.enums import Reply, ReplyHow, StepState
from alongside.practice.plans.models import Step
from alongside.practice.plans.queries.rows import PlanRows, root_words
from alongside.practice.plans.rules.agreeing import Answer, Asked
from alongside.practice.plans.rules.lines import ENDED

AnswerState = Literal["agreed", "change", "no", "open"]
STATES: dict[str, AnswerState] = {Reply.AGREE: "agreed", Reply.PARTLY: "change", Reply.DECLINE: "no"}


SHORT = {
    ReplyHow.SPOKEN: gettext_lazy("face to face"),
    ReplyHow.PHONE: gettext_lazy("by phone"),
    ReplyHow.SIGNED: gettext_lazy("signed"),
    ReplyHow.WRITTEN: gettext_lazy("in writing"),
    ReplyHow.INTERPRETER: gettext_lazy("through an interpreter"),
}


def answer_words(reply: str, how: str) -> str:
    """An answer in words, with the way it was given: "Agreed, by phone"."""
    return f"{Reply(reply).label}, {SHORT[ReplyHow(how)]}"


def reply_words(answer: Answer) -> str:
    """A recorded answer in words."""
    return answer_words(answer.reply, answer.how)


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """What one person says of one line; ``state`` is ``open`` when she has not answered.

    ``words`` are hers about this line; what she said of the whole plan stands beside her name.
    """

    key: str
    name: str
    state: AnswerState
    text: str
    words: str

    @classmethod
    def of(cls, person: Asked, answer: Answer | None) -> LineAnswer:
        """The answer of ``person`` as a value; None is "not answered yet", never yes."""
        if answer is None:
            return cls(str(person.public_id), person.name, "open", _("Not answered yet"), "")
        words = answer.words if answer.step_id is not None else ""
        return cls(str(person.public_id), person.name, STATES[answer.reply], reply_words(answer), words)


@dataclass(frozen=True, slots=True)
class LineView:
    """One line. ``changed``: its words differ from the version in force (``was_due`` its day); ``new``: not in it."""

    id: UUID
    number: int
    version: int
    owner: str
    who: str
    what: str
    due_on: date | None
    was_due: date | None
    was_what: str
    help: str
    how_known: str
    own_idea: bool
    builds_on: str
    state: str
    state_words: str
    end_words: str
    changed: bool
    new: bool
    was_in_force: bool
    proposed: bool
    answers: tuple[LineAnswer, ...]

    @property
    def open(self) -> bool:
        """Whether the line is still to be done."""
        return self.state not in ENDED

    @property
    def dropped(self) -> bool:
        """Whether the line was taken out of the plan."""
        return self.state == StepState.DROPPED


def frozen_lines(content: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    """The lines of a frozen version by their outside names."""
    if content is None:
        return {}
    groups: Sequence[Sequence[Mapping[str, Any]]] = [
        *(goal["lines"] for goal in content["goals"]),
        content["lines"],
    ]
    return {line["id"]: line for group in groups for line in group}


def line_view(
    line: Step,
    rows: PlanRows,
    answers: tuple[LineAnswer, ...],
    was: Mapping[str, Mapping[str, Any]],
    *,
    proposed: bool = False,
) -> LineView:
    """A line as a value; ``was`` holds the lines of the version in force, empty when there is none.

    ``proposed``: it binds an adult who has not agreed to it yet.
    """
    before = was.get(str(line.public_id))
    changed = before is not None and before["wording"] != line.wording
    due_before = date.fromisoformat(before["due_on"]) if before and before["due_on"] else None
    return LineView(
        id=line.public_id,
        number=line.number,
        version=line.version,
        owner=line.owner,
        who=rows.who(line),
        what=line.what,
        due_on=line.due_on,
        was_due=due_before if changed and due_before != line.due_on else None,
        was_what=str(before["what"]) if before and changed and before["what"] != line.what else "",
        help=line.help,
        how_known=line.how_known,
        own_idea=line.own_idea,
        builds_on=root_words(line.builds_on) if line.builds_on else "",
        state=line.state,
        state_words=str(StepState(line.state).label),
        end_words=line.end_words,
        changed=changed,
        new=bool(was) and before is None and line.state not in ENDED,
        was_in_force=before is not None,
        proposed=proposed and line.state not in ENDED,
        answers=answers,
    )

"""The words of a version of the plan as they are frozen when it is agreed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.practice.plans.models import Goal, Plan, Step
from alongside.practice.plans.queries.proposals import answers_of, people_of
from alongside.practice.plans.queries.rows import PlanRows, is_left, ordinary_roots, root_words, rows_of
from alongside.practice.plans.rules.agreeing import not_yet
from alongside.practice.plans.rules.rights import rights_words
from alongside.record.cases.models import Case


def content_of(case: Case, plan: Plan) -> dict[str, Any]:
    """Everything that a version says, as plain JSON: goals, lines, who answered what, who has not, and the rights.

    What grows from restricted statements is named nowhere in it, since everyone who sees the plan reads it.
    """
    rows = rows_of([case.id], with_ended=False)
    people = people_of(case.id)
    answers = [answer for answer in answers_of(case.id) if answer.plan_id == plan.id]
    names = {person.person_id: person.name for person in people}
    numbers = {line.id: line.number for line in rows.lines}
    return {
        "version": plan.number,
        "case": {"number": case.number, "title": case.title},
        "agreed_on": _day(clock.today()),
        "review_on": _day(plan.review_on),
        "people": [{"name": person.name, "focus": person.focus, "adult": person.adult} for person in people],
        "goals": [_goal(goal, rows) for goal in rows.open_goals()],
        "lines": [_line(line, rows) for line in rows.lines_of(None) if is_left(line)],
        "answers": [
            {
                "name": names.get(answer.person_id, _("someone who takes no part any more")),
                "line": numbers.get(answer.step_id or 0),
                "reply": answer.reply,
                "words": answer.words,
                "how": answer.how,
                "on": _day(answer.on),
            }
            for answer in answers
        ],
        "not_answered": [person.name for person in not_yet(people, answers, plan.id)],
        "rights": rights_words(),
    }


def _goal(goal: Goal, rows: PlanRows) -> dict[str, Any]:
    return {
        "id": str(goal.public_id),
        "title": goal.title,
        "own_words": goal.own_words,
        "said_by": rows.name(goal.said_by_id),
        "for": rows.name(goal.person_id),
        "measure": goal.measure,
        "horizon": goal.horizon,
        "starts_on": _day(goal.starts_on),
        "target_on": _day(goal.target_on),
        "level": goal.attained,
        "levels": goal.levels_words,
        "builds_on": [root_words(one) for one in ordinary_roots(rows.sources.get(goal.id, ()))],
        "lines": [_line(line, rows) for line in rows.lines_of(goal.id) if is_left(line)],
    }


def _line(line: Step, rows: PlanRows) -> dict[str, Any]:
    strength = ordinary_roots([line.builds_on] if line.builds_on else [])
    return {
        "id": str(line.public_id),
        "number": line.number,
        "wording": line.wording,
        "owner": line.owner,
        "who": rows.who(line),
        "what": line.what,
        "due_on": _day(line.due_on),
        "help": line.help,
        "how_known": line.how_known,
        "own_idea": line.own_idea,
        "builds_on": root_words(strength[0]) if strength else "",
        "state": line.state,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

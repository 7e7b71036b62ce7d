"""Goals: added from a need, a strength or a hope, changed, ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.agency.access.actions import say_why
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale, require
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions import writable
from alongside.practice.assessments.actions.writing import refuse_faults
from alongside.practice.assessments.models import Statement
from alongside.practice.assessments.queries import subjects_of
from alongside.practice.assessments.rules.statements import may_change_words
from alongside.practice.plans.actions.versions import STAYS, Stays, draft_of, refuse_stale
from alongside.practice.plans.enums import GoalState, Horizon, StepState
from alongside.practice.plans.models import Goal, GoalSource, Progress, Step
from alongside.practice.plans.rules.goals import GoalText, goal_faults, may_end_goal
from alongside.practice.plans.rules.lines import ENDED
from alongside.record.cases.models import Case


@transaction.atomic
def add_goal(
    *,
    case: Case,
    title: str,
    own_words: str = "",
    said_by_id: int | None = None,
    person_id: int | None = None,
    measure: str = "",
    horizon: str = Horizon.SOON,
    target_on: date | None = None,
    starts_on: date | None = None,
    grows_from: Sequence[int],
    confidence: int | None = None,
    levels_words: Mapping[str, str] | None = None,
    start_level: int = -1,
    by: Reader,
) -> Goal:
    """Add a goal: ``title`` in plain words, ``own_words`` as the person said it, ``measure`` how we will know.

    ``grows_from`` are the numbers of the statements it grows from; ``confidence`` the person's own, 0 to 10;
    ``levels_words`` describes the five levels ("-2" to "2"), ``start_level`` where it stands today.

    Refused: no need, strength or hope to grow from, words without a speaker, a date before the start, levels outside
    -2 to +2 or without 0. A goal without measure or date is kept, and waits for them before the plan can be agreed.
    Recorded: the goal, its sources, its first level; a new version of the plan when the last one is in force.
    """
    row = writable(case, by=by)
    text = GoalText(
        title=title.strip(),
        own_words=own_words.strip(),
        said_by_id=said_by_id,
        person_id=person_id,
        measure=measure.strip(),
        horizon=horizon,
        starts_on=starts_on or clock.today(),
        target_on=target_on,
        confidence=confidence,
        levels_words=dict(levels_words or {}),
        start_level=start_level,
    )
    sources = _sources(row, grows_from)
    kinds = {source.kind for source in sources}
    refuse_faults("goal.incomplete", goal_faults(text, roots=kinds, subjects=subjects_of(row.circle_id)))
    goal = _new_goal(row, text)
    _link(goal, sources)
    begun = timezone.make_aware(datetime.combine(goal.starts_on, time.min))
    Progress.objects.create(
        circle_id=row.circle_id, goal=goal, at=min(begun, clock.now()), value=start_level, author_id=by.actor_id
    )
    draft_of(row, by)
    return goal


def _new_goal(case: Case, text: GoalText) -> Goal:
    return Goal.objects.create(
        circle_id=case.circle_id,
        case=case,
        title=text.title,
        own_words=text.own_words,
        said_by_id=text.said_by_id,
        person_id=text.person_id,
        measure=text.measure,
        horizon=text.horizon,
        starts_on=text.starts_on,
        target_on=text.target_on,
        confidence=text.confidence,
        attained=text.start_level,
        levels_words=text.levels_words,
        order=(Goal.objects.filter(case=case).aggregate(last=Max("order"))["last"] or 0) + 1,
    )


def _sources(case: Case, numbers: Sequence[int]) -> list[Statement]:
    """The statements that a goal grows from; refused when one is not of this case, hidden, or ended."""
    found = list(Statement.objects.filter(id__in=numbers, case=case, ended_on=None))
    if len(found) < len(set(numbers)):
        reason = _("One of these is no longer so. Choose again what the goal grows from.")
        raise Refused("goal.source.ended", reason, fields={"grows_from": reason})
    return found


def _link(goal: Goal, sources: Sequence[Statement]) -> None:
    """Link a goal to its statements, each link at the level of its statement."""
    GoalSource.objects.bulk_create(
        [GoalSource(circle_id=goal.circle_id, level=source.level, goal=goal, statement=source) for source in sources]
    )


def current_goal(goal: Goal) -> Goal:
    """The goal as it is now; raises NotFound when hidden, refused when it has ended."""
    row = Goal.objects.filter(id=goal.id).first()
    if row is None:
        raise NotFound
    if row.state != GoalState.OPEN:
        raise Refused("goal.ended", _("This goal has ended and stays as it is. Add a new one to go on."))
    return row


@transaction.atomic
def change_goal(
    *,
    goal: Goal,
    version: int,
    title: str | None = None,
    own_words: str | None = None,
    said_by_id: int | Stays | None = STAYS,
    person_id: int | Stays | None = STAYS,
    measure: str | None = None,
    horizon: str | None = None,
    target_on: date | Stays | None = STAYS,
    confidence: int | Stays | None = STAYS,
    levels_words: Mapping[str, str] | None = None,
    also_from: Sequence[int] = (),
    by: Reader,
) -> Goal:
    """Change a goal; what is not given stays. ``version`` is the one that was seen, ``also_from`` are more sources.

    The person's own words can be added where there are none, and never changed. Refused as ``add_goal`` refuses.
    Raises Stale when somebody changed it meanwhile. Recorded: the change; a new version of the plan when the last one
    is in force.
    """
    case = writable(goal.case, by=by)
    row = current_goal(goal)
    if row.own_words:
        require(may_change_words(row.own_words, own_words), field="own_words")
    if row.version != version:
        theirs = {"title": row.title, "measure": row.measure, "target_on": str(row.target_on or "")}
        raise Stale(refuse_stale(), theirs)
    given: dict[str, object] = {
        "title": title.strip() if title is not None else None,
        "own_words": own_words.strip() if own_words is not None else None,
        "measure": measure.strip() if measure is not None else None,
        "horizon": horizon,
        "levels_words": dict(levels_words) if levels_words is not None else None,
    }
    changed = {name: value for name, value in given.items() if value is not None}
    kept = {"said_by_id": said_by_id, "person_id": person_id, "target_on": target_on, "confidence": confidence}
    changed |= {name: value for name, value in kept.items() if value is not STAYS}
    for name, value in changed.items():
        setattr(row, name, value)
    linked = set(row.sources.values_list("statement_id", flat=True))
    more = [source for source in _sources(case, also_from) if source.id not in linked]
    roots = {*row.sources.values_list("statement__kind", flat=True), *(source.kind for source in more)}
    refuse_faults("goal.incomplete", goal_faults(_text_of(row), roots=roots, subjects=subjects_of(case.circle_id)))
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    _link(row, more)
    draft_of(case, by)
    return row


def _text_of(row: Goal) -> GoalText:
    return GoalText(
        title=row.title,
        own_words=row.own_words,
        said_by_id=row.said_by_id,
        person_id=row.person_id,
        measure=row.measure,
        horizon=row.horizon,
        starts_on=row.starts_on,
        target_on=row.target_on,
        confidence=row.confidence,
        levels_words=row.levels_words,
        start_level=row.attained,
    )


@transaction.atomic
def end_goal(
    *, goal: Goal, state: str, words: str = "", on: date | None = None, drop_lines: bool = False, by: Reader
) -> Goal:
    """End a goal as reached or dropped, on a day (today when not given); ``words`` say how, and how it was agreed.

    ``drop_lines`` drops its open lines with the same words. Refused: dropping without words, lines still open, a
    future day. Recorded: state, day and words; a new version of the plan when the last one is in force.
    """
    case = writable(goal.case, by=by)
    row = current_goal(goal)
    lines = Step.objects.filter(goal=row).exclude(state__in=ENDED)
    left = 0 if drop_lines else lines.count()
    require(may_end_goal(state=row.state, wanted=state, words=words, open_lines=left), field="words")
    day = on or clock.today()
    if day > clock.today():
        reason = _("This day has not come yet. Choose today or an earlier day.")
        raise Refused("goal.end.day", reason, fields={"on": reason})
    say_why(words.strip())
    end_words = words.strip() or str(GoalState(state).label)
    lines.update(state=StepState.DROPPED, done_on=day, end_words=end_words[:300])
    row.state, row.ended_on, row.end_words = state, day, words.strip()
    row.version += 1
    row.save(update_fields=["state", "ended_on", "end_words", "version"])
    draft_of(case, by)
    return row

"""Lines of the plan: who does what by when. Added, changed, settled."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from alongside.agency.access.actions import say_why
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale, require
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions import writable
from alongside.practice.assessments.actions.writing import refuse_faults
from alongside.practice.assessments.enums import StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.assessments.queries import subjects_of
from alongside.practice.plans.actions.goals import current_goal
from alongside.practice.plans.actions.versions import STAYS, Stays, draft_of, reach_if_possible, refuse_stale
from alongside.practice.plans.enums import PlanState, StepState
from alongside.practice.plans.models import Goal, Plan, Step
from alongside.practice.plans.rules.lines import ENDED, LineText, line_faults, may_settle
from alongside.record.cases.enums import EventKind, Milestone
from alongside.record.cases.models import Case, StageEvent


@transaction.atomic
def add_step(
    *,
    case: Case,
    goal: Goal | None = None,
    owner: str,
    worker_id: int | None = None,
    person_id: int | None = None,
    owner_name: str = "",
    what: str,
    due_on: date | None = None,
    help: str = "",  # noqa: A002 - the word of the plan
    how_known: str = "",
    own_idea: bool = False,
    builds_on_id: int | None = None,
    by: Reader,
) -> Step:
    """Add a line: who (``owner``: worker, person, family, partner) does ``what`` by ``due_on``.

    ``help`` is with whose help, ``how_known`` how we will know, ``own_idea`` that the person thought of it, and
    ``builds_on_id`` the strength that it uses. A line may stand without a goal.

    Refused: nobody to do it, nothing to do, a day that has passed, a strength that has ended. Recorded: the line with
    its number in the plan; a new version of the plan when the last one is in force.
    """
    row = writable(case, by=by)
    text = LineText(
        owner=owner,
        worker_id=worker_id,
        person_id=person_id,
        owner_name=owner_name.strip(),
        what=what.strip(),
        due_on=due_on,
        help=help.strip(),
        how_known=how_known.strip(),
    )
    refuse_faults("step.incomplete", line_faults(text, subjects=subjects_of(row.circle_id), today=clock.today()))
    _known_worker(worker_id)
    if goal is not None:
        goal = current_goal(goal)
        if goal.case_id != row.id:
            raise NotFound
    strength = _strength(row, builds_on_id)
    number = (Step.objects.filter(case=row).aggregate(last=Max("number"))["last"] or 0) + 1
    step = Step.objects.create(
        circle_id=row.circle_id,
        case=row,
        goal=goal,
        number=number,
        own_idea=own_idea,
        builds_on=strength,
        **asdict(text),
    )
    draft_of(row, by)
    return step


def _known_worker(worker_id: int | None) -> None:
    if worker_id is not None and not Worker.objects.filter(id=worker_id, left_on=None).exists():
        reason = _("Choose a worker who works here.")
        raise Refused("step.worker.unknown", reason, fields={"worker": reason})


def _strength(case: Case, number: int | None) -> Statement | None:
    """The strength that a line builds on; refused when it has ended or is not a strength of this case (S-077)."""
    if number is None:
        return None
    found = Statement.objects.filter(id=number, case=case, kind=StatementKind.STRENGTH, ended_on=None).first()
    if found is None:
        reason = _("This strength is no longer on the list. Choose another, or none.")
        raise Refused("step.strength.ended", reason, fields={"builds_on": reason})
    return found


def _current(step: Step) -> Step:
    row = Step.objects.filter(id=step.id).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def change_step(
    *,
    step: Step,
    version: int,
    owner: str | None = None,
    worker_id: int | Stays | None = STAYS,
    person_id: int | Stays | None = STAYS,
    owner_name: str | None = None,
    what: str | None = None,
    due_on: date | Stays | None = STAYS,
    help: str | None = None,  # noqa: A002 - the word of the plan
    how_known: str | None = None,
    builds_on_id: int | Stays | None = STAYS,
    by: Reader,
) -> Step:
    """Change a line; what is not given stays. ``version`` is the one that was seen.

    New words make a new wording: answers to the old one no longer hold. Refused as ``add_step`` refuses, and for a
    settled line. Raises Stale when somebody changed it meanwhile. Recorded: the change; a new version of the plan when
    the last one is in force.
    """
    case = writable(step.case, by=by)
    row = _current(step)
    if row.state in ENDED:
        raise Refused("step.ended", _("This line is settled already. Add a new line to go on."))
    if row.version != version:
        theirs = {"what": row.what, "due_on": str(row.due_on or ""), "help": row.help, "how_known": row.how_known}
        raise Stale(refuse_stale(), theirs)
    before = _text_of(row)
    words = {"owner": owner, "owner_name": owner_name, "what": what, "help": help, "how_known": how_known}
    changed: dict[str, object] = {name: value.strip() for name, value in words.items() if value is not None}
    kept = {"worker_id": worker_id, "person_id": person_id, "due_on": due_on}
    changed |= {name: value for name, value in kept.items() if value is not STAYS}
    for name, value in changed.items():
        setattr(row, name, value)
    after = _text_of(row)
    subjects = subjects_of(case.circle_id)
    refuse_faults("step.incomplete", line_faults(after, subjects=subjects, today=clock.today(), due_was=before.due_on))
    _known_worker(row.worker_id if "worker_id" in changed else None)
    if not isinstance(builds_on_id, Stays):
        row.builds_on = _strength(case, builds_on_id)
    if after != before:
        row.wording += 1
    row.version += 1
    row.save(update_fields=[*changed, "builds_on", "wording", "version"])
    draft_of(case, by)
    return row


def _text_of(row: Step) -> LineText:
    return LineText(
        owner=row.owner,
        worker_id=row.worker_id,
        person_id=row.person_id,
        owner_name=row.owner_name,
        what=row.what,
        due_on=row.due_on,
        help=row.help,
        how_known=row.how_known,
    )


@transaction.atomic
def settle_step(*, step: Step, state: str, words: str = "", on: date | None = None, by: Reader) -> Step:
    """Say that a line is started, done or dropped, on a day (today when not given); ``words`` say what came of it.

    Refused: dropping without a reason (for the person's own idea: how that was agreed), a future day, a line that is
    settled. Recorded: state, day, words; dropping makes a new version of the plan when the last one is in force. The
    first line started under a plan in force reaches the milestone "first step started".
    """
    case = writable(step.case, by=by)
    row = _current(step)
    day = on or clock.today()
    decision = may_settle(
        present=row.state, wanted=state, own_idea=row.own_idea, words=words, on=day, today=clock.today()
    )
    require(decision, field="on" if decision.code == "step.day" else "words")
    say_why(words.strip())
    row.state = state
    row.done_on = day if state in ENDED else None
    row.end_words = words.strip()[:300]
    row.version += 1
    row.save(update_fields=["state", "done_on", "end_words", "version"])
    if state == StepState.DROPPED:
        draft_of(case, by)
    else:
        note_work_started(case, state, by)
    return row


def note_work_started(case: Case, state: str, by: Reader) -> None:
    """A line that was started or done under a plan in force reaches "first step started", once in an episode."""
    if state == StepState.OPEN or not Plan.objects.filter(case=case, state=PlanState.IN_FORCE).exists():
        return
    if not _work_has_started(case):
        reach_if_possible(case, Milestone.WORK_STARTED, by)


def _work_has_started(case: Case) -> bool:
    """Whether the first step of this episode is on the spine already."""
    begun = Q(kind__in=(EventKind.OPENED, EventKind.REOPENED)) | Q(milestone=Milestone.WORK_STARTED)
    last = StageEvent.objects.filter(begun, case=case).order_by("at", "id").last()
    return last is not None and last.milestone == Milestone.WORK_STARTED

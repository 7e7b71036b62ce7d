"""My day: what needs me today, from one query each, in the order in which it becomes late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.agency.access.queries import note_reading
from alongside.agency.drafts.queries import DraftLine, draft_lines, draft_rows
from alongside.agency.staff.enums import Role
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.together import together
from alongside.oversight.overviews.needs import NeedLine, partner_needs, supervisor_needs
from alongside.practice.careteams.queries import ending_soon
from alongside.practice.contacts.enums import AppointmentOutcome, ContactMode
from alongside.practice.contacts.models import Appointment, Note
from alongside.practice.contacts.queries import first_words
from alongside.practice.plans.enums import PlanState, StepOwner, StepState
from alongside.practice.plans.models import Plan, Step
from alongside.practice.plans.queries.goals import GoalCard, card_of
from alongside.practice.plans.queries.rows import PlanRows, rows_of
from alongside.practice.plans.queries.sharing import unseen_updates
from alongside.practice.plans.queries.work import carried
from alongside.record.cases.enums import Stage
from alongside.record.cases.models import AfterCare, Case, Participant
from alongside.record.cases.queries.waiting import supervisor_waits
from alongside.record.intakes.queries import IntakeLine, waiting_intakes
from alongside.record.people.models import Merge
from alongside.record.people.queries import reach_words_of

SOON_DAYS = 7
OPEN_STEPS = (StepState.OPEN, StepState.STARTED)


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """One appointment of the day, or an earlier one of which nobody has said what came of it."""

    id: UUID
    case: UUID
    title: str
    about: str
    place: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    outcome: str
    outcome_words: str
    reach: str
    written_up: bool
    is_next: bool
    coming: bool
    waiting_since: date | None


@dataclass(frozen=True, slots=True)
class UnsignedLine:
    """A note that I wrote and have not signed."""

    contact: UUID
    mode: str
    title: str
    at: datetime
    begins: str
    about_a_goal: bool


@dataclass(frozen=True, slots=True)
class StuckLine:
    """A goal that has not moved, with the rule that says so."""

    case: UUID
    case_title: str
    goal: GoalCard


@dataclass(frozen=True, slots=True)
class MyCaseLine:
    """A case that I carry, in one line."""

    id: UUID
    title: str
    people: int
    stage: str
    stage_words: str
    last_contact_at: datetime | None
    next_who: str
    next_step: str
    next_due: date | None
    reached: int
    goals: int
    trend: tuple[int | None, ...]
    reach: str


@dataclass(frozen=True, slots=True)
class MyDay:
    """Everything that my day shows."""

    now: datetime
    appointments: tuple[AppointmentLine, ...]
    unresolved: tuple[AppointmentLine, ...]
    needs: tuple[NeedLine, ...]
    unsigned: tuple[UnsignedLine, ...]
    drafts: tuple[DraftLine, ...]
    stuck: tuple[StuckLine, ...]
    open_goals: int
    cases: tuple[MyCaseLine, ...]
    intakes: tuple[IntakeLine, ...]

    @property
    def to_sign(self) -> int:
        """How many notes wait for a signature."""
        return len(self.unsigned)


def my_day(*, by: Reader) -> MyDay:
    """What needs ``by`` today. The same number of statements for one case and for five hundred; the reading is logged.

    Roles decide what there is to see: those who carry cases see their work, intake and supervisors the requests.
    """
    mine = carried(by.worker_id) if by.worker_id else {}
    rows = rows_of(mine, with_ended=False)
    today = clock.today()
    parts, meetings, plans, after_care, notes, drafts, told, ending = together(
        _part_rows(mine, today),
        _appointment_rows(by),
        _plan_rows(mine, today),
        _after_care_rows(by, today),
        _note_rows(by),
        draft_rows(by=by),
        unseen_updates(mine),
        ending_soon(mine),
    )
    reach = _reach_of_cases(parts)
    appointments = _appointments(meetings, reach)
    cards = {goal.id: card_of(goal, rows) for goal in rows.goals}
    note_reading("my day", kind="case", ids=list(mine))
    return MyDay(
        now=clock.now(),
        appointments=tuple(one for one in appointments if timezone.localdate(one.starts_at) == today),
        unresolved=tuple(one for one in appointments if timezone.localdate(one.starts_at) < today),
        needs=_in_order(
            (
                *_steps(by, mine, rows, today),
                *_reviews(mine, plans, today),
                *_after_care(after_care, today),
                *partner_needs(mine, told, ending),
                *_merges(mine, by),
                *(supervisor_needs(supervisor_waits()) if by.supervises else ()),
            )
        ),
        unsigned=tuple(_unsigned(notes)),
        drafts=tuple(draft_lines(drafts)),
        stuck=tuple(
            StuckLine(mine[goal.case_id].public_id, mine[goal.case_id].title, cards[goal.id])
            for goal in rows.goals
            if cards[goal.id].stuck
        ),
        open_goals=len(rows.goals),
        cases=tuple(_case_lines(mine, rows, cards, reach)),
        intakes=tuple(waiting_intakes()) if {Role.INTAKE, Role.SUPERVISOR} & by.roles else (),
    )


def _part_rows(mine: dict[int, Case], today: date) -> QuerySet[Participant]:
    parts = Participant.objects.filter(
        Q(until_on=None) | Q(until_on__gt=today), case_id__in=mine, person__merged_into=None
    )
    return parts.only("case_id", "person_id").order_by("-focus", "from_on", "id")


def _reach_of_cases(parts: Iterable[Participant]) -> dict[int, tuple[str, int]]:
    """For each case how contact with its person is safe, in words, and how many people take part. One statement."""
    focus: dict[int, int] = {}
    count: dict[int, int] = {}
    for part in parts:
        focus.setdefault(part.case_id, part.person_id)
        count[part.case_id] = count.get(part.case_id, 0) + 1
    words = reach_words_of(focus.values())
    return {case_id: (words.get(person_id, ""), count[case_id]) for case_id, person_id in focus.items()}


def _start_of_day() -> datetime:
    return timezone.make_aware(datetime.combine(clock.today(), time.min))


def _appointment_rows(by: Reader) -> QuerySet[Appointment]:
    """Those of the day, and earlier ones of which nobody has said what came of them."""
    start = _start_of_day()
    wanted = Q(starts_at__gte=start, starts_at__lt=start + timedelta(days=1)) | Q(
        starts_at__lt=start, outcome=AppointmentOutcome.NONE
    )
    return (
        Appointment.objects.filter(wanted, worker_id=by.worker_id or 0)
        .select_related("case")
        .annotate(contact_count=Count("contacts"))
        .order_by("starts_at", "id")
    )


def _appointments(rows: Sequence[Appointment], reach: dict[int, tuple[str, int]]) -> list[AppointmentLine]:
    start = _start_of_day()
    coming = next((row.id for row in rows if row.ends_at >= clock.now()), None)
    return [
        AppointmentLine(
            id=row.public_id,
            case=row.case.public_id,
            title=row.case.title,
            about=row.about,
            place=row.place,
            mode=str(ContactMode(row.mode).label),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            outcome=row.outcome,
            outcome_words=str(AppointmentOutcome(row.outcome).label) if row.outcome else "",
            reach=reach.get(row.case_id, ("", 0))[0],
            written_up=bool(getattr(row, "contact_count", 0)),
            is_next=row.id == coming,
            coming=row.starts_at > clock.now(),
            waiting_since=timezone.localdate(row.starts_at) if row.starts_at < start else None,
        )
        for row in rows
    ]


def _merges(mine: dict[int, Case], by: Reader) -> Iterable[NeedLine]:
    """Who became one person, or two again, in a case of mine in the last days, by somebody else's hand."""
    since = clock.now() - timedelta(days=SOON_DAYS)
    rows = Merge.objects.filter(Q(merged_at__gte=since, undone_at=None) | Q(undone_at__gte=since))
    rows = rows.filter(keep__parts__case_id__in=mine).select_related("keep", "by", "undone_by").distinct()
    for row in rows.order_by("id") if mine else ():
        who = row.undone_by or row.by
        if who.id == by.actor_id:
            continue
        title = _("%(name)s and the entry “%(other)s” are two people again")
        if row.undone_at is None:
            title = _("%(name)s and the entry “%(other)s” are one person now")
        yield NeedLine(
            icon="users",
            role="sky",
            title=title % {"name": row.keep.display_name, "other": row.lose_name},
            why=_("%(who)s: %(why)s") % {"who": who.name, "why": row.why} if row.undone_at is None else who.name,
            due_on=timezone.localdate(row.undone_at or row.merged_at),
            overdue=False,
            url=f"/people/{row.keep.public_id}/",
            act=_("Look"),
        )


def _in_order(needs: Iterable[NeedLine]) -> tuple[NeedLine, ...]:
    return tuple(sorted(needs, key=lambda line: (line.due_on is None, line.due_on or date.max, line.title)))


def _steps(by: Reader, mine: dict[int, Case], rows: PlanRows, today: date) -> Iterable[NeedLine]:
    """Each line of mine that is due soon or late; of what others are late with one row for a case, however many."""
    until = today + timedelta(days=SOON_DAYS)
    late: dict[int, list[Step]] = {}
    for line in rows.lines:
        if line.due_on is None or line.due_on > until or line.state not in OPEN_STEPS:
            continue
        if line.owner == StepOwner.WORKER and line.worker_id == by.worker_id:
            yield _one_line(line, mine[line.case_id], rows, ours=True)
        elif line.due_on < today:
            late.setdefault(line.case_id, []).append(line)
    for case_id, lines in late.items():
        yield _one_line(lines[0], mine[case_id], rows) if len(lines) == 1 else _late_lines(lines, mine[case_id], rows)


def _late_lines(lines: list[Step], case: Case, rows: PlanRows) -> NeedLine:
    first = min(lines, key=lambda one: (one.due_on or date.max, one.number))
    return NeedLine(
        icon="users",
        role="sun",
        title=_("%(case)s: %(n)s lines were due") % {"case": case.title, "n": len(lines)},
        why=_("First: %(who)s, %(what)s, %(day)s")
        % {"who": rows.who(first), "what": first.what, "day": _day(first.due_on)},
        due_on=first.due_on,
        overdue=True,
        url=f"/cases/{case.public_id}/plan/",
        act=_("Open plan"),
    )


def _one_line(line: Step, case: Case, rows: PlanRows, *, ours: bool = False) -> NeedLine:
    overdue = line.due_on is not None and line.due_on < clock.today()
    why = _("%(case)s, was due %(day)s") if overdue else _("%(case)s, by %(day)s")
    return NeedLine(
        icon="stairs" if ours else "user",
        role="leaf" if ours else "sun",
        title=line.what[:1].upper() + line.what[1:] if ours else f"{rows.who(line)} {line.what}",
        why=why % {"case": case.title, "day": _day(line.due_on)},
        due_on=line.due_on,
        overdue=overdue,
        url=f"/cases/{case.public_id}/plan/#l-{line.public_id}",
        act=_("Open line"),
    )


def _plan_rows(mine: dict[int, Case], today: date) -> QuerySet[Plan]:
    until = today + timedelta(days=SOON_DAYS)
    return Plan.objects.filter(case_id__in=mine, state=PlanState.IN_FORCE, review_on__lte=until).defer("content")


def _reviews(mine: dict[int, Case], plans: Iterable[Plan], today: date) -> Iterable[NeedLine]:
    for plan in plans:
        case = mine[plan.case_id]
        late = plan.review_on is not None and plan.review_on < today
        yield NeedLine(
            icon="calendar",
            role="sky",
            title=_("Review due: %(case)s") % {"case": case.title},
            why=(_("Was due %(day)s") if late else _("Due %(day)s")) % {"day": _day(plan.review_on)},
            due_on=plan.review_on,
            overdue=late,
            url=f"/cases/{case.public_id}/review/",
            act=_("Review"),
        )


def _after_care_rows(by: Reader, today: date) -> QuerySet[AfterCare]:
    due = AfterCare.objects.filter(done_on=None, due_on__lte=today + timedelta(days=SOON_DAYS))
    return due.filter(worker_id=by.worker_id or 0).select_related("case")


def _after_care(rows: Iterable[AfterCare], today: date) -> Iterable[NeedLine]:
    for line in rows:
        yield NeedLine(
            icon="heart-handshake",
            role="stone",
            title=line.what,
            why=(
                _("After-care, %(case)s, was due %(day)s")
                if line.due_on < today
                else _("After-care, %(case)s, by %(day)s")
            )
            % {"case": line.case.title, "day": _day(line.due_on)},
            due_on=line.due_on,
            overdue=line.due_on < today,
            url=f"/cases/{line.case.public_id}/close/#after-care",
            act=_("Open"),
        )


def _note_rows(by: Reader) -> QuerySet[Note]:
    return (
        Note.objects.filter(author_id=by.actor_id, signed_at=None)
        .select_related("contact", "case")
        .annotate(linked=Count("contact__goal_links"))
        .order_by("contact__at", "id")
    )


def _unsigned(notes: Iterable[Note]) -> Iterable[UnsignedLine]:
    held = list(notes)
    begins = first_words(held)
    for note in held:
        yield UnsignedLine(
            note.contact.public_id,
            str(ContactMode(note.contact.mode).label),
            note.case.title,
            note.contact.at,
            begins[note.id],
            bool(getattr(note, "linked", 0)) or note.contact.not_about_a_goal,
        )


def _case_lines(
    mine: dict[int, Case], rows: PlanRows, cards: dict[int, GoalCard], reach: dict[int, tuple[str, int]]
) -> Iterable[MyCaseLine]:
    goals: dict[int, list[GoalCard]] = {}
    for goal in rows.goals:
        goals.setdefault(goal.case_id, []).append(cards[goal.id])
    coming: dict[int, tuple[str, str, date | None]] = {}
    for line in sorted(rows.lines, key=lambda one: (one.due_on is None, one.due_on or date.max, one.id)):
        if line.state in OPEN_STEPS:
            coming.setdefault(line.case_id, (rows.who(line), line.what, line.due_on))
    for case in mine.values():
        held = goals.get(case.id, [])
        who, step, due = coming.get(case.id, ("", "", None))
        words, people = reach.get(case.id, ("", 0))
        yield MyCaseLine(
            id=case.public_id,
            title=case.title,
            people=people,
            stage=case.stage,
            stage_words=str(Stage(case.stage).label),
            last_contact_at=case.last_contact_at,
            next_who=who,
            next_step=step,
            next_due=due,
            reached=sum(goal.level >= 0 for goal in held),
            goals=len(held),
            trend=_trend(held),
            reach=words,
        )


def _trend(goals: list[GoalCard]) -> tuple[int | None, ...]:
    """The movement of the goal that has the most points: one line says more than an average of ordinal levels."""
    longest = max((goal.trend for goal in goals), key=len, default=())
    return tuple(longest[-8:]) if len(longest) > 1 else ()


def _day(day: date | None) -> str:
    return date_format(day, "D j M") if day else ""

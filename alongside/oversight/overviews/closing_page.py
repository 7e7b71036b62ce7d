"""The closing of a case: what is settled, what is open, how it ends in words drafted from the record, after-care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_
from django.utils.translation import ngettext

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, Reader
from alongside.practice.assessments.enums import Domain, StatementKind, StatementUrgency
from alongside.practice.assessments.models import Statement
from alongside.practice.contacts.enums import ContactMode
from alongside.practice.contacts.models import Contact, Note
from alongside.practice.documents.queries import DocumentLine, documents_of
from alongside.practice.plans.enums import GoalState, StepOwner, StepState
from alongside.practice.plans.models import Goal, Step
from alongside.practice.plans.queries import GoalCard, goals_of_case, hope_of_case
from alongside.record.cases.enums import ClosingReason, Milestone
from alongside.record.cases.models import AfterCare, Closing
from alongside.record.cases.queries import CaseHead, case_head, protocol_of
from alongside.record.cases.queries.facts import case_row
from alongside.record.cases.rules.moves import Attempt
from alongside.record.cases.rules.walk import OPEN_STATES

LEVEL_WORDS = {
    -2: lazy_("much less than hoped"),
    -1: lazy_("less than hoped"),
    0: lazy_("as hoped"),
    1: lazy_("better than hoped"),
    2: lazy_("much better than hoped"),
}


@dataclass(frozen=True, slots=True)
class Readiness:
    """One requirement of the protocol before closing: settled, handed over, or open, and what to do about it."""

    key: str
    words: str
    settled: bool
    what_is_open: str
    handed_to: str
    can_be_handed_over: bool
    not_asked_for: str
    basis: str
    put_right_at: str


@dataclass(frozen=True, slots=True)
class AfterCareLine:
    """One line of after-care."""

    id: int
    what: str
    who: str
    due_on: date
    done_on: date | None
    outcome: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class ClosingView:
    """What is written about the ending so far; ``row`` is the handle to pass to an action."""

    row: Closing | None
    version: int
    reasons: tuple[str, ...]
    reason_words: str
    planned: bool
    agreed_with: str
    person_view: str
    person_view_by_id: int | None
    recommendations: str
    destination: str
    summary: str
    signed: bool
    signed_by: str


@dataclass(frozen=True, slots=True)
class EarlierEnding:
    """How an earlier episode ended."""

    episode: int
    closed_on: date | None
    reasons: str
    summary: str
    person_view: str


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """Everything the closing page shows."""

    head: CaseHead
    readiness: tuple[Readiness, ...]
    closing: ClosingView
    draft: str
    after_care: tuple[AfterCareLine, ...]
    reasons: tuple[tuple[str, str], ...]
    people: tuple[tuple[int, str], ...]
    documents: tuple[DocumentLine, ...]
    earlier: tuple[EarlierEnding, ...]

    @property
    def open_count(self) -> int:
        """How many requirements are neither settled nor handed over."""
        return sum(not (line.settled or line.handed_to or line.not_asked_for) for line in self.readiness)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Why the case ends, in the protocol's words."""
        return tuple(words for key, words in self.reasons if key in self.closing.reasons)

    @property
    def is_open(self) -> bool:
        """Whether the case can still be closed."""
        return self.head.state in OPEN_STATES


EMPTY = ClosingView(None, 0, (), "", True, "", "", None, "", "", "", False, "")


def closing_page(public_id: UUID, *, by: Reader) -> ClosingPage:
    """The closing of the case with this outside name; NotFound when absent or hidden. The reading is logged."""
    head = case_head(public_id, by=by, act="closing page")
    row = Closing.objects.select_related("signed_by").filter(case_id=head.id, episode=head.episode).first()
    after_care = after_care_of(row)
    case = case_row(public_id)
    protocol = protocol_of(case)
    return ClosingPage(
        head=head,
        readiness=tuple(_readiness(head, row, bool(after_care))),
        closing=_view(row),
        draft=draft_summary(head),
        after_care=after_care,
        reasons=tuple((line.key, _(line.words)) for line in protocol.closing_reasons),
        people=tuple((part.person_id, part.name) for part in head.people),
        documents=tuple(documents_of(head.id)),
        earlier=_earlier(head),
    )


def _view(row: Closing | None) -> ClosingView:
    if row is None:
        return EMPTY
    return ClosingView(
        row,
        row.version,
        tuple(row.reasons),
        row.reason_words,
        row.planned,
        row.agreed_with,
        row.person_view,
        row.person_view_by_id,
        row.recommendations,
        row.destination,
        row.summary,
        row.signed_at is not None,
        row.signed_by.name if row.signed_by else "",
    )


def _earlier(head: CaseHead) -> tuple[EarlierEnding, ...]:
    rows = Closing.objects.filter(case_id=head.id, episode__lt=head.episode).order_by("-episode")
    return tuple(
        EarlierEnding(
            row.episode,
            row.closed_on,
            ", ".join(str(ClosingReason(one).label) for one in row.reasons),
            row.summary,
            row.person_view,
        )
        for row in rows
    )


def after_care_of(closing: Closing | None) -> tuple[AfterCareLine, ...]:
    """The lines of after-care of one closing, by date."""
    if closing is None:
        return ()
    rows = AfterCare.objects.filter(closing=closing).select_related("worker").order_by("due_on", "id")
    today = clock.today()
    return tuple(
        AfterCareLine(
            row.id,
            row.what,
            row.worker.name if row.worker else row.owner_name,
            row.due_on,
            row.done_on,
            row.outcome,
            row.done_on is None and row.due_on < today,
        )
        for row in rows
    )


def open_ends(case_id: int) -> dict[str, str]:
    """What other rooms still hold open before closing: requirement key to one sentence. Absent keys are settled.

    Safety: needs for safety marked "now" that still hold. Aid: lines of our own that are not done. Referrals: lines of
    partners that are not done. Notes: unsigned. Goals: no outcome noted since the start.
    """
    found: dict[str, str] = {}
    safety = Statement.objects.filter(
        case_id=case_id,
        kind=StatementKind.NEED,
        domain=Domain.SAFETY,
        urgency=StatementUrgency.NOW,
        ended_on=None,
    ).count()
    if safety:
        found["safety_settled"] = ngettext(
            "%(n)s need for safety is still marked “now”.", "%(n)s needs for safety are still marked “now”.", safety
        ) % {"n": safety}
    steps = Step.objects.filter(case_id=case_id, state__in=[StepState.OPEN, StepState.STARTED]).aggregate(
        ours=Count("id", filter=Q(owner=StepOwner.WORKER)), partners=Count("id", filter=Q(owner=StepOwner.PARTNER))
    )
    if steps["ours"]:
        found["aid_settled"] = ngettext(
            "%(n)s thing that we promised is not done yet.",
            "%(n)s things that we promised are not done yet.",
            steps["ours"],
        ) % {"n": steps["ours"]}
    if steps["partners"]:
        found["referrals_answered"] = ngettext(
            "%(n)s partner has not answered yet.", "%(n)s partners have not answered yet.", steps["partners"]
        ) % {"n": steps["partners"]}
    unsigned = Note.objects.filter(case_id=case_id, signed_at=None).count()
    if unsigned:
        found["notes_signed"] = ngettext("%(n)s note is not signed.", "%(n)s notes are not signed.", unsigned) % {
            "n": unsigned
        }
    looked_at = Count("progress")  # the first is where the goal stood when it was made
    goals = Goal.objects.filter(case_id=case_id, state=GoalState.OPEN)
    silent = goals.annotate(looks=looked_at).filter(looks__lt=2).count()
    if silent:
        found["goals_looked_at"] = ngettext(
            "%(n)s goal has no outcome yet.", "%(n)s goals have no outcome yet.", silent
        ) % {"n": silent}
    return found


def settled(head: CaseHead, closing: Closing | None, *, has_after_care: bool, ends: dict[str, str]) -> set[str]:
    """The keys of the protocol's closing requirements that are settled."""
    here = {"safety_settled", "aid_settled", "referrals_answered", "notes_signed", "goals_looked_at"} - ends.keys()
    if closing is not None and closing.signed_at is not None:
        here.add("summary_written")
    if has_after_care:
        here.add(Milestone.AFTER_CARE_AGREED)
    return here | {str(event.milestone) for event in head.events if event.milestone and event.at >= _since(head)}


def _since(head: CaseHead) -> datetime:
    begun = [event.at for event in head.events if event.kind in {"opened", "reopened"}]
    return max(begun)


def _readiness(head: CaseHead, closing: Closing | None, has_after_care: bool) -> list[Readiness]:  # noqa: FBT001 - private
    ends = open_ends(head.id)
    done = settled(head, closing, has_after_care=has_after_care, ends=ends)
    handed = closing.handed_over if closing else {}
    reasons = set(closing.reasons) if closing else set()
    base = f"/cases/{head.public_id}/"
    places = {
        "safety_settled": f"{base}assessment/?area=safety",
        "aid_settled": f"{base}plan/",
        "referrals_answered": f"{base}plan/",
        "notes_signed": base,
        "goals_looked_at": f"{base}plan/",
    }
    lines = []
    for line in protocol_of(case_row(head.public_id)).closing:
        spared = reasons & set(line.not_for)
        lines.append(
            Readiness(
                key=line.key,
                words=_(line.words),
                settled=line.key in done,
                what_is_open=ends.get(line.key, ""),
                handed_to=handed.get(line.key, ""),
                can_be_handed_over=line.can_be_handed_over,
                not_asked_for=", ".join(str(ClosingReason(one).label) for one in sorted(spared)),
                basis=line.basis.text,
                put_right_at=places.get(line.key, ""),
            )
        )
    return lines


def attempts_of(case_id: int) -> list[Attempt]:
    """The attempts to reach the people of a case that did not succeed, for the rule on lost contact (S-018)."""
    tried = (ContactMode.MISSED, ContactMode.LETTER, ContactMode.TEXT)
    rows = Contact.objects.filter(case_id=case_id, mode__in=tried, level__in=(ORDINARY, RESTRICTED))
    return [Attempt(row.at.date(), row.place or row.mode) for row in rows.order_by("at")]


def draft_summary(head: CaseHead) -> str:
    """A first draft of the closing summary, put together from the record: hope, work, goals. Somebody must edit it.

    Only what everyone who sees the case sees is counted: the summary leaves, and must tell of nothing else.
    """
    parts = [
        _("We worked together from %(start)s.") % {"start": date_format(head.opened_on, "j F Y")},
    ]
    hope = hope_of_case(head.id)
    if hope is not None:
        parts.append(_("%(name)s hoped: “%(words)s”") % {"name": hope.name, "words": hope.words})
    contacts = Contact.objects.filter(case_id=head.id, level=ORDINARY).exclude(mode=ContactMode.MISSED).count()
    if contacts:
        parts.append(
            ngettext("We were in contact once.", "We were in contact %(n)s times.", contacts) % {"n": contacts}
        )
    goals = goals_of_case(head.id, with_ended=True)
    if goals:
        parts.append(_("What came of the goals:"))
        parts += [f"• {_goal_words(goal)}" for goal in goals]
    return "\n".join(parts)


def _goal_words(goal: GoalCard) -> str:
    if goal.state == GoalState.DROPPED:
        return _("%(title)s: dropped") % {"title": goal.title}
    return f"{goal.title}: {LEVEL_WORDS[goal.level]}"

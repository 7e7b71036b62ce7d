"""The frame of every page of a case: banner, stage path, tabs.

A tab page in another area of the desk does::

    head, context = framed(request, case, tab="plan", act="plan page")
    return render(request, "desk/plans/plan.html", {**context, "plan": plan_of(head.id, by=request.reader)})

and its template extends ``desk/cases/_frame.html`` and fills the block ``case``. A tab appears as soon as its address
exists; ``act`` names the page in the reading log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.ui.values import Link, PathStep, Role
from alongside.record.cases import queries as cases
from alongside.record.cases.enums import CaseState, Stage
from alongside.record.cases.queries import CaseHead
from alongside.record.cases.rules.events import day_words
from alongside.record.cases.rules.spine import StageView, StepState
from alongside.record.cases.rules.steps import StageSteps


@dataclass(frozen=True, slots=True)
class Look:
    """How a stage looks: its colour role and icon."""

    role: Role
    icon: str


LOOKS: dict[str, Look] = {
    Stage.INTAKE: Look("sky", "door"),
    Stage.ASSESSMENT: Look("iris", "clipboard-list"),
    Stage.PLAN: Look("pine", "route"),
    Stage.WORK: Look("leaf", "stairs"),
    Stage.REVIEW: Look("ochre", "refresh"),
    Stage.CLOSING: Look("stone", "door-exit"),
}
OPEN = (CaseState.OPEN, CaseState.REOPENED)
TABS = (
    ("overview", "", gettext_lazy("Overview")),
    ("plan", "plan/", gettext_lazy("Plan")),
    ("assessment", "assessment/", gettext_lazy("Assessment")),
    ("family", "family/", gettext_lazy("Family")),
    ("timeline", "timeline/", gettext_lazy("Timeline")),
    ("people", "people/", gettext_lazy("People")),
    ("files", "files/", gettext_lazy("Files")),
    ("consents", "consents/", gettext_lazy("Consents")),
    ("stages", "stages/", gettext_lazy("Stages")),
    ("access", "access/", gettext_lazy("Who can see")),
)
MENU = (
    ("worry/", gettext_lazy("I am worried about somebody"), "alert-triangle"),
    ("dynamics/", gettext_lazy("How the family works"), "users"),
    ("sides/", gettext_lazy("Who stands against whom"), "scale"),
    ("experiences/", gettext_lazy("What was hard to live through"), "heart"),
    ("choices/", gettext_lazy("Choices and limits"), "route"),
    ("carry/", gettext_lazy("Who carries this case"), "user-check"),
    ("team/", gettext_lazy("Care team"), "users"),
    ("corrections/", gettext_lazy("Something is wrong in the record"), "pencil"),
    ("print/", gettext_lazy("Print"), "printer"),
    ("take-out/", gettext_lazy("Take out this case"), "download"),
    ("close/", gettext_lazy("Close case"), "door-exit"),
    ("reopen/", gettext_lazy("Reopen case"), "door"),
    ("access/", gettext_lazy("Why can I see this?"), "eye"),
)


def framed(request: DeskRequest, case: UUID, *, tab: str, act: str) -> tuple[CaseHead, dict[str, Any]]:
    """The head of ``case`` and what the frame's template needs; 404 when absent or hidden.

    ``tab`` is a key of ``TABS`` (or anything else, then no tab is marked).
    """
    try:
        head = cases.case_head(case, by=request.reader, act=act)
    except NotFound:
        raise Http404 from None
    return head, frame_of(head, tab)


def row_in(case: UUID, find: Callable[[], Any]) -> Any:
    """What ``find`` finds to act on, a thing of ``case``; 404 when absent, hidden, or of another case."""
    try:
        row = find()
    except NotFound:
        raise Http404 from None
    if row.case.public_id != case:
        raise Http404
    return row


def frame_of(head: CaseHead, tab: str) -> dict[str, Any]:
    """What ``desk/cases/_frame.html`` shows of ``head``."""
    base = f"/cases/{head.public_id}/"
    return {
        "head": head,
        "base": base,
        "tabs_label": _("Parts of this case"),
        "menu_label": _("More about this case"),
        "confidential_words": _("Victim service: nobody outside the team finds this"),
        "path": path_of(head),
        "tabs": tuple(
            Link(str(label), base + tail, current=key == tab) for key, tail, label in TABS if tail == "" or exists(tail)
        ),
        "menu": tuple(Link(str(label), base + tail, icon) for tail, label, icon in MENU if _offers(head, tail)),
    }


def _offers(head: CaseHead, tail: str) -> bool:
    is_open = head.state in OPEN
    fits = {"close/": is_open, "reopen/": not is_open}.get(tail, True)
    return fits and exists(tail)


@lru_cache(maxsize=64)
def exists(tail: str) -> bool:
    """Whether pages of a case have the address ``tail``."""
    try:
        resolve(f"/cases/{UUID(int=0)}/{tail}")
    except Resolver404:
        return False
    return True


def path_of(head: CaseHead) -> tuple[PathStep, ...]:
    """The stage path: what is done and when, what is missing or due now, what comes later."""
    base = f"/cases/{head.public_id}/stages/"
    return tuple(_step(head, steps, base) for steps in head.steps)


def _step(head: CaseHead, steps: StageSteps, base: str) -> PathStep:
    view = steps.view
    look = LOOKS[view.stage]
    back = head.may.move and head.state in OPEN and view.state == StepState.DONE
    return PathStep(
        label=view.label,
        icon=look.icon,
        role=look.role,
        state="done" if view.state == StepState.DONE else "now" if view.state == StepState.NOW else "later",
        text=_words(head, view),
        url=f"{base}#{view.stage}",
        back_url=f"{base}?to={view.stage}#move" if back else "",
    )


def _words(head: CaseHead, view: StageView) -> str:
    today = clock.today()
    if view.state == StepState.DONE:
        return _done_words(view)
    if view.state == StepState.NOW:
        return _now_words(view)
    if view.state == StepState.NOT_REACHED:
        return _("Not reached")
    if view.stage == Stage.CLOSING and head.spine.stage is not None:
        return _("When the family is ready") if head.family else _("When the person is ready")
    if view.stage == Stage.REVIEW and head.spine.next_review_on:
        day = day_words(head.spine.next_review_on, today)
        return _("Overdue since %(day)s") % {"day": day} if head.spine.review_overdue else day
    return ""


def _done_words(view: StageView) -> str:
    words = _("Done %(day)s") % {"day": day_words(view.done_on, clock.today())} if view.done_on else _("Done")
    if view.skipped and view.missing:
        left = ngettext("%(n)d step passed with a reason", "%(n)d steps passed with a reason", len(view.missing))
        words = f"{words}. {left % {'n': len(view.missing)}}"
    return words


def _now_words(view: StageView) -> str:
    today = clock.today()
    late = next((due for due in view.due if due.overdue), None)
    if late:
        return _("%(what)s: was due %(day)s") % {"what": late.words, "day": day_words(late.due_on, today)}
    if view.missing:
        first = _("Missing: %(what)s") % {"what": view.missing[0].words}
        rest = len(view.missing) - 1
        return f"{first} {ngettext('and %(n)d more', 'and %(n)d more', rest) % {'n': rest}}" if rest else first
    if view.entered_on:
        return _("Day %(n)d, since %(day)s") % {
            "n": (today - view.entered_on).days + 1,
            "day": day_words(view.entered_on, today),
        }
    return ""

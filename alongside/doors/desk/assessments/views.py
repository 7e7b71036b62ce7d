"""The assessment of a case: areas in any order, one in full; started, rated and finished here."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.agency.drafts import queries as drafts
from alongside.doors.desk.assessments.forms import FinishForm, LookForm, StartForm, StatementForm
from alongside.doors.desk.assessments.wheel import wheel
from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import put_right, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.ui.values import Link
from alongside.practice.assessments import actions
from alongside.practice.assessments import queries as assessments
from alongside.practice.assessments.enums import Domain, LookState, StatementKind
from alongside.practice.assessments.queries import AreaLine, AssessmentPage
from alongside.practice.assessments.rules.areas import WORTH_A_TALK
from alongside.practice.assessments.rules.writing import may_write
from alongside.practice.plans import queries as plans
from alongside.record.cases import queries as cases

ICONS = {
    Domain.ASPIRATIONS: "star",
    Domain.SAFETY: "shield",
    Domain.PHYSICAL_HEALTH: "heart",
    Domain.MENTAL_HEALTH: "mood-smile",
    Domain.SUBSTANCE_USE: "ban",
    Domain.FAMILY: "users",
    Domain.CHILDREN: "baby-carriage",
    Domain.HOUSING: "home",
    Domain.MONEY: "coin",
    Domain.WORK: "briefcase",
    Domain.EDUCATION: "school",
    Domain.LEGAL: "scale",
    Domain.CULTURE: "map",
    Domain.COMMUNITY: "building-community",
    Domain.DAILY_LIVING: "tools-kitchen-2",
    Domain.TRANSPORT: "bus",
}
VIEWS = ("both", "theirs", "ours")
ADDING = {
    StatementKind.STRENGTH: gettext_lazy("A strength"),
    StatementKind.NEED: gettext_lazy("A need or a barrier"),
    StatementKind.HOPE: gettext_lazy("A hope"),
    StatementKind.TRIED: gettext_lazy("Something already tried"),
}


@require_GET
def assessment(request: DeskRequest, case: UUID) -> HttpResponse:
    """The assessment, opened at its first area."""
    return _page(request, case, Domain.ASPIRATIONS)


@require_http_methods(["GET", "HEAD", "POST"])
def area(request: DeskRequest, case: UUID, domain: str) -> HttpResponse:
    """One area of the assessment; ``?add=<kind>`` shows the form that writes a statement of that kind."""
    kind = request.GET.get("add", "")
    if request.method != "POST":
        return _page(request, case, domain, adding=kind)
    people = assessments.people_to_choose(_case(case).id)
    form = StatementForm(kind, people, request.POST)
    if kind not in ADDING:
        return _page(request, case, domain, adding=kind, form=form)
    url = sent_once(
        request,
        form,
        lambda: _add(request, case, domain, form),
        draft=_draft_key(case, domain, kind),
        names={"said_by_id": "said_by", "reported_by_id": "reported_by", "person_id": "person"},
    )
    if url is None:
        return _page(request, case, domain, adding=kind, form=form)
    messages.success(request, _("Written down."))
    return redirect(url)


def _add(request: DeskRequest, case: UUID, domain: str, form: StatementForm) -> str:
    assessment_row = assessments.open_assessment(_case(case).id)
    if assessment_row is None:
        raise Refused("assessment.finished", _("This assessment is finished. Start a new one to add to it."))
    actions.add_statement(assessment=assessment_row, domain=domain, by=request.reader, **form.arguments())
    return f"{reverse('assessment-area', args=[case, domain])}#area"


@require_POST
def look(request: DeskRequest, case: UUID, domain: str) -> HttpResponse:
    """Say where an area stands, with both numbers."""
    row = assessments.open_assessment(_case(case).id)
    form = LookForm(assessments.people_to_choose(_case(case).id), request.POST)
    if row is None or not form.is_valid():
        return _page(request, case, domain, looking=form)
    try:
        actions.look_at(assessment=row, domain=domain, by=request.reader, **form.arguments())
    except Refused as refusal:
        put_right(form, refusal)
        return _page(request, case, domain, looking=form)
    messages.success(request, _("Noted."))
    return redirect(f"{reverse('assessment-area', args=[case, domain])}#look")


@require_POST
def start(request: DeskRequest, case: UUID) -> HttpResponse:
    """Start an assessment; a reason is asked for when something of the intake is missing."""
    form = StartForm(request.POST)
    row = _case(case)
    try:
        actions.start_assessment(case=row, why=request.POST.get("why", ""), by=request.reader)
    except Refused as refusal:
        form.is_valid()
        put_right(form, refusal)
        return _page(request, case, Domain.ASPIRATIONS, starting=form)
    messages.success(request, _("The assessment has begun. Take the areas in any order."))
    return redirect("assessment", case=case)


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: DeskRequest, case: UUID) -> HttpResponse:
    """Finish the assessment: what nobody asked about is listed, and left for later by name."""
    head, context = framed(request, case, tab="assessment", act="assessment page")
    page = assessments.assessment_page(head.id)
    if not page.is_open:
        return redirect("assessment", case=case)
    form = FinishForm(page.areas, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row = assessments.open_assessment(head.id)
        try:
            if row is not None:
                actions.finish_assessment(assessment=row, by=request.reader, **form.cleaned_data)
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("The assessment is finished."))
            return redirect("assessment", case=case)
    return render(
        request, "desk/assessments/finish.html", {**context, "page": page, "form": form}, status=_status(form)
    )


def _case(public_id: UUID) -> Any:
    """The case to act on; 404 when absent or hidden."""
    try:
        return cases.case_row(public_id)
    except NotFound:
        raise Http404 from None


def _draft_key(case: UUID, domain: str, kind: str) -> str:
    return f"assessment-{case}-{domain}-{kind}"


def _status(form: Any) -> int:
    return 422 if form is not None and form.is_bound and form.errors else 200


def _page(
    request: DeskRequest,
    case: UUID,
    domain: str,
    *,
    adding: str = "",
    form: StatementForm | None = None,
    looking: LookForm | None = None,
    starting: StartForm | None = None,
) -> HttpResponse:
    """The page with one area; a form that was sent and has to be put right stands open in its place."""
    head, context = framed(request, case, tab="assessment", act="assessment page")
    try:
        page = assessments.assessment_page(head.id, domain)
    except NotFound:
        raise Http404 from None
    people = assessments.people_to_choose(head.id)
    view = request.GET.get("view", "both")
    goals = plans.goals_by_statement(head.id)
    draft = None
    if adding in ADDING and page.is_open:
        draft = drafts.draft(_draft_key(case, domain, adding), by=request.reader)
        form = form or StatementForm(adding, people, initial=draft.over({"idempotency_key": uuid4().hex}))
    context |= {
        "page": page,
        "area": page.area,
        "areas": [(line, ICONS[Domain(line.domain)], _state_words(line)) for line in page.areas],
        "fact_areas": assessments.fact_areas(head.id, domain if page.number else ""),
        "area_icon": ICONS[Domain(domain)],
        "state_words": _sentence(page),
        "finish_words": _finish_words(page),
        "slices": wheel(page.areas, domain),
        "needs": [(card, goals.get(card.id, ())) for card in page.area.needs],
        "view": view if view in VIEWS else "both",
        "view_links": _view_links(case, domain, view),
        "talk": page.area.views.gap >= WORTH_A_TALK,
        "talk_words": _talk_words(page),
        "form": form,
        "adding": adding if form is not None else "",
        "adding_words": ADDING.get(StatementKind(adding)) if adding in ADDING else "",
        "draft": draft,
        "look_form": looking or _look_form(page, people),
        "looking": looking is not None or "look" in request.GET,
        "start_form": starting or StartForm(),
        "may_write": may_write(request.reader, head.standing, head.state),
    }
    status = next((422 for one in (form, looking, starting) if _status(one) == 422), 200)
    return render(request, "desk/assessments/area.html", context, status=status)


def _look_form(page: AssessmentPage, people: list[assessments.PersonChoice]) -> LookForm:
    area = page.area
    said_by = next((str(person.id) for person in people if person.name == area.said_by), "")
    rated = {"person_rating": area.views.person_rating, "worker_rating": area.views.worker_rating}
    initial = {name: "" if value is None else str(value) for name, value in rated.items()}
    return LookForm(people, initial={"state": area.state or LookState.LOOKED, "said_by": said_by, **initial})


def _state_words(line: AreaLine) -> str:
    """What stands under an area that was not looked at."""
    if not line.state:
        return _("Not asked yet")
    if line.state == LookState.LOOKED:
        return ""
    label = str(LookState(line.state).label)
    return f"{label}, {line.said_by}" if line.said_by else label


def _sentence(page: AssessmentPage) -> str:
    """The state of the assessment in one sentence."""
    if not page.number:
        return _("Nobody has started one yet.")
    parts = [_("%(looked)s of %(all)s areas looked at") % {"looked": page.looked, "all": len(page.areas)}]
    if page.not_relevant:
        parts.append(_("%(count)s not relevant") % {"count": page.not_relevant})
    if page.left:
        parts.append(_("%(count)s not asked yet") % {"count": page.left})
    return _("Any order, over time. %(counts)s.") % {"counts": ", ".join(parts)}


def _finish_words(page: AssessmentPage) -> str:
    if not page.left:
        return _("Finish")
    return ngettext("Finish, %(count)s area left", "Finish, %(count)s areas left", page.left) % {"count": page.left}


def _view_links(case: UUID, domain: str, view: str) -> list[Link]:
    base = reverse("assessment-area", args=[case, domain])
    words = (_("Both"), _("Theirs"), _("Ours"))
    return [
        Link(label, f"{base}?view={key}", current=key == view or (key == "both" and view not in VIEWS))
        for key, label in zip(VIEWS, words, strict=True)
    ]


def _talk_words(page: AssessmentPage) -> str:
    gap = page.area.views.gap
    return ngettext("%(gap)s point apart. Worth a talk.", "%(gap)s points apart. Worth a talk.", gap) % {"gap": gap}

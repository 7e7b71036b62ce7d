"""What is said about a family: how people stand to each other, and to what is around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import carried_out, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.family.forms import BondForm, EndForm, RatingForm, SystemForm
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.family import Speakers, bond_words, speakers
from alongside.record.cases.queries import CaseHead
from alongside.record.people import actions
from alongside.record.people import queries as people

TAB = "family"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form page: its title, a sentence above, and names of fields side by side."""

    title: str
    lead: str
    rows: tuple[tuple[str, ...], ...]


@require_http_methods(["GET", "POST"])
def new_bond(request: DeskRequest, case: UUID) -> HttpResponse:
    """Note how two people stand to each other, who says so and on what it rests."""
    head, context = framed(request, case, tab=TAB, act="bond form")
    said_of = speakers(head, by=request.reader)
    form = BondForm(said_of.people, request.POST or None, initial=beginning(request))
    if request.method == "POST" and (done := sent_once(request, form, lambda: _bond(head, form, request))):
        messages.success(request, _("It is written down, as an opinion with its author and day."))
        return redirect(done)
    rows = (("person", "kind", "other"), ("said_by", "said_on", "from_on"), ("basis",), ("level",), ("why",))
    lead = _("An opinion, never a fact: it keeps who says so, when, and on what it rests.")
    return sheet_page(request, context, form, Sheet(_("How two people stand to each other"), lead, rows))


def _bond(head: CaseHead, form: BondForm, request: DeskRequest) -> str:
    said = form.cleaned_data
    actions.note_bond(
        circle=head.circle_id,
        person=people.person_row(UUID(said["person"])),
        other=people.person_row(UUID(said["other"])),
        kind=said["kind"],
        basis=said["basis"],
        said_by=_somebody(said["said_by"]),
        said_on=said["said_on"],
        from_on=said["from_on"],
        level=int(said["level"]) if said["level"] else None,
        why=said["why"],
        by=request.reader,
    )
    return _back(head, "ties")


@require_http_methods(["GET", "POST"])
def new_system(request: DeskRequest, case: UUID) -> HttpResponse:
    """Add something that stands around them, with how they stand to it now."""
    head, context = framed(request, case, tab=TAB, act="ecomap form")
    said_of = speakers(head, by=request.reader)
    form = SystemForm(said_of.whose, said_of.people, request.POST or None, initial=beginning(request))
    if request.method == "POST" and (done := sent_once(request, form, lambda: _system(head, form, said_of, request))):
        messages.success(request, _("It stands around them now."))
        return redirect(done)
    rows = (
        ("kind", "label"),
        ("stands_for", "from_on"),
        ("whose", "strength", "energy"),
        ("stressful",),
        ("rated_by", "said_by", "said_on"),
        ("words",),
    )
    lead = _("A school, a clinic, a choir, a friend.")
    return sheet_page(request, context, form, Sheet(_("What stands around them"), lead, rows))


def _system(head: CaseHead, form: SystemForm, said_of: Speakers, request: DeskRequest) -> str:
    said = form.cleaned_data
    system = actions.add_system(
        circle=head.circle_id,
        kind=said["kind"],
        label=said["label"],
        person=_somebody(said["stands_for"]),
        from_on=said["from_on"],
        by=request.reader,
    )
    return _rate(head, system, said, said_of, request)


@require_http_methods(["GET", "POST"])
def rate(request: DeskRequest, case: UUID, system: UUID) -> HttpResponse:
    """Rate a tie anew; earlier ratings stay, so that before and after can be told apart."""
    head, context = framed(request, case, tab=TAB, act="ecomap form")
    row = _found(lambda: people.system_row(system), head)
    said_of = speakers(head, by=request.reader)
    form = RatingForm(said_of.whose, said_of.people, request.POST or None, initial=beginning(request))

    def act() -> str:
        return _rate(head, row, form.cleaned_data, said_of, request)

    if request.method == "POST" and (done := sent_once(request, form, act)):
        messages.success(request, _("Rated anew. The rating before stays readable."))
        return redirect(done)
    rows = (("whose", "strength", "energy"), ("stressful",), ("rated_by", "said_by", "said_on"), ("words",))
    title = _("How they stand to %(name)s") % {"name": row.label}
    sheet = Sheet(title, _("Earlier ratings stay, so that change can be seen."), rows)
    return sheet_page(request, context, form, sheet)


def _rate(head: CaseHead, system: Any, said: dict[str, Any], said_of: Speakers, request: DeskRequest) -> str:
    home = said_of.homes.get(said["whose"])
    actions.rate_tie(
        system=system,
        household=people.household_row(home) if home else None,
        person=None if home else _somebody(said["whose"]),
        strength=said["strength"],
        stressful=said["stressful"],
        energy=said["energy"],
        rated_by=said["rated_by"],
        said_by=_somebody(said["said_by"]),
        said_on=said["said_on"],
        words=said["words"],
        by=request.reader,
    )
    return _back(head, "around")


@require_http_methods(["GET", "POST"])
def end_bond(request: DeskRequest, case: UUID, bond: UUID) -> HttpResponse:
    """Two do not stand to each other so any more; that it was said stays."""
    head, context = framed(request, case, tab=TAB, act="bond form")
    row = _found(lambda: people.bond_row(bond), head)
    title = _("No longer so: %(bond)s") % {"bond": bond_words(people.bond_view(row))}
    context |= {"title": title, "version": row.version}
    return _ending(request, head, context, lambda said: actions.end_bond(bond=row, by=request.reader, **said))


@require_http_methods(["GET", "POST"])
def end_system(request: DeskRequest, case: UUID, system: UUID) -> HttpResponse:
    """Something does not stand around them any more; what was rated stays."""
    head, context = framed(request, case, tab=TAB, act="ecomap form")
    row = _found(lambda: people.system_row(system), head)
    title = _("%(name)s does not stand around them any more") % {"name": row.label}
    context |= {"title": title, "version": row.version}
    return _ending(request, head, context, lambda said: actions.end_system(system=row, by=request.reader, **said))


def _ending(
    request: DeskRequest, head: CaseHead, context: dict[str, Any], act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    form = EndForm(request.POST or None, initial={"version": context["version"]})
    if request.method == "POST" and carried_out(
        form, lambda: act({**form.cleaned_data, "version": form.cleaned_data["version"] or 0})
    ):
        messages.success(request, _("It has ended. What was said stays readable."))
        return redirect(_back(head, "ties"))
    sheet = Sheet(context["title"], _("What was said stays in the record."), (("on", "why"),))
    return sheet_page(request, context, form, sheet)


def sheet_page(request: DeskRequest, context: dict[str, Any], form: Form, sheet: Sheet) -> HttpResponse:
    """The form as a page, with what was typed."""
    context |= {
        "form": form,
        "rows": [[form[name] for name in row] for row in sheet.rows],
        "hidden": form.hidden_fields(),
        "title": sheet.title,
        "lead": sheet.lead,
        "kept": _("What you typed is still here."),
    }
    return render(request, "desk/family/form.html", context, status=422 if form.errors else 200)


def beginning(request: DeskRequest) -> dict[str, Any]:
    """With what a new form begins: today, a key of its own, and what its address names."""
    given = {name: request.GET[name] for name in ("person", "other", "kind", "whose") if name in request.GET}
    return {"said_on": clock.today(), "idempotency_key": uuid4().hex, **given}


def _somebody(chosen: str) -> Any:
    return people.person_row(UUID(chosen)) if chosen else None


def _found(find: Callable[[], Any], head: CaseHead) -> Any:
    """What ``find`` finds to act on, kept with this case; 404 when absent, hidden, or of another case."""
    try:
        row = find()
    except NotFound:
        raise Http404 from None
    if row.circle_id != head.circle_id:
        raise Http404
    return row


def _back(head: CaseHead, anchor: str) -> str:
    return f"{reverse('family', args=[head.public_id])}#{anchor}"

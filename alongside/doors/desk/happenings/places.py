"""Placements at the desk: written down, put right, ended, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.happenings.forms import PlaceEndForm, PlaceForm, typed
from alongside.doors.desk.happenings.frame import Sheet, in_case, numbers, opened, people_choices, taken_back, worked
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.queries.happenings import PlacementView, placement_row, placement_view
from alongside.record.people.rules.happenings import UNKNOWN, PlacementText, Stay


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write down where somebody is placed."""
    head, context = opened(request, case)
    form = PlaceForm(people_choices(head), request.POST or None)
    lead = _("A place that must stay hidden is for those who carry the case; nobody else sees that there is one.")
    sheet = Sheet(_("Where somebody is placed"), _("It is written down."), lead)

    def act() -> object:
        said = form.cleaned_data
        return actions.add_placement(
            circle=head.circle_id,
            person=people.person_row(UUID(said["person"])),
            text=_text(said),
            carers=numbers(said["carers"]),
            level=said["level"],
            by=request.reader,
        )

    return worked(request, context, form, sheet, act)


@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, case: UUID, placement: UUID) -> HttpResponse:
    """Put a placement right."""
    head, context = opened(request, case)
    found = in_case(head, placement_row, placement)
    view = placement_view(found.id)
    there = [(one.public_id, one.name) for one in view.carers]
    form = PlaceForm(people_choices(head, there), request.POST or None, changing=True, initial=_begin(view))
    del form.fields["person"]
    here = f"{context['base']}events/places/{placement}/"
    ending = () if view.stay.until else ((f"{here}end/", _("It has ended")),)
    now = ((view.person.name, view.title), (_("From"), view.stay.begin.words or _("Not known")))
    sheet = Sheet(
        _("Where %(name)s is placed") % {"name": view.person.name},
        _("Saved."),
        acts=(*ending, (f"{here}take-back/", _("It was a mistake"))),
        now=now,
    )

    def act() -> object:
        said = form.cleaned_data
        return actions.change_placement(
            placement=found,
            version=said["version"] or 0,
            text=_text(said),
            carers=numbers(said["carers"]),
            by=request.reader,
        )

    return worked(request, context, form, sheet, act)


@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, case: UUID, placement: UUID) -> HttpResponse:
    """A placement has ended."""
    head, context = opened(request, case)
    found = in_case(head, placement_row, placement)
    view = placement_view(found.id)
    form = PlaceEndForm(request.POST or None, initial={"version": view.version})
    title = _("%(name)s has left: %(place)s") % {"name": view.person.name, "place": view.title}
    sheet = Sheet(title, _("It has ended. That it was stays in the record."), button=_("End it"))
    return worked(
        request,
        context,
        form,
        sheet,
        lambda: actions.end_placement(placement=found, **form.cleaned_data, by=request.reader),
    )


@require_http_methods(["GET", "POST"])
def take_back(request: DeskRequest, case: UUID, placement: UUID) -> HttpResponse:
    """Take back a placement that never was so."""
    return taken_back(
        request,
        case,
        placement,
        placement_row,
        lambda found, said: actions.take_back_placement(placement=found, **said, by=request.reader),
    )


def _begin(view: PlacementView) -> dict[str, Any]:
    until = view.stay.until
    return {
        "kind": view.kind,
        "place": view.place,
        "carers": [str(one.public_id) for one in view.carers],
        "legal_basis": view.legal_basis,
        "begin": typed(view.stay.begin),
        "until": typed(until),
        "ended": until is not None and not until.known,
        "ended_why": view.ended_why,
        "version": view.version,
    }


def _text(said: dict[str, Any]) -> PlacementText:
    until = said["until"] if said["until"].known else UNKNOWN if said["ended"] else None
    stay = Stay(said["begin"], until)
    return PlacementText(said["kind"], stay, said["place"], said["legal_basis"], said["ended_why"])

"""Life events at the desk: written down, put right, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.happenings.forms import LifeForm, typed
from alongside.doors.desk.happenings.frame import Sheet, in_case, numbers, opened, people_choices, taken_back, worked
from alongside.record.people import actions
from alongside.record.people.queries.happenings import event_row, event_view
from alongside.record.people.rules.happenings import EventText


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write down what happened in a life."""
    head, context = opened(request, case)
    form = LifeForm(people_choices(head), request.POST or None)
    sheet = Sheet(_("A life event"), _("It is written down."), _("A day that nobody knows is an honest answer."))

    def act() -> object:
        said = form.cleaned_data
        return actions.add_life_event(
            circle=head.circle_id,
            people=numbers(said["people"]),
            text=_text(said),
            level=said["level"],
            by=request.reader,
        )

    return worked(request, context, form, sheet, act)


@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, case: UUID, event: UUID) -> HttpResponse:
    """Put a life event right."""
    head, context = opened(request, case)
    found = in_case(head, event_row, event)
    view = event_view(found.id)
    there = [(one.public_id, one.name) for one in view.people]
    begin = {
        "kind": view.kind,
        "words": view.words,
        "on": typed(view.on),
        "told_by": view.told_by,
        "gain": view.gain,
        "people": [str(number) for number, _name in there],
        "version": view.version,
    }
    form = LifeForm(people_choices(head, there), request.POST or None, changing=True, initial=begin)
    names = ", ".join(name for _number, name in there)
    now = ((view.kind_words, view.words), (_("When"), view.on.words or _("Day not known")), (_("To whom"), names))
    acts = ((f"{context['base']}events/life/{event}/take-back/", _("It was a mistake")),)
    sheet = Sheet(_("A life event"), _("Saved."), acts=acts, now=now)

    def act() -> object:
        said = form.cleaned_data
        return actions.change_life_event(
            event=found,
            version=said["version"] or 0,
            people=numbers(said["people"]),
            text=_text(said),
            by=request.reader,
        )

    return worked(request, context, form, sheet, act)


@require_http_methods(["GET", "POST"])
def take_back(request: DeskRequest, case: UUID, event: UUID) -> HttpResponse:
    """Take back a life event that never was so."""
    return taken_back(
        request,
        case,
        event,
        event_row,
        lambda found, said: actions.take_back_life_event(event=found, **said, by=request.reader),
    )


def _text(said: dict[str, Any]) -> EventText:
    return EventText(said["kind"], said["words"], said["on"], said["told_by"], gain=said["gain"])

"""Orders at the desk: written down with checked dates, put right, replaced, ended, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.happenings.forms import OrderEndForm, OrderForm
from alongside.doors.desk.happenings.frame import Sheet, in_case, numbers, opened, people_choices, taken_back, worked
from alongside.record.cases.queries import CaseHead
from alongside.record.people import actions
from alongside.record.people.enums import OrderPart
from alongside.record.people.queries.happenings import happenings_of, order_row, order_view
from alongside.record.people.rules.happenings import OrderText

FACTS = ("kind", "terms", "authority", "reference", "made_on", "from_on", "until_on", "seen_on")


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write down an order."""
    head, context = opened(request, case)
    form = OrderForm(people_choices(head), request.POST or None, orders=_replaceable(head))
    sheet = Sheet(
        _("An order of a court or an authority"),
        _("It is written down."),
        _("Copy the days from the paper. An order that ends within 30 days is shown to everybody who opens the case."),
    )

    def act() -> object:
        said = form.cleaned_data
        before = said.get("replaces")
        return actions.add_order(
            circle=head.circle_id,
            text=_text(said),
            parts=_parts(said),
            replaces=in_case(head, order_row, UUID(before)) if before else None,
            level=said["level"],
            by=request.reader,
        )

    return worked(request, context, form, sheet, act)


@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, case: UUID, order: UUID) -> HttpResponse:
    """Put right what was written down of an order."""
    head, context = opened(request, case)
    found = in_case(head, order_row, order)
    view = order_view(found.id)
    named = {part: [str(one.public_id) for one in view.who(part)] for part in OrderPart.values}
    begin = {**{name: getattr(view, name) for name in FACTS}, **named, "version": view.version}
    there = [(part.person.public_id, part.person.name) for part in view.parts]
    form = OrderForm(people_choices(head, there), request.POST or None, changing=True, initial=begin)
    here = f"{context['base']}events/orders/{order}/"
    over = view.ended_on or view.superseded_by
    ending = () if over else ((f"{here}end/", _("It was ended")),)
    seen = _("%(who)s read it") % {"who": view.seen_by} if view.seen_by else _("Nobody here has read it yet")
    now = ((view.kind_words, view.authority), (_("How it stands"), view.state_words), (_("The paper"), seen))
    acts = (*ending, (f"{here}take-back/", _("It was a mistake")))
    sheet = Sheet(view.kind_words, _("Saved."), acts=acts, now=now)

    def act() -> object:
        said = form.cleaned_data
        return actions.change_order(
            order=found, version=said["version"] or 0, text=_text(said), parts=_parts(said), by=request.reader
        )

    return worked(request, context, form, sheet, act)


@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, case: UUID, order: UUID) -> HttpResponse:
    """An order was ended before its day."""
    head, context = opened(request, case)
    found = in_case(head, order_row, order)
    form = OrderEndForm(request.POST or None, initial={"version": found.version})
    sheet = Sheet(_("The order was ended"), _("It has ended. That it was stays in the record."), button=_("End it"))
    return worked(
        request, context, form, sheet, lambda: actions.end_order(order=found, **form.cleaned_data, by=request.reader)
    )


@require_http_methods(["GET", "POST"])
def take_back(request: DeskRequest, case: UUID, order: UUID) -> HttpResponse:
    """Take back an order that never was."""
    return taken_back(
        request,
        case,
        order,
        order_row,
        lambda found, said: actions.take_back_order(order=found, **said, by=request.reader),
    )


def _replaceable(head: CaseHead) -> list[tuple[str, str]]:
    orders = happenings_of([head.circle_id]).orders
    return [
        (str(one.public_id), f"{one.kind_words}, {one.authority}, {one.from_on:%Y-%m-%d}")
        for one in orders
        if one.circle_id == head.circle_id and one.superseded_by is None
    ]


def _text(said: dict[str, Any]) -> OrderText:
    return OrderText(**{name: said[name] for name in FACTS})


def _parts(said: dict[str, Any]) -> list[tuple[int, str]]:
    return [(person, part) for part in OrderPart.values for person in numbers(said[part])]

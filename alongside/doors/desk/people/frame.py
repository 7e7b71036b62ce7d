"""What every form about a person shares: the page around it, saving once, refusals at their fields, both versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import BoundField, ChoiceField, Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.agency.drafts.actions import submit_once
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.oversight.overviews.person_page import Keeper, keepers
from alongside.record.people import queries as people
from alongside.record.people.queries import PersonCard


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two people changed at once."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form page about one person: its title, what the button says and what is said when it is done.

    ``rows`` are names of fields side by side; ``lead`` is a sentence above, ``after`` one beside the button. ``names``
    maps arguments of the action to fields of the form where they differ.
    """

    title: str
    button: str
    done: str
    rows: Sequence[Sequence[str]]
    lead: str = ""
    after: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def card_or_404(person: UUID, request: DeskRequest) -> PersonCard:
    """The person whom the address names; hidden and absent answer the same."""
    try:
        row = people.person_row(person)
    except NotFound:
        raise Http404 from None
    return people.person_cards([row.id], by=request.reader)[row.id]


def keepers_of(card: PersonCard) -> tuple[Keeper, ...]:
    """The circles in which something about the person can be kept."""
    return keepers(people.circles_of(card.id))


def offer_keepers(form: Form, found: Sequence[Keeper]) -> None:
    """Let the form's field ``kept`` choose among the circles; with one there is nothing to choose."""
    kept = cast(ChoiceField, form.fields["kept"])
    kept.choices = [(str(one.public_id), one.label) for one in found]
    if len(found) == 1:
        kept.required = False
        kept.initial = str(found[0].public_id)


def circle_of(found: Sequence[Keeper], chosen: str) -> int:
    """The circle that was chosen, or the only one."""
    for one in found:
        if chosen == str(one.public_id) or (len(found) == 1 and not chosen):
            return one.circle_id
    raise NotFound


def sheet_page(
    request: DeskRequest,
    card: PersonCard,
    form: Form,
    sheet: Sheet,
    *,
    differences: Sequence[Difference] = (),
    **more: Any,
) -> HttpResponse:
    """The page with the form; what was typed is kept, what is wrong stands at its field."""
    rows = [[form[name] for name in row if name in form.fields] for row in sheet.rows]
    rows = [row for row in rows if row and not all(_alone(bound) for bound in row)]
    hidden = [form[name] for row in sheet.rows for name in row if name in form.fields and _alone(form[name])]
    context = {
        "card": card,
        "form": form,
        "sheet": sheet,
        "rows": rows,
        "hidden": hidden,
        "back": reverse("person", args=[card.public_id]),
        "differences": differences,
        "kept_words": _("What you typed is still here."),
        "idempotency_key": request.POST.get("idempotency_key") or uuid4().hex,
        **more,
    }
    status = 409 if differences else 422 if form.is_bound and form.errors else 200
    return render(request, "desk/people/form.html", context, status=status)


def _alone(bound: BoundField) -> bool:
    """Whether a field needs no showing: the only circle there is."""
    return bound.name == "kept" and isinstance(bound.field, ChoiceField) and len(_choices(bound.field)) == 1


def filled(
    request: DeskRequest,
    card: PersonCard,
    form: Form,
    sheet: Sheet,
    act: Callable[[dict[str, Any]], object],
    *,
    anchor: str = "",
) -> HttpResponse:
    """Run ``act`` with what the form says, once for this press, and go back to the person; else the form's page.

    The page shows what is wrong at its field and keeps what was typed. When somebody else changed the thing meanwhile
    both versions are shown; saving again keeps what was typed here.
    """
    if not form.is_valid():
        return sheet_page(request, card, form, sheet)
    back = reverse("person", args=[card.public_id]) + anchor

    def acted() -> str:
        act(form.cleaned_data)
        return back

    try:
        submit_once(
            key=request.POST.get("idempotency_key", ""), body=dict(request.POST.lists()), act=acted, by=request.reader
        )
    except NotFound:
        raise Http404 from None
    except Stale as stale:
        return _both(request, card, form, sheet, stale)
    except Refused as refusal:
        put_right(form, refusal, names=sheet.names)
        return sheet_page(request, card, form, sheet)
    messages.success(request, sheet.done)
    return redirect(back)


def _both(request: DeskRequest, card: PersonCard, form: Form, sheet: Sheet, stale: Stale) -> HttpResponse:
    """The form with what was typed, beside what somebody else has saved; saving again keeps what was typed."""
    data = request.POST.copy()
    data["version"] = stale.theirs.get("version", "")
    data["idempotency_key"] = uuid4().hex
    again = type(form)(data)
    for name, known in form.fields.items():
        if isinstance(known, ChoiceField):
            again.fields[name] = known
    places = {name: sheet.names.get(name, name) for name in stale.theirs}
    found = [
        Difference(str(again[place].label), _words(again[place], theirs), _words(again[place], _typed(again[place])))
        for name, theirs in stale.theirs.items()
        if (place := places[name]) in again.fields and name != "version"
    ]
    differing = [one for one in found if one.theirs != one.mine] or found or [Difference(sheet.title, str(stale), "")]
    return sheet_page(request, card, again, sheet, differences=differing, idempotency_key=data["idempotency_key"])


def _typed(bound: BoundField) -> str:
    value = bound.value()
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _words(bound: BoundField, value: str) -> str:
    """A value as the form shows it: the label of a choice, else the text; a dash for nothing."""
    if isinstance(bound.field, ChoiceField):
        value = next((str(label) for key, label in _choices(bound.field) if str(key) == value), value)
    return value.strip() or "–"


def _choices(field: ChoiceField) -> list[tuple[Any, Any]]:
    return list(cast(Any, field).choices)

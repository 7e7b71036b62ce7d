"""Taking an entry out of a file: from which one is always asked (S-175)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.cases.refusals import carried_out
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound
from alongside.practice.contacts import actions
from alongside.practice.contacts import queries as contacts
from alongside.practice.contacts.enums import TakenFrom
from alongside.practice.contacts.queries import ContactPage
from alongside.practice.contacts.queries.several import people_of, same_occasion


class TakeOutForm(forms.Form):
    """From which file, and why; nothing is chosen beforehand."""

    use_required_attribute = False
    where = forms.ChoiceField(
        label=_("From which file?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say from which file: one person’s only, this case’s, or all of them.")},
    )
    why = forms.CharField(
        label=_("Why it does not belong there"),
        max_length=300,
        error_messages={"required": _("Say in a few words why it does not belong there.")},
    )

    def __init__(self, people: dict[int, str], others: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        each = [(f"{TakenFrom.PERSON}-{number}", _only(name)) for number, name in people.items()]
        rest = [(TakenFrom.FILE.value, str(TakenFrom.FILE.label))]
        rest += [(TakenFrom.ALL.value, str(TakenFrom.ALL.label))] if others else []
        self.fields["where"].choices = [*each, *rest]  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> tuple[str, int | None]:
        """From which file, and of whom when it is one person's."""
        where, _sep, person = self.cleaned_data["where"].partition("-")
        return where, int(person) if person else None


def _only(name: str) -> str:
    return _now("Only the file of %(name)s") % {"name": name}


@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: DeskRequest, contact: UUID) -> HttpResponse:
    """Ask from which file, and take it out of that one."""
    page = _page(request, contact)
    row = contacts.contact_row(contact)
    others = len(same_occasion(row)) - 1
    form = TakeOutForm(people_of(row), others, request.POST or None)
    if request.method == "POST" and carried_out(form, lambda: _take(row, form, request)):
        messages.success(request, _now("It is taken out, and it is written down why."))
        return redirect("contact", contact)
    context = {"page": page, "contact": page.contact, "form": form, "kept": _now("What you typed is still here.")}
    return render(request, "desk/contacts/take_out.html", context, status=422 if form.errors else 200)


def _take(row: Any, form: TakeOutForm, request: DeskRequest) -> None:
    where, person = form.chosen()
    actions.take_out_contact(
        contact=row, where=where, person_id=person, why=form.cleaned_data["why"], by=request.reader
    )


def _page(request: DeskRequest, contact: UUID) -> ContactPage:
    try:
        return contacts.contact_page(contact, by=request.reader)
    except NotFound:
        raise Http404 from None

"""Opening a case directly: look who is in the record first, then three fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alongside.agency.drafts.actions import submit_once
from alongside.agency.staff.enums import Role
from alongside.doors.desk.cases.listing import may_list
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.opening import PersonForCase, opening_choices, people_like, person_for_case
from alongside.record.cases import actions
from alongside.record.cases.actions import NewPart, Part
from alongside.record.cases.enums import ParticipantRole


class WhoForm(forms.Form):
    """The name that is looked for."""

    name = forms.CharField(
        label=gettext_lazy("Who is the case for?"),
        max_length=250,
        help_text=gettext_lazy("Any part of the name, in any order. We look who is in the record first."),
    )


class OpenForm(forms.Form):
    """Who else takes part, in which programme, carried by whom."""

    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    new_name = forms.CharField(required=False, max_length=250, widget=forms.HiddenInput)
    searched = forms.CharField(required=False, widget=forms.HiddenInput)
    idempotency_key = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Who else takes part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("With others it is a family case. Anybody else can join later."),
    )
    programme = forms.TypedChoiceField(label=gettext_lazy("Programme"), coerce=int)
    worker = forms.TypedChoiceField(label=gettext_lazy("Who carries it"), coerce=int)


@dataclass(frozen=True, slots=True)
class Subject:
    """The person for whom a case is being opened: somebody of the record, or a new name with its receipt."""

    known: PersonForCase | None = None
    name: str = ""
    searched: str = ""


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Look for the person; choose her, or say that she is new; open the case."""
    if not may_list(request.reader):
        raise PermissionDenied
    if request.method == "GET":
        chosen = request.GET.get("person", "")
        return _form_page(request, _known(chosen, request.reader)) if chosen else _who_page(request, WhoForm())
    if "open" in request.POST:
        return _open(request)
    if "person" in request.POST:
        return _form_page(request, _known(request.POST["person"], request.reader))
    if "searched" in request.POST:
        return _form_page(
            request, Subject(name=request.POST.get("name", "").strip(), searched=request.POST["searched"])
        )
    return _who_page(request, WhoForm(request.POST))


def _known(public_id: str, by: Reader) -> Subject:
    try:
        return Subject(person_for_case(UUID(public_id), by=by))
    except (ValueError, NotFound):
        raise Http404 from None


def _who_page(request: DeskRequest, form: WhoForm) -> HttpResponse:
    hits, receipt, name = (), "", ""
    if form.is_valid():
        name = form.cleaned_data["name"].strip()
        hits, receipt = people_like(name, by=request.reader)  # type: ignore[assignment]  # from nothing to hits
    context = {
        "form": form,
        "hits": hits,
        "looked": bool(receipt),
        "name": name,
        "receipt": receipt,
        "none_words": _("Nobody of that name whom you may know of"),
        "takes_in": Role.INTAKE in request.reader.roles,
    }
    return render(request, "desk/cases/who.html", context, status=422 if form.is_bound and form.errors else 200)


def _form_page(request: DeskRequest, subject: Subject, form: OpenForm | None = None) -> HttpResponse:
    form = form or OpenForm(initial=_initial(subject, request.reader))
    _offer(form, subject, request.reader)
    context = {
        "form": form,
        "known": subject.known,
        "name": subject.known.card.name if subject.known else subject.name,
        "open_cases": [hit for hit in subject.known.cases if hit.open] if subject.known else [],
        "others": {str(one.person): one.name for one in subject.known.close} if subject.known else {},
        "kept_words": _("What you chose is still here."),
    }
    return render(request, "desk/cases/new.html", context, status=422 if form.is_bound and form.errors else 200)


def _initial(subject: Subject, by: Reader) -> dict[str, Any]:
    return {
        "person": subject.known.card.public_id if subject.known else None,
        "new_name": subject.name,
        "searched": subject.searched,
        "worker": by.worker_id,
        "idempotency_key": uuid4(),
    }


def _offer(form: OpenForm, subject: Subject, by: Reader) -> None:
    """Offer those close to the person, the programmes of the reader's teams and the workers of these teams."""
    choices = opening_choices(by=by)
    close = subject.known.close if subject.known else ()
    fields: dict[str, Any] = form.fields
    fields["others"].choices = [(str(one.person), f"{one.name}, {one.words}") for one in close]
    fields["programme"].choices = [(line.id, line.name) for line in choices.programmes]
    fields["worker"].choices = [
        (line.id, _("Me") if line.id == by.worker_id else line.name) for line in choices.workers
    ]


def _open(request: DeskRequest) -> HttpResponse:
    by = request.reader
    form = OpenForm(request.POST)
    person = request.POST.get("person", "")
    subject = (
        _known(person, by)
        if person
        else Subject(name=request.POST.get("new_name", ""), searched=request.POST.get("searched", ""))
    )
    _offer(form, subject, by)
    if form.is_valid():
        what = form.cleaned_data

        def act() -> str:
            case = actions.start_case(
                programme_id=what["programme"], people=_parts(subject, what["others"]), worker_id=what["worker"], by=by
            )
            messages.success(request, _("Opened %(number)s") % {"number": case.number})
            return f"/cases/{case.public_id}/"

        try:
            url = submit_once(
                key=what["idempotency_key"],
                body={key: request.POST.getlist(key) for key in request.POST},
                act=act,
                by=by,
            )
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            put_right(form, refusal, names={"people": "others"})
        else:
            return redirect(url)
    return _form_page(request, subject, form)


def _parts(subject: Subject, chosen: list[str]) -> list[Part | NewPart]:
    """The person first, then those who were ticked, each with the part that follows from what she is to her."""
    if subject.known is None:
        return [NewPart(subject.name, subject.searched, focus=True)]
    close = [one for one in subject.known.close if str(one.person) in chosen]
    others = [Part(one.person_id, one.role) for one in close]
    lead = ParticipantRole.PARENT if any(one.role == ParticipantRole.CHILD for one in close) else ParticipantRole.PERSON
    return [Part(subject.known.card.id, lead, focus=True), *others]

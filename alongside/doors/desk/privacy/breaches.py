"""The breach register: what happened, who must be told until when, what was done, what was learned."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.doors.desk.cases.refusals import carried_out, words_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.privacy.report import FindForm
from alongside.doors.desk.privacy.unusual import named_access
from alongside.doors.desk.privacy.views import officers
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.ui.forms import DateBox, MomentBox
from alongside.oversight.audit.queries.integrity import integrity
from alongside.oversight.audit.queries.report import people_of_case
from alongside.oversight.breaches import actions
from alongside.oversight.breaches.enums import BreachKind, BreachLaw, EntryKind, Harm, Noticed
from alongside.oversight.breaches.queries import BreachSheet, breach_sheet, breaches


class BreachForm(forms.Form):
    """A breach as it was noticed."""

    title = forms.CharField(
        label=gettext_lazy("In a few words"), max_length=120, help_text=gettext_lazy("Without names of people.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("What happened?"), choices=BreachKind.choices, widget=forms.RadioSelect)
    happened = forms.CharField(label=gettext_lazy("What is known so far"), widget=forms.Textarea, max_length=4000)
    found_at = forms.DateTimeField(
        label=gettext_lazy("When somebody here came to know"),
        widget=MomentBox(),
        help_text=gettext_lazy("The clocks run from this moment."),
    )
    happened_on = forms.DateField(label=gettext_lazy("Day on which it happened"), required=False, widget=DateBox())
    people = forms.IntegerField(
        label=gettext_lazy("How many people it touches"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("As far as it is known today; it can be said anew later."),
    )
    law = forms.ChoiceField(
        label=gettext_lazy("Which law says whom to tell?"),
        choices=BreachLaw.choices,
        initial=BreachLaw.UNSURE,
        help_text=gettext_lazy("If you are not sure, the stricter one is followed."),
    )
    own_hours = forms.IntegerField(
        label=gettext_lazy("Hours until the management must know"), min_value=1, max_value=720, initial=24
    )


class EntryForm(forms.Form):
    """One entry of the diary."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it about?"), choices=EntryKind.choices)
    at = forms.DateTimeField(label=gettext_lazy("When"), widget=MomentBox(), required=False)
    whom = forms.CharField(label=gettext_lazy("Who was told"), max_length=200, required=False)
    people = forms.IntegerField(label=gettext_lazy("How many people"), required=False, min_value=0)
    words = forms.CharField(label=gettext_lazy("In your words"), widget=forms.Textarea, max_length=4000)


class HarmForm(forms.Form):
    """The four questions about harm."""

    what_kind = forms.CharField(
        label=gettext_lazy("What was it, and how easily is somebody known by it?"), widget=forms.Textarea
    )
    who_got_it = forms.CharField(label=gettext_lazy("Who got it, or used it?"), widget=forms.Textarea)
    was_it_seen = forms.CharField(label=gettext_lazy("Was it really read or taken?"), widget=forms.Textarea)
    what_limits_it = forms.CharField(label=gettext_lazy("What makes the harm smaller?"), widget=forms.Textarea)
    harm = forms.ChoiceField(
        label=gettext_lazy("What does it come to?"), choices=Harm.choices, widget=forms.RadioSelect
    )


class PersonForm(forms.Form):
    """Somebody whom a breach touches."""

    case_number = forms.CharField(widget=forms.HiddenInput, max_length=24)
    person = forms.TypedChoiceField(
        label=gettext_lazy("Who is it?"), widget=forms.RadioSelect, coerce=UUID, empty_value=None
    )

    def __init__(self, *args: Any, people: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(key), name) for key, name in people]  # type: ignore[attr-defined]


@require_GET
@officers
def listing(request: DeskRequest) -> HttpResponse:
    """The breaches that are open, the soonest clock first, and those that are closed."""
    return render(request, "desk/privacy/breaches.html", {"open": breaches(), "closed": breaches(closed=True)})


@require_http_methods(["GET", "POST"])
@officers
def new(request: DeskRequest) -> HttpResponse:
    """Take a breach down."""
    form = BreachForm(request.POST or None, initial={"found_at": timezone.localtime(clock.now()), "own_hours": 24})
    taken: list[UUID] = []

    def act() -> None:
        taken.append(actions.take_breach(by=request.reader, **form.cleaned_data).public_id)

    if request.method == "POST" and carried_out(form, act):
        return redirect("breach", breach=taken[0])
    return render(request, "desk/privacy/breach_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@officers
def page(request: DeskRequest, breach: UUID) -> HttpResponse:
    """One breach: its clocks, its diary, and a place to add to it."""
    sheet = _sheet(breach)
    form = EntryForm(request.POST or None, initial={"kind": EntryKind.DONE})

    def act() -> None:
        actions.add_breach_entry(breach=breach, by=request.reader, **form.cleaned_data)

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Kept with the record"))
        return redirect("breach", breach=breach)
    now = clock.now()
    context = {"one": sheet, "clocks": [(line, line.left(now)) for line in sheet.line.clocks], "form": form, "now": now}
    return render(request, "desk/privacy/breach.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@officers
def harm(request: DeskRequest, breach: UUID) -> HttpResponse:
    """The four questions about harm."""
    sheet, form = _sheet(breach), HarmForm(request.POST or None)

    def act() -> None:
        actions.weigh_harm(breach=breach, by=request.reader, **form.cleaned_data)

    if request.method == "POST" and carried_out(form, act):
        return redirect("breach", breach=breach)
    context = {"one": sheet, "form": form}
    return render(request, "desk/privacy/breach_harm.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@officers
def people(request: DeskRequest, breach: UUID) -> HttpResponse:
    """Whom a breach touches, found by the number of a case."""
    sheet = _sheet(breach)
    number = (request.POST.get("case_number") or request.GET.get("number", "")).strip()[:24]
    known = people_of_case(number) if number else []
    form = PersonForm(request.POST or None, people=known, initial={"case_number": number})

    def act() -> None:
        actions.add_breach_person(breach=breach, by=request.reader, **form.cleaned_data)

    if request.method == "POST" and carried_out(form, act):
        return redirect("breach", breach=breach)
    context = {"one": sheet, "number": number, "people": known, "form": form, "find": FindForm({"number": number})}
    return render(request, "desk/privacy/breach_people.html", context, status=422 if form.errors else 200)


@require_POST
@officers
def from_access(request: DeskRequest) -> HttpResponse:
    """An unusual access becomes an entry, by one button."""
    _day, one = named_access(request)
    found = {"kind": BreachKind.READ, "noticed": Noticed.ACCESS, "title": one.label, "about_id": one.actor_id}
    return _taken(request, one.words, found)


@require_POST
@officers
def from_log(request: DeskRequest) -> HttpResponse:
    """A fault of the log becomes an entry, by one button."""
    found = integrity()
    words = _("The check of the log found a fault.") + " " + found.words
    facts = {"kind": BreachKind.CHANGED, "noticed": Noticed.LOG, "title": _("The log is not whole")}
    return _taken(request, words, facts)


def _taken(request: DeskRequest, words: str, facts: dict[str, Any]) -> HttpResponse:
    try:
        row = actions.take_breach(happened=words, found_at=clock.now(), by=request.reader, **facts)
    except Refused as refusal:
        messages.error(request, words_of(refusal))
        return redirect("unusual")
    messages.success(request, _("Taken down. The clocks run from now; say the moment anew if it was earlier."))
    return redirect("breach", breach=row.public_id)


def _sheet(breach: UUID) -> BreachSheet:
    try:
        return breach_sheet(breach)
    except NotFound:
        raise Http404 from None

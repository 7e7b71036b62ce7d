"""Requests for records: taken down, checked, given more time, refused or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.agency.organisation import queries as organisation
from alongside.doors.desk.cases.refusals import carried_out, words_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.privacy.report import FindForm
from alongside.doors.desk.privacy.views import officers
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.ui.forms import DateBox
from alongside.oversight.audit.queries.report import people_of_case
from alongside.oversight.requests.actions import deciding, gathering, making, taking
from alongside.oversight.requests.enums import Arrival, Asker, Law, Proof, RefusalGround
from alongside.oversight.requests.queries.listing import (
    PaperLine,
    RequestSheet,
    posting_of,
    redactions,
    request_sheet,
    requests,
)
from alongside.oversight.requests.queries.passages import PassageLine, paper_of, passage_lines

PAPER = {"copy": gettext_lazy("The copy (PDF)"), "letter": gettext_lazy("The letter (PDF)")}
FILES = gettext_lazy("All of it with its files (ZIP)")
PART = gettext_lazy("All of it with its files, part %(n)d (ZIP)")
TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


class TakeForm(forms.Form):
    """A request as it came."""

    asker = forms.ChoiceField(label=gettext_lazy("Who asks?"), choices=Asker.choices, widget=forms.RadioSelect)
    asker_name = forms.CharField(label=gettext_lazy("Their name"), max_length=200)
    arrival = forms.ChoiceField(label=gettext_lazy("How it came"), choices=Arrival.choices, widget=forms.RadioSelect)
    received_on = forms.DateField(label=gettext_lazy("Day on which it came"), widget=DateBox())
    law = forms.ChoiceField(label=gettext_lazy("Under which law"), choices=Law.choices, widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=gettext_lazy("Days that this law gives"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=gettext_lazy("Only for another law: the days of the three above are known."),
    )
    wanted = forms.CharField(
        label=gettext_lazy("What they ask for, in their words"),
        widget=forms.Textarea,
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Leave it empty when they ask for everything."),
    )


class CheckForm(forms.Form):
    """Whose record, how it was checked who asks, and by what right."""

    case_number = forms.CharField(widget=forms.HiddenInput, max_length=24)
    person = forms.TypedChoiceField(
        label=gettext_lazy("Whose record is it?"), widget=forms.RadioSelect, coerce=UUID, empty_value=None
    )
    proof = forms.ChoiceField(label=gettext_lazy("How you know who asks"), choices=Proof.choices)
    proof_words = forms.CharField(label=gettext_lazy("What you saw or asked"), max_length=300)
    authority = forms.CharField(
        label=gettext_lazy("What shows that they may ask for the person"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The order or the signed paper, and its day. Look at the paper itself."),
    )
    asker_safe = forms.BooleanField(
        label=gettext_lazy("I have made sure that the person is safe from whoever asks"), required=False
    )

    def __init__(self, *args: Any, people: list[tuple[UUID, str]], asker: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(key), name) for key, name in people]  # type: ignore[attr-defined]
        if asker == Asker.PERSON:
            del self.fields["authority"]
            del self.fields["asker_safe"]


class LongerForm(forms.Form):
    """Why it takes longer."""

    why = forms.CharField(
        label=gettext_lazy("Why it takes longer"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=gettext_lazy("The person reads this in a letter. At least 10 letters."),
    )


class RefuseForm(forms.Form):
    """On what ground a request is refused."""

    ground = forms.ChoiceField(
        label=gettext_lazy("On what ground"), choices=RefusalGround.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What you say to the person"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=gettext_lazy("They read this in a letter, with where they can complain. At least 10 letters."),
    )


@require_GET
@officers
def listing(request: DeskRequest) -> HttpResponse:
    """The requests that wait, the soonest first, and those that are closed."""
    context = {"waiting": requests(), "closed": requests(closed=True)}
    return render(request, "desk/privacy/requests.html", context)


@require_http_methods(["GET", "POST"])
@officers
def new(request: DeskRequest) -> HttpResponse:
    """Take a request down. Its clock runs from the day on which it came."""
    form = TakeForm(request.POST or None, initial={"received_on": clock.today(), "asker": Asker.PERSON})
    taken: list[UUID] = []

    def act() -> None:
        taken.append(taking.take_request(by=request.reader, **form.cleaned_data).public_id)

    if request.method == "POST" and carried_out(form, act):
        return redirect("record-request", asked=taken[0])
    return render(request, "desk/privacy/request_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@officers
def page(request: DeskRequest, asked: UUID) -> HttpResponse:
    """One request: what was asked, how many days are left, and the one thing to do next."""
    sheet = _sheet(asked)
    lines = passage_lines(asked) if sheet.passages and sheet.opened else ()
    waiting = [one for one in lines if one.undecided]
    context = {
        "one": sheet,
        "lines": lines,
        "waiting": waiting,
        "first": waiting[0] if waiting else None,
        "plain": sum(1 for one in waiting if not one.worry and not one.choice),
        "groups": _groups(lines),
        "papers": [(paper, _name(paper)) for paper in sheet.papers],
    }
    return render(request, "desk/privacy/request.html", context)


@dataclass(frozen=True, slots=True)
class _Group:
    """Passages that stand under one heading; ``open`` where they are shown at once."""

    title: str
    lines: tuple[PassageLine, ...]
    open: bool


def _groups(lines: Sequence[PassageLine]) -> list[_Group]:
    """First what somebody has to look at, then what waits with nothing found, then what is decided."""
    look = tuple(one for one in lines if one.undecided and (one.worry or one.choice))
    rest = tuple(one for one in lines if one.undecided and not (one.worry or one.choice))
    done = tuple(one for one in lines if not one.undecided)
    groups = [
        _Group(_("To look at"), look, open=True),
        _Group(_("Waiting; nothing was found in them"), rest, open=not look),
        _Group(_("Decided"), done, open=not look and not rest),
    ]
    return [one for one in groups if one.lines]


@require_http_methods(["GET", "POST"])
@officers
def check(request: DeskRequest, asked: UUID) -> HttpResponse:
    """Find the person by the number of a case, and say how it was checked who asks."""
    sheet = _sheet(asked)
    number = (request.POST.get("case_number") or request.GET.get("number", "")).strip()[:24]
    people = people_of_case(number) if number else []
    form = CheckForm(request.POST or None, people=people, asker=sheet.asker, initial={"case_number": number})

    def act() -> None:
        taking.check_asker(request=asked, by=request.reader, **form.cleaned_data)

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("It is known who asks. Now the record can be gathered."))
        return redirect("record-request", asked=asked)
    context = {"one": sheet, "find": FindForm({"number": number}), "number": number, "people": people, "form": form}
    return render(request, "desk/privacy/request_check.html", context, status=422 if form.errors else 200)


@require_POST
@officers
def act(request: DeskRequest, asked: UUID, verb: str) -> HttpResponse:
    """Gather, open again, decide the rest, have the copy made, or take the request back."""
    by = request.reader
    try:
        if verb == "gather":
            number = gathering.gather_record(request=asked, by=by)
            messages.success(request, _("%(n)d passages were gathered.") % {"n": number})
        elif verb == "open":
            gathering.open_passages_again(request=asked, by=by)
        elif verb == "rest":
            number = deciding.decide_passages(request=asked, by=by)
            messages.success(request, _("%(n)d passages are handed over whole.") % {"n": number})
        elif verb == "make":
            making.ask_for_copy(request=asked, by=by)
            messages.success(request, _("The copy is being made. You can leave this page; it will be here."))
        elif verb == "withdraw":
            taking.withdraw_request(request=asked, by=by)
        else:
            raise Http404
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, words_of(refusal))
    return redirect("record-request", asked=asked)


@require_http_methods(["GET", "POST"])
@officers
def longer(request: DeskRequest, asked: UUID) -> HttpResponse:
    """Say why it takes longer; the letter can be printed then."""
    sheet, form = _sheet(asked), LongerForm(request.POST or None)

    def more() -> None:
        taking.lengthen_request(request=asked, why=form.cleaned_data["why"], by=request.reader)

    if request.method == "POST" and carried_out(form, more):
        return redirect("request-letter", asked=asked, kind="longer")
    context = {"one": sheet, "form": form, "verb": "longer"}
    return render(request, "desk/privacy/request_say.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@officers
def refuse(request: DeskRequest, asked: UUID) -> HttpResponse:
    """Refuse a request as a whole; the letter can be printed then."""
    sheet, form = _sheet(asked), RefuseForm(request.POST or None)

    def no() -> None:
        taking.refuse_request(request=asked, by=request.reader, **form.cleaned_data)

    if request.method == "POST" and carried_out(form, no):
        return redirect("request-letter", asked=asked, kind="refusal")
    context = {"one": sheet, "form": form, "verb": "refuse"}
    return render(request, "desk/privacy/request_say.html", context, status=422 if form.errors else 200)


@require_GET
@officers
def letter(request: DeskRequest, asked: UUID, kind: str) -> HttpResponse:
    """The letter that it takes longer, or that the answer is no, to be printed."""
    sheet = _sheet(asked)
    if not {"longer": sheet.longer_on, "refusal": sheet.refusal_words}.get(kind):
        raise Http404
    context = {
        "one": sheet,
        "kind": kind,
        "agency": organisation.the_agency(),
        "today": clock.today(),
        "posting": posting_of(asked),
    }
    return render(request, "desk/privacy/request_letter.html", context)


@require_GET
@officers
def log(request: DeskRequest, asked: UUID) -> HttpResponse:
    """What was decided about each passage, by whom and why; it stays in the house."""
    try:
        line, lines = redactions(asked)
    except NotFound:
        raise Http404 from None
    return render(request, "desk/privacy/request_log.html", {"one": line, "lines": lines})


@require_GET
@officers
def paper(request: DeskRequest, asked: UUID, paper: UUID) -> HttpResponse:
    """The copy or the letter, to look at before it is handed over."""
    try:
        name, content = paper_of(asked, paper)
    except NotFound:
        raise Http404 from None
    response = HttpResponse(content, content_type=TYPES[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


def _name(paper: PaperLine) -> str:
    """What a paper is called in the list."""
    if paper.kind != "files":
        return str(PAPER[paper.kind])
    return str(PART) % {"n": paper.part} if paper.part else str(FILES)


def _sheet(asked: UUID) -> RequestSheet:
    try:
        return request_sheet(asked)
    except NotFound:
        raise Http404 from None

"""The page of one request: what was heard, whether it waits, and the decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.agency.drafts.actions import submit_once
from alongside.agency.organisation import queries as organisation
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.intakes.beside import Beside, beside, next_words
from alongside.doors.desk.intakes.deciding import LookFirst, carry_out, places
from alongside.doors.desk.intakes.forms import HEARD, HeardForm, NoticeForm, OneDecisionForm, ReopenForm
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.ui.values import Fact
from alongside.oversight.journeys.accept_intake import reopen_with_intake
from alongside.oversight.overviews import intake_page as page
from alongside.record.cases import queries as cases
from alongside.record.intakes import actions, queries
from alongside.record.intakes.enums import IntakeState
from alongside.record.intakes.queries import HandedOn, IntakeView
from alongside.record.intakes.rules.asking import NOTICE


@require_GET
def intake(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One request; one that was handed on tells its taker which team has it now, and nothing more."""
    try:
        view = queries.intake_view(public_id)
    except NotFound:
        return _handed_on(request, public_id)
    return _page(request, view)


def _handed_on(request: DeskRequest, public_id: UUID) -> HttpResponse:
    line = _where_it_went(public_id)
    if line is None:
        raise Http404
    return render(request, "desk/intakes/handed_on.html", {"line": line})


def _where_it_went(public_id: UUID) -> HandedOn | None:
    return next((line for line in queries.handed_on(limit=500) if line.intake == public_id), None)


def _view(public_id: UUID) -> IntakeView:
    try:
        return queries.intake_view(public_id)
    except NotFound:
        raise Http404 from None


def _sent(view: IntakeView, sent: QueryDict | None) -> QueryDict:
    """What was pressed, with what the request itself says of the person."""
    data = sent.copy() if sent is not None else QueryDict(mutable=True)
    data["person_name"] = data.get("person_name") or view.person_name
    data["birth_words"], data["phone"] = view.birth_words, view.phone
    for name in ("safe_call", "safe_text", "safe_voicemail", "safe_letter"):
        data[name] = getattr(view, name)
    for name in ("safe_from", "safe_until"):
        moment = getattr(view, name)
        data[name] = f"{moment:%H:%M}" if moment else ""
    if view.person_public_id and "take_back" not in data:
        data["person"] = str(view.person_public_id)
    return data


def _page(
    request: HttpRequest,
    view: IntakeView,
    *,
    form: OneDecisionForm | None = None,
    shown: Beside | None = None,
    notice_form: NoticeForm | None = None,
    reopen_form: ReopenForm | None = None,
    look_first: bool = False,
) -> HttpResponse:
    by = request.reader  # type: ignore[attr-defined]  # a DeskRequest
    desk = page.programme_desk(view.programme_id)
    open_still = view.state != IntakeState.BECAME_CASE
    if open_still and form is None:
        form = OneDecisionForm(desk=desk, workers=page.workers_of(desk), initial=_initial(view))
    if open_still and shown is None:
        shown = beside(_sent(view, None), by=by)
    former = page.former_cases(view.person_id) if view.person_id and open_still else ()
    context = {
        "intake": view,
        "name": view.person_known_as or view.person_name or _("No name given"),
        "waits": bool(view.clock and not view.clock.taken and view.state == IntakeState.NEW),
        "facts": _facts(view),
        "safe_words": _safe(view),
        "desk": desk,
        "open_still": open_still,
        "accepted": bool(view.decision and view.decision.outcome == "accept"),
        "form": form,
        "beside": shown,
        "next_words": next_words(_sent(view, getattr(request, "POST", None)), desk) if open_still else (),
        "form_id": "decide",
        "look_first": look_first,
        "former": former,
        "case": page.cases_of_intakes([view.public_id]).get(view.public_id) if not open_still else None,
        "reopen_form": reopen_form or ReopenForm(),
        "notice_form": notice_form or NoticeForm(initial={"notice_language": view.language}),
        "notice": NOTICE,
        "worry_line": organisation.the_agency().worry_line,
        "live_url": "",
        "may_take_back": False,
    }
    wrong = [one for one in (form, notice_form, reopen_form) if one is not None and one.is_bound and one.errors]
    return render(request, "desk/intakes/one.html", context, status=422 if wrong else 200)


def _facts(view: IntakeView) -> tuple[Fact, ...]:
    """What was said of the person, as far as anything was."""
    said = (
        (_("Who asks"), ", ".join(filter(None, (view.caller_words, view.caller_name, view.caller_phone)))),
        (_("Born, or about"), view.birth_words),
        (_("Language"), view.language),
        (_("Who lives there"), view.who_lives_there),
        (_("How soon"), view.urgency_words),
        (_("Taken in by"), view.taken_by),
    )
    return tuple(Fact(label, value) for label, value in said if value)


def _safe(view: IntakeView) -> tuple[str, ...]:
    """What is safe, by when, what to be careful about, and what nobody has asked."""
    words = list(view.safe.words)
    if view.safe_from or view.safe_until:
        begin, end = (f"{one:%H:%M}" if one else "…" for one in (view.safe_from, view.safe_until))
        words.append(_("Between %(begin)s and %(end)s") % {"begin": begin, "end": end})
    if view.safe_note:
        words.append(view.safe_note)
    if view.safe.missing:
        words.append(_("Not asked: %(ways)s") % {"ways": ", ".join(view.safe.missing).lower()})
    return tuple(words)


def _initial(view: IntakeView) -> dict[str, Any]:
    accepted = view.decision is not None and view.decision.outcome == "accept"
    return {
        "idempotency_key": uuid4(),
        "person_name": view.person_name,
        "outcome": "accept" if accepted else "",
        "person": view.person_public_id,
    }


@require_POST
def take(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Say "I have it": an urgent request is taken by whoever presses first."""
    try:
        minutes = actions.acknowledge(intake=queries.intake_row(public_id), by=request.reader)
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        messages.info(request, str(refusal.message))
    else:
        messages.success(request, _("You have it. It waited %(minutes)d minutes.") % {"minutes": minutes})
    return redirect("intake", public_id)


@require_POST
def notice(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Confidentiality was explained: how, and in which language."""
    view = _view(public_id)
    form = NoticeForm(request.POST)
    if form.is_valid():
        what = form.cleaned_data
        try:
            actions.give_notice(
                intake=queries.intake_row(public_id),
                how=what["notice_how"],
                language=what["notice_language"],
                by=request.reader,
            )
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("Kept: confidentiality was explained."))
            return redirect("intake", public_id)
    return _page(request, view, notice_form=form)


@require_POST
def decide(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Decide on the request, or say first who it is about. A second press after handing on tells where it went."""
    by = request.reader
    try:
        view = queries.intake_view(public_id)
    except NotFound:
        if _where_it_went(public_id) is not None:
            return redirect("intake", public_id)
        raise Http404 from None
    desk = page.programme_desk(view.programme_id)
    workers = page.workers_of(desk)
    if "same" in request.POST:
        return _match(request, view)
    sent = _sent(view, request.POST)
    shown = beside(sent, by=by)
    if "not_same" in request.POST:
        form = OneDecisionForm(initial=dict(request.POST.items()), desk=desk, workers=workers)
        return _page(request, view, form=form, shown=shown)
    form = OneDecisionForm(request.POST, desk=desk, workers=workers)
    if form.is_valid() and not form.cleaned_data["outcome"]:
        form.add_error("outcome", _("Choose what is decided: accept, inform, refer on or decline."))
    if form.is_valid():
        try:
            url = submit_once(
                key=form.cleaned_data["idempotency_key"],
                body=dict(request.POST.lists()),
                act=lambda: carry_out(
                    request, queries.intake_row(public_id), form, shown, birth_words=view.birth_words
                ),
                by=by,
            )
        except LookFirst:
            return _page(request, view, form=form, shown=shown, look_first=True)
        except Refused as refusal:
            put_right(form, refusal, names=places(form))
        else:
            return redirect(url)
    return _page(request, view, form=form, shown=shown)


def _match(request: DeskRequest, view: IntakeView) -> HttpResponse:
    try:
        chosen = page.known(UUID(request.POST["same"]))
    except ValueError:
        chosen = None
    if chosen is None:
        raise Http404
    try:
        actions.match_person(intake=queries.intake_row(view.public_id), person_id=chosen.id, by=request.reader)
    except Refused as refusal:
        messages.info(request, str(refusal.message))
    else:
        messages.success(request, _("Kept: this is %(name)s.") % {"name": chosen.name})
    return redirect("intake", view.public_id)


@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change what was heard, while nothing is decided."""
    view = _view(public_id)
    form = HeardForm(request.POST) if request.method == "POST" else HeardForm(initial=_stored(view))
    theirs: tuple[Fact, ...] = ()
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        try:
            actions.change_intake(
                intake=queries.intake_row(public_id),
                version=int(version) if version.isdecimal() else 0,
                **form.heard(),
                by=request.reader,
            )
        except Stale as stale:
            theirs = tuple(_stands(form, name, said) for name, said in stale.theirs.items() if said)
            form.add_error(None, str(stale.message))
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("intake", public_id)
    agency = organisation.the_agency()
    context = {"form": form, "intake": view, "theirs": theirs, "languages": agency.languages}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/intakes/change.html", context, status=status)


def _stands(form: HeardForm, name: str, said: str) -> Fact:
    """What stands in the record now, in the words of the form."""
    field = form.fields[name]
    return Fact(str(field.label), str(dict(getattr(field, "choices", ())).get(said, said)))


def _stored(view: IntakeView) -> dict[str, Any]:
    return {name: getattr(view, name) for name in HEARD}


@require_POST
def reopen(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Answer the request by reopening an earlier case of the same person (S-163)."""
    view = _view(public_id)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            case = cases.case_row(form.cleaned_data["case"])
            again = reopen_with_intake(
                intake=queries.intake_row(public_id), case=case, why=form.cleaned_data["why"], by=request.reader
            )
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            put_right(form, refusal, names={"reason": "why"})
        else:
            messages.success(request, _("%(number)s is open again.") % {"number": again.number})
            return redirect(f"/cases/{again.public_id}/")
    return _page(request, view, reopen_form=form)

"""Recording a contact on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.agency.drafts import actions as drafts
from alongside.agency.drafts import queries as kept_drafts
from alongside.agency.drafts.queries import DraftView
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.contacts.choosing import Wanted, choose_case, wanted
from alongside.doors.desk.contacts.filing import add_recorded
from alongside.doors.desk.contacts.forms import MANY, ME, MODE_ICONS, TICKS, RecordForm
from alongside.doors.desk.contacts.several import LISTS, SeveralForm
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.files.forms import BesideForm
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.text import joined
from alongside.oversight.journeys.several_files import record_in_several
from alongside.practice.contacts import actions
from alongside.practice.contacts import queries as contacts
from alongside.practice.contacts.queries import CaseFacts, FormPage
from alongside.practice.contacts.queries.several import files_of_family
from alongside.practice.contacts.rules.formats import format_of, switched

NOT_TYPED = ("csrfmiddlewaretoken", "idempotency_key", "sign", "save", "switch", "widen")
BOOKED = ("people", "mode", "on", "starts", "until", "place", "language")
"""What an appointment knows itself; the rest waits for its write-up."""
WRITTEN = ("text", "own_words", "opinion", "step_what")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """The form, filled in from the appointment or the usual; without a case, the cases to choose from."""
    sought = wanted(request)
    if sought.nothing:
        return choose_case(
            request, title=_("Record contact"), words=_("Type a name or a case number. These are your cases.")
        )
    if request.method != "POST":
        return _blank(request, sought)
    facts = _facts(request, sought)
    if "switch" in request.POST or "widen" in request.POST:
        return _switch(request, sought, facts)
    form = RecordForm(facts, {}, request.POST, worker_id=request.reader.worker_id)
    beside = BesideForm(request.POST, request.FILES)
    several = _several(request, facts, request.POST)
    if form.is_valid() & beside.is_valid() & (several is None or several.is_valid()):
        try:
            return redirect(_submit(request, sought, form, beside, several))
        except Refused as refusal:
            _put_right(form, several, refusal)
    return _again(request, sought, form, beside, several)


def _several(request: DeskRequest, facts: CaseFacts, data: Mapping[str, Any]) -> SeveralForm | None:
    """The part for several files, when it was asked for; the routine form reads nothing for it."""
    if not data.get("several"):
        return None
    others = files_of_family(facts, by=request.reader)
    if data is request.POST:
        return SeveralForm(facts, others, data)
    lists = {name: [value] for name, value in data.items() if name.startswith(LISTS) and isinstance(value, str)}
    return SeveralForm(facts, others, initial={**data, **lists, "several": "on"})


def _put_right(form: RecordForm, several: SeveralForm | None, refusal: Refused) -> None:
    """Each sentence at its field, of the part for several files too."""
    names = several.names_of_refusal if several is not None else {}
    theirs = {name: words for name, words in refusal.fields.items() if name in names or name == "despite"}
    if several is not None and theirs:
        put_right(several, Refused(refusal.code, refusal.message, fields=theirs), names=names)
    rest = {name: words for name, words in refusal.fields.items() if name not in theirs}
    if rest or not theirs:
        put_right(form, Refused(refusal.code, refusal.message, fields=rest), names=form.names_of_refusal)


def _facts(request: DeskRequest, sought: Wanted) -> CaseFacts:
    try:
        return contacts.recording_facts(case=sought.case, appointment=sought.appointment, by=request.reader)
    except NotFound:
        raise Http404 from None


def _page(request: DeskRequest, sought: Wanted) -> FormPage:
    try:
        return contacts.contact_form(case=sought.case, appointment=sought.appointment, by=request.reader)
    except NotFound:
        raise Http404 from None


def draft_key(sought: Wanted) -> str:
    """Under which name the typed text is kept: that of the appointment, else of the case."""
    return f"contact-{sought.appointment or sought.case}"


def _blank(request: DeskRequest, sought: Wanted) -> HttpResponse:
    page = _page(request, sought)
    kept = kept_drafts.draft(draft_key(sought), by=request.reader)
    initial = kept.over({**initial_of(page), "idempotency_key": uuid4().hex}, many=MANY)
    form = RecordForm(page.facts, page.names, initial=initial, worker_id=request.reader.worker_id)
    return _show(request, page, form, kept, several=_several(request, page.facts, initial))


def initial_of(page: FormPage) -> dict[str, Any]:
    """What the form says before anybody has typed."""
    start, facts = page.start, page.facts
    people = {one.id: str(one.public_id) for one in facts.people}
    goals = {goal.id: str(goal.public_id) for goal in facts.goals}
    begins, ends = timezone.localtime(start.at), timezone.localtime(start.ends_at)
    return {
        "people": [people[number] for number in start.people],
        "mode": start.mode,
        "on": begins.date(),
        "starts": begins.time(),
        "until": ends.time() if ends.date() == begins.date() else None,
        "language": start.language,
        "place": start.place,
        "goals": [goals[number] for number in start.goals],
        "not_about_a_goal": start.not_about_a_goal,
        "format": facts.rules.default_note_format,
        "shared": True,
        "interpreter": "" if facts.interpreter_for else "not_needed",
        "step_owner": ME,
        "level": "1",
    }


def _submit(
    request: DeskRequest, sought: Wanted, form: RecordForm, beside: BesideForm, several: SeveralForm | None
) -> str:
    """Record once, whatever is pressed twice; returns where it leads."""
    public_id = uuid4()
    return drafts.submit_once(
        key=form.cleaned_data["idempotency_key"],
        body=dict(request.POST.lists()),
        act=lambda: _record(request, form, public_id, beside, several),
        draft=draft_key(sought),
        leads_to=reverse("contact", args=[public_id]),
        by=request.reader,
    )


def _record(
    request: DeskRequest, form: RecordForm, public_id: UUID, beside: BesideForm, several: SeveralForm | None
) -> str:
    if actions.is_still_to_come(form.at):
        if beside.cleaned_data["upload"]:
            messages.warning(request, _("The files were not added. Add them when you write it up."))
        return _book(request, form)
    sign = "save" not in request.POST
    if several is None:
        actions.record_contact(
            case=form.facts.case,
            sign=sign,
            public_id=public_id,
            facts=form.facts,
            by=request.reader,
            **form.arguments(),
        )
    else:
        _record_several(request, form, public_id, several, sign=sign)
    add_recorded(request, public_id, beside.cleaned_data["upload"])
    messages.success(request, _("Signed and saved.") if sign else _("Saved. It waits for your signature."))
    return reverse("contact", args=[public_id])


def _record_several(
    request: DeskRequest, form: RecordForm, public_id: UUID, several: SeveralForm, *, sign: bool
) -> None:
    record_in_several(
        facts=form.facts,
        elsewhere=several.elsewhere(),
        despite=several.cleaned_data["despite"],
        public_id=public_id,
        sign=sign,
        by=request.reader,
        **form.arguments(),
        parts=several.own(),
    )


def _book(request: DeskRequest, form: RecordForm) -> str:
    """A contact dated in the future is an appointment; its words wait as the draft of the write-up (S-085)."""
    told = form.arguments()
    booked = actions.book_instead(
        facts=form.facts,
        mode=told["mode"],
        at=told["at"],
        ends_at=told["ends_at"],
        place=told["place"],
        language=told["language"],
        people=told["people"],
        by=request.reader,
    )
    address = f"{reverse('new-contact')}?{urlencode({'appointment': booked.public_id})}"
    typed = {name: said for name, said in typed_of(request).items() if name not in BOOKED}
    if any(str(said).strip() for name, said in typed.items() if name in WRITTEN or name.startswith("section_")):
        drafts.keep_draft(
            key=f"contact-{booked.public_id}",
            data=typed,
            base=0,
            label=_("Record contact"),
            url=address,
            by=request.reader,
        )
    day = date_format(timezone.localtime(booked.starts_at), "j F, H:i")
    words = _("%(day)s is still to come, so it is booked as an appointment. Your text waits for the write-up.")
    messages.success(request, words % {"day": day})
    return reverse("case", args=[form.facts.case.public_id])


def _switch(request: DeskRequest, sought: Wanted, facts: CaseFacts) -> HttpResponse:
    """The same note in another format; nothing is saved but the draft, and no word is lost."""
    typed = typed_of(request) | ({"several": "on"} if "widen" in request.POST else {})
    before = str(typed.get("format"))
    old, new_one = (format_of(facts.rules, key) for key in (before, request.POST.get("switch", before)))
    sections = {name.removeprefix("section_"): str(typed[name]) for name in typed if name.startswith("section_")}
    text, parts = switched(old, new_one, str(typed.get("text", "")), sections)
    fresh = {f"section_{part.key}": parts.get(part.key, "") for part in new_one.sections}
    gone = {f"section_{key}": "" for key in sections if f"section_{key}" not in fresh}
    page = _page(request, sought)
    kept = keep_typed(request, draft_key(sought), {**typed, **gone, **fresh, "text": text, "format": new_one.key})
    initial = kept.over({**initial_of(page), "idempotency_key": request.POST.get("idempotency_key", "")}, many=MANY)
    form = RecordForm(page.facts, page.names, initial=initial, worker_id=request.reader.worker_id)
    return _show(request, page, form, kept, several=_several(request, page.facts, initial))


def typed_of(request: DeskRequest) -> dict[str, Any]:
    """Everything that was sent, as a draft keeps it; a tick that was taken away counts as typed."""
    sent = {name: values for name, values in request.POST.lists() if name not in NOT_TYPED}
    flat: dict[str, Any] = {name: values if len(values) > 1 else values[0] for name, values in sent.items()}
    return {**dict.fromkeys(MANY | TICKS, ""), **flat}


def keep_typed(request: DeskRequest, key: str, typed: dict[str, Any]) -> DraftView:
    """Keep what was sent as the draft, since the page that comes back starts from it."""
    before = kept_drafts.draft(key, by=request.reader)
    try:
        drafts.keep_draft(
            key=key,
            data=typed,
            base=before.version,
            label=_("Record contact"),
            url=request.get_full_path(),
            by=request.reader,
        )
    except Refused:
        return before
    return kept_drafts.draft(key, by=request.reader)


def _again(
    request: DeskRequest, sought: Wanted, form: RecordForm, beside: BesideForm, several: SeveralForm | None
) -> HttpResponse:
    """The form with what is to put right; its text is kept, on the page and on the server."""
    page = _page(request, sought)
    kept = keep_typed(request, draft_key(sought), typed_of(request))
    shown = RecordForm(page.facts, page.names, request.POST, worker_id=request.reader.worker_id)
    shown._errors = form.errors  # type: ignore[attr-defined]  # what the action found belongs to this form too
    shown.cleaned_data = form.cleaned_data
    return _show(request, page, shown, kept, beside=beside, several=several, status=422)


def _show(
    request: DeskRequest,
    page: FormPage,
    form: RecordForm,
    kept: DraftView,
    *,
    beside: BesideForm | None = None,
    several: SeveralForm | None = None,
    status: int = 200,
) -> HttpResponse:
    agreed = page.facts.appointment
    readers = joined(page.focus, last=_("and"))
    context = {
        "page": page,
        "form": form,
        "beside": beside or BesideForm(),
        "several": several,
        "kept": kept,
        "icons": MODE_ICONS,
        "case": page.facts.case.public_id,
        "title": page.facts.case.title,
        "number": page.facts.case.number,
        "filled": _filled_words(page),
        "about": agreed.about if agreed else "",
        "readers": readers,
        "wide": len(page.facts.people) > 1,
    }
    return render(request, "desk/contacts/new.html", context, status=status)


def _filled_words(page: FormPage) -> str:
    agreed = page.facts.appointment
    if agreed is None:
        return _("Filled in from the usual. Change anything.")
    start = timezone.localtime(agreed.starts_at)
    if start.date() == timezone.localdate():
        return _("Filled in from your %(time)s appointment. Change anything.") % {"time": date_format(start, "H:i")}
    day = date_format(start, "j F, H:i")
    return _("Filled in from your appointment of %(day)s. Change anything.") % {"day": day}

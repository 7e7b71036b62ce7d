"""One contact: read, signed, changed until it is signed, amended afterwards, held back from the person or shared."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.agency.drafts import queries as kept_drafts
from alongside.agency.drafts.actions import submit_once, throw_away
from alongside.doors.desk.cases.refusals import put_right, words_of
from alongside.doors.desk.contacts.forms import MANY, AmendForm, ChangeNoteForm, HoldForm
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.files.forms import AddForm
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.text import joined
from alongside.ground.ui.values import Version
from alongside.practice.contacts import actions
from alongside.practice.contacts import queries as contacts
from alongside.practice.contacts.queries import ContactPage, ContactView, FormPage, NoteView
from alongside.practice.contacts.queries.cosigning import Cosigning, cosigning_of
from alongside.practice.corrections.queries import corrections_of_note


def _page(request: DeskRequest, contact: UUID) -> ContactPage:
    try:
        return contacts.contact_page(contact, by=request.reader)
    except NotFound:
        raise Http404 from None


def note_of(contact: UUID) -> Any:
    """The note as a handle for an action; 404 when absent or hidden."""
    try:
        return contacts.note_row(contact)
    except NotFound:
        raise Http404 from None


@require_GET
def contact(request: DeskRequest, contact: UUID) -> HttpResponse:
    """One contact, whole, with its amendments beneath the signed text."""
    return _show(request, _page(request, contact))


def contact_again(request: DeskRequest, contact: UUID, **forms: Any) -> HttpResponse:
    """The page of a contact with a form that is to be put right."""
    return _show(request, _page(request, contact), status=422, **forms)


def _show(request: DeskRequest, page: ContactPage, *, status: int = 200, **forms: Any) -> HttpResponse:
    key = f"amend-{page.contact.public_id}"
    kept = kept_drafts.draft(key, by=request.reader)
    context = {
        "page": page,
        "contact": page.contact,
        "note": page.contact.note,
        "cosigning": _cosigning(request, page),
        "said_wrong": corrections_of_note(page.contact.public_id),
        "kept": kept,
        "amend_form": AmendForm(initial=kept.over({"idempotency_key": uuid4().hex})),
        "hold_form": HoldForm(),
        "file_form": AddForm(page.file_levels, initial={"idempotency_key": uuid4().hex}),
        **forms,
    }
    return render(request, "desk/contacts/contact.html", context, status=status)


def _cosigning(request: DeskRequest, page: ContactPage) -> Cosigning | None:
    note = page.contact.note
    return cosigning_of(page.contact.public_id, by=request.reader) if note and note.needs_cosign else None


@require_POST
def sign(request: DeskRequest, contact: UUID) -> HttpResponse:
    """Sign a note; what it lacks is named, and it can be changed."""
    try:
        actions.sign_note(note=note_of(contact), by=request.reader)
    except Refused as refusal:
        lacking = [str(words) for words in refusal.fields.values()] or [words_of(refusal)]
        return _show(request, _page(request, contact), status=422, lacking=lacking)
    messages.success(request, _("Signed."))
    return redirect("contact", contact)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_several(request: DeskRequest) -> HttpResponse:
    """Everything that waits for the reader's signature, to read; signed when she says so."""
    chosen = [name for name in request.POST.getlist("contact") if _is_name(name)]
    if request.method == "POST" and "sign" in request.POST:
        came = actions.sign_notes(
            notes=contacts.note_rows([UUID(name) for name in chosen], by=request.reader), by=request.reader
        )
        if came.signed:
            words = ngettext("%(n)s note signed.", "%(n)s notes signed.", len(came.signed))
            messages.success(request, words % {"n": len(came.signed)})
        if not came.refused:
            return redirect("/")
        return _to_sign(request, list(came.refused), {str(name): words for name, words in came.refused.items()}, 422)
    if chosen:
        return _to_sign(request, [UUID(name) for name in chosen], {}, 200)
    waiting = contacts.notes_to_sign(request.reader.actor_id)
    return _to_sign(request, [line.public_id for line in waiting], {}, 200)


def _is_name(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _to_sign(request: DeskRequest, names: list[UUID], lacking: dict[str, str], status: int) -> HttpResponse:
    shown = contacts.contacts_to_read(names, by=request.reader)
    context = {"entries": [(one, lacking.get(str(one.public_id), "")) for one in shown]}
    return render(request, "desk/contacts/sign.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: DeskRequest, contact: UUID) -> HttpResponse:
    """A note that is not signed yet, to be changed by its author; a stale edit shows both texts."""
    page = _page(request, contact)
    if not page.change:
        return _show(request, page, status=422, lacking=[str(page.change.reason)])
    case = contacts.contact_form(case=page.case_public_id, by=request.reader)
    kept = kept_drafts.draft(f"note-{contact}", by=request.reader)
    if request.method != "POST":
        form = ChangeNoteForm(case.facts, case.names, initial=kept.over(initial_of(page.contact, case), many=MANY))
        return _change_page(request, page, case, form)
    if request.POST.get("keep") == "theirs":
        throw_away(key=f"note-{contact}", by=request.reader)
        return redirect("contact", contact)
    form = ChangeNoteForm(case.facts, case.names, request.POST)
    if form.is_valid():
        try:
            _store(request, contact, form)
        except Stale as stale:
            return _change_page(request, page, case, form, stale=stale)
        except Refused as refusal:
            put_right(form, refusal)
        else:
            return redirect("contact", contact)
    return _change_page(request, page, case, form)


def initial_of(contact: ContactView, case: FormPage) -> dict[str, Any]:
    """The note as it is, as the form shows it."""
    note: NoteView | None = contact.note
    if note is None:
        raise Http404
    people = {one.id: str(one.public_id) for one in case.facts.people}
    return {
        "version": note.version,
        "format": note.format,
        "text": note.text,
        "own_words": note.own_words,
        "said_by": people.get(note.said_by_id or 0, ""),
        "opinion": note.opinion,
        "shared": note.shared,
        "hold_reason": note.hold_reason,
        "hold_until": note.hold_until,
        "people": [str(one.public_id) for one in contact.people],
        "goals": [str(goal.public_id) for goal in contact.goals],
        "not_about_a_goal": contact.not_about_a_goal,
        "interpreter": contact.interpreter,
        "interpreter_words": contact.interpreter_words,
        **{f"section_{key}": words for key, _name, words in note.sections},
    }


def _store(request: DeskRequest, contact: UUID, form: ChangeNoteForm) -> None:
    given, note = form.cleaned_data, note_of(contact)
    row = actions.change_note(
        note=note,
        version=given["version"],
        written=form.written(),
        people=form.person_ids("people"),
        goals=form.goal_ids(),
        not_about_a_goal=given["not_about_a_goal"] and not form.goal_ids(),
        interpreter=given["interpreter"] or "not_needed",
        interpreter_words=given["interpreter_words"],
        by=request.reader,
    )
    throw_away(key=f"note-{contact}", by=request.reader)
    if "sign" not in request.POST:
        messages.success(request, _("Saved. It waits for your signature."))
        return
    try:
        actions.sign_note(note=row, by=request.reader)
    except Refused:
        messages.warning(request, _("Saved, but not signed yet: something is still missing."))
    else:
        messages.success(request, _("Signed and saved."))


def _change_page(
    request: DeskRequest, page: ContactPage, case: FormPage, form: ChangeNoteForm, *, stale: Stale | None = None
) -> HttpResponse:
    kept = kept_drafts.draft(f"note-{page.contact.public_id}", by=request.reader)
    both = None
    if stale:
        mine = Version(_("Yours, on this page"), str(form.data.get("text", "")), "mine")
        both = (mine, Version(_("The other one"), stale.theirs.get("text", ""), "theirs"))
    context = {
        "page": page,
        "case": case,
        "form": form,
        "kept": kept,
        "stale": stale,
        "both": both,
        "readers": joined(case.focus, last=_("and")),
        "now_version": page.contact.note.version if page.contact.note else 1,
    }
    status = 409 if stale else 422 if form.is_bound and form.errors else 200
    return render(request, "desk/contacts/change.html", context, status=status)


@require_POST
def amend(request: DeskRequest, contact: UUID) -> HttpResponse:
    """Add to a signed note; the note stays as it is."""
    note, form = note_of(contact), AmendForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            url = submit_once(
                key=given["idempotency_key"],
                body=dict(request.POST.lists()),
                act=lambda: _amended(request, note, given["text"], given["reason"]),
                draft=f"amend-{contact}",
                by=request.reader,
            )
        except Refused as refusal:
            put_right(form, refusal)
        else:
            return redirect(url)
    return _show(request, _page(request, contact), status=422, amend_form=form)


def _amended(request: DeskRequest, note: Any, text: str, reason: str) -> str:
    actions.amend_note(note=note, text=text, reason=reason, by=request.reader)
    messages.success(request, _("Added beneath the signed note."))
    return f"{reverse('contact', args=[note.contact.public_id])}#amendments"


@require_POST
def hold(request: DeskRequest, contact: UUID) -> HttpResponse:
    """Hold a note back from the person for a while."""
    form = HoldForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.hold_note(
                note=note_of(contact), reason=given["hold_reason"], until=given["hold_until"], by=request.reader
            )
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("Held back."))
            return redirect("contact", contact)
    return _show(request, _page(request, contact), status=422, hold_form=form)


@require_POST
def share(request: DeskRequest, contact: UUID) -> HttpResponse:
    """Let the person read a note again that was held back."""
    try:
        actions.share_note(note=note_of(contact), by=request.reader)
    except Refused as refusal:
        messages.warning(request, words_of(refusal))
    else:
        messages.success(request, _("They can read it again."))
    return redirect("contact", contact)

"""Two entries side by side: make them one, say that they are two, or take that back."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.agency.drafts.actions import submit_once
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.duplicates.forms import MergeForm, rows_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.oversight.journeys.merging import merge_persons
from alongside.oversight.overviews.merge_page import MergePreview, merge_preview
from alongside.record.people import actions as people_actions
from alongside.record.people import queries as people
from alongside.record.people.actions import comparing
from alongside.record.people.queries.merging import survivor_of


@require_http_methods(["GET", "POST"])
def compare(request: DeskRequest, keep: UUID, lose: UUID) -> HttpResponse:
    """Both entries with what may be chosen and what would move; sent, ``lose`` goes into ``keep``."""
    if gone := _gone(keep, lose):
        return redirect("person", gone)
    try:
        preview = merge_preview(keep, lose, by=request.reader)
    except NotFound:
        raise Http404 from None
    if request.method == "GET":
        form = MergeForm(initial={"seen": preview.seen})
        form.offer(preview.fields)
        return _page(request, preview, form)
    form = MergeForm(request.POST)
    form.offer(preview.fields)
    if not form.is_valid():
        return _page(request, preview, form, status=422)
    try:
        submit_once(
            key=request.POST.get("idempotency_key", ""),
            body=dict(request.POST.lists()),
            act=lambda: _merge(request, keep, lose, form),
            by=request.reader,
        )
    except NotFound:
        raise Http404 from None
    except Stale as stale:
        return _again(request, keep, lose, form, stale)
    except Refused as refusal:
        put_right(form, refusal)
        return _page(request, preview, form, status=422)
    messages.success(request, _("They are one person now. Until 90 days have passed this can be undone on this page."))
    return redirect("person", keep)


@require_POST
def say_apart(request: DeskRequest, keep: UUID, lose: UUID) -> HttpResponse:
    """Remember that the two are two; they are not shown as alike again."""
    try:
        one, two = people.person_row(keep), people.person_row(lose)
        why = request.POST.get("why", "")
        people_actions.remember_not_same(person=one, other_id=two.id, why=why, by=request.reader)
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("duplicates-compare", keep, lose)
    undo = reverse("duplicates-take-back", args=[keep, lose])
    words = _("Remembered: %(one)s and %(two)s are two people.") % {"one": one.display_name, "two": two.display_name}
    messages.success(request, words, extra_tags=undo)
    return redirect("duplicates")


@require_POST
def take_back(request: DeskRequest, keep: UUID, lose: UUID) -> HttpResponse:
    """Take back that the two are two: they may be shown as alike again."""
    try:
        one, two = people.person_row(keep), people.person_row(lose)
        comparing.take_back_not_same(person=one, other=two, by=request.reader)
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("duplicates-apart")
    messages.success(request, _("Taken back. They may be shown as alike again."))
    return redirect("duplicates-apart")


def _merge(request: DeskRequest, keep: UUID, lose: UUID, form: MergeForm) -> str:
    said = form.cleaned_data
    merge_persons(keep=keep, lose=lose, sides=form.sides(), why=said["why"], seen=said["seen"], by=request.reader)
    return reverse("person", args=[keep])


def _gone(keep: UUID, lose: UUID) -> UUID | None:
    """Who the two are by now, when one of them became somebody meanwhile: pressed twice, or by a colleague."""
    return survivor_of(lose) or survivor_of(keep)


def _page(
    request: DeskRequest, preview: MergePreview, form: MergeForm, *, stale: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "preview": preview,
        "rows": rows_of(preview.fields, form, choosing=preview.decision.allowed),
        "form": form,
        "stale": stale,
        "kept_words": _("What you typed is still here."),
        "idempotency_key": uuid4().hex if stale else request.POST.get("idempotency_key") or uuid4().hex,
    }
    return render(request, "desk/duplicates/compare.html", context, status=status)


def _again(request: DeskRequest, keep: UUID, lose: UUID, form: MergeForm, stale: Stale) -> HttpResponse:
    """The comparison as it is now, with what was chosen and typed still there."""
    preview = merge_preview(keep, lose, by=request.reader)
    data = request.POST.copy()
    data["seen"] = preview.seen
    again = MergeForm(data)
    again.offer(preview.fields)
    return _page(request, preview, again, stale=str(stale), status=409)

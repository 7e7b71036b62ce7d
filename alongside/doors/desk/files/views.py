"""The files of a case: the list, adding, one file, replacing, withdrawing, having it checked again."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.agency.drafts.actions import submit_once
from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import carried_out, put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.files.bringing import brought, digest_of, renewed
from alongside.doors.desk.files.forms import AddForm, ReplaceForm, WithdrawForm, content_of
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import ORDINARY
from alongside.practice.documents import actions
from alongside.practice.documents import queries as documents
from alongside.record.cases.queries import case_row


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: DeskRequest, case: UUID) -> HttpResponse:
    """What people brought to this case, and adding more."""
    _head, context = framed(request, case, tab="files", act="files")
    row = case_row(case)
    levels = documents.levels_to_choose(row, request.reader)
    sent = request.method == "POST"
    form = AddForm(levels, request.POST, request.FILES) if sent else _blank(levels)
    if sent:
        here = reverse("case-files", args=[case])
        where = brought(
            request, form, lambda file: actions.add_file(case=row, file=file, by=request.reader), f"{here}#list"
        )
        if where:
            return redirect(where)
        renewed(form, request)
    lines = documents.attachments_of(row)
    context |= {
        "form": form,
        "may_add": bool(levels),
        "lines": [one for one in lines if one.withdrawn_at is None and one.replaced_at is None],
        "past": [one for one in lines if one.withdrawn_at is not None or one.replaced_at is not None],
        "checking": any(one.state in ("checking", "unscanned") for one in lines),
    }
    return render(request, "desk/files/list.html", context, status=422 if form.errors else 200)


def _blank(levels: list[int]) -> AddForm:
    return AddForm(levels, initial={"idempotency_key": uuid4().hex, "level": str(ORDINARY)})


@require_safe
def one(request: DeskRequest, case: UUID, file: UUID) -> HttpResponse:
    """One file: what it is, its picture where it is one, and what can be done with it."""
    return _page(request, case, file)


def _page(request: DeskRequest, case: UUID, file: UUID, *, status: int = 200, **forms: Any) -> HttpResponse:
    _head, context = framed(request, case, tab="files", act="file page")
    try:
        page = documents.attachment_page(case, file, by=request.reader)
    except NotFound:
        raise Http404 from None
    context |= {
        "page": page,
        "file": page.file,
        "here": reverse("case-file", args=[case, file]),
        "replace": ReplaceForm(initial={"idempotency_key": uuid4().hex}),
        "withdraw": WithdrawForm(initial={"version": page.file.version}),
        **forms,
    }
    return render(request, "desk/files/one.html", context, status=status)


def _row(case: UUID, file: UUID) -> Any:
    try:
        return documents.attachment_row(case, file)
    except NotFound:
        raise Http404 from None


@require_POST
def replace(request: DeskRequest, case: UUID, file: UUID) -> HttpResponse:
    """Put a better file in its place."""
    row, form = _row(case, file), ReplaceForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]

        def act() -> str:
            better = actions.NewFile(sent.name, content_of(sent))
            new = actions.replace_file(attachment=row, file=better, by=request.reader)
            return reverse("case-file", args=[case, new.public_id])

        body = dict(request.POST.lists()) | {"file": [digest_of(sent)]}
        try:
            where = submit_once(key=form.cleaned_data["idempotency_key"], body=body, act=act, by=request.reader)
        except Refused as refusal:
            put_right(form, refusal, names={"files": "file"})
        else:
            messages.success(request, _("Replaced. The new file is being checked."))
            return redirect(where)
    renewed(form, request)
    return _page(request, case, file, status=422, replace=form, wrong=form)


@require_POST
def withdraw(request: DeskRequest, case: UUID, file: UUID) -> HttpResponse:
    """Withdraw it, with a reason."""
    row, form = _row(case, file), WithdrawForm(request.POST)

    def act() -> None:
        what = form.cleaned_data
        actions.withdraw_file(attachment=row, why=what["why"], version=what["version"], by=request.reader)

    try:
        if carried_out(form, act):
            messages.success(request, _("Withdrawn. Nobody opens it any more."))
            return redirect("case-file", case=case, file=file)
    except Stale as stale:
        form.add_error(None, str(stale.message))
        return _page(request, case, file, status=409, withdraw=form, wrong=form)
    return _page(request, case, file, status=422, withdraw=form, wrong=form)


@require_POST
def check(request: DeskRequest, case: UUID, file: UUID) -> HttpResponse:
    """Have it checked again."""
    try:
        actions.recheck_file(attachment=_row(case, file), by=request.reader)
        messages.success(request, _("It is being checked again."))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("case-file", case=case, file=file)

"""What the forms of life events, places and orders share: the page, one press, both versions when two change one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import carried_out, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.happenings.forms import WrongForm
from alongside.ground.foundation.errors import NotFound, Stale
from alongside.record.cases.queries import CaseHead
from alongside.record.people import queries as people

ACT = "life, places and orders"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form's page: its title, a sentence above it, what is said when it is done, what else can be done."""

    title: str
    done: str
    lead: str = ""
    button: str = ""
    acts: Sequence[tuple[str, str]] = ()
    now: Sequence[tuple[str, str]] = ()


def opened(request: DeskRequest, case: UUID) -> tuple[CaseHead, dict[str, Any]]:
    """The case with the frame of its pages; 404 when absent or hidden."""
    return framed(request, case, tab="timeline", act=ACT)


def in_case(head: CaseHead, find: Callable[[UUID], Any], row: UUID) -> Any:
    """A row of this case; 404 when absent, hidden or kept with another case."""
    try:
        found = find(row)
    except NotFound:
        raise Http404 from None
    if found.circle_id != head.circle_id:
        raise Http404
    return found


def people_choices(head: CaseHead, also: Sequence[tuple[UUID, str]] = ()) -> list[tuple[str, str]]:
    """Everybody who takes part in the case, and who is named already, by outside name."""
    known = {str(one.person): one.name for one in head.people} | {str(number): name for number, name in also}
    return list(known.items())


def numbers(outside: Sequence[str]) -> list[int]:
    """The house numbers of those who were chosen."""
    return [people.person_row(UUID(one)).id for one in outside]


def worked(
    request: DeskRequest,
    context: dict[str, Any],
    form: Form,
    sheet: Sheet,
    act: Callable[[], object],
    *,
    names: dict[str, str] | None = None,
) -> HttpResponse:
    """The page, or, when what was sent is right, the act and the way back; nothing typed is lost."""
    back = f"{context['base']}events/"
    if request.method == "POST":
        try:
            if _sent(request, form, act, back, names):
                messages.success(request, sheet.done)
                return redirect(back)
        except NotFound:
            raise Http404 from None
        except Stale as stale:
            form.add_error(None, str(stale.message))
            kept = _("What you typed is still here. What stands there now is above it.")
            return _page(request, {**context, "version": stale.theirs["version"]}, form, sheet, kept, status=409)
    return _page(request, context, form, sheet, _("What you typed is still here."), status=422 if form.errors else 200)


def _sent(request: DeskRequest, form: Form, act: Callable[[], object], back: str, names: dict[str, str] | None) -> bool:
    if "idempotency_key" not in form.fields:
        return carried_out(form, act, names=names)

    def once() -> str:
        act()
        return back

    return sent_once(request, form, once, names=names) is not None


def _page(
    request: DeskRequest, context: dict[str, Any], form: Form, sheet: Sheet, kept: str, *, status: int
) -> HttpResponse:
    hidden = ("version", "idempotency_key")
    page = {
        **context,
        "form": form,
        "sheet": sheet,
        "kept": kept,
        "fields": [form[name] for name in form.fields if name not in hidden],
        "idempotency_key": request.POST.get("idempotency_key") or uuid4().hex,
        "version": context.get("version") or form["version"].value() or "",
    }
    return render(request, "desk/happenings/form.html", page, status=status)


def taken_back(
    request: DeskRequest,
    case: UUID,
    row: UUID,
    find: Callable[[UUID], Any],
    act: Callable[[Any, dict[str, Any]], object],
) -> HttpResponse:
    """The page on which something that was written down by mistake is taken back, with a reason."""
    head, context = opened(request, case)
    found = in_case(head, find, row)
    form = WrongForm(request.POST or None, initial={"version": found.version})
    sheet = Sheet(
        _("It was written down by mistake"),
        _("Taken back. The history keeps it."),
        _("Use this when it never was so. What has ended stays: end it instead."),
        _("Take it back"),
    )
    return worked(request, context, form, sheet, lambda: act(found, form.cleaned_data))

"""The list of cases."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from alongside.agency.organisation import queries as organisation
from alongside.agency.staff.enums import Role
from alongside.agency.staff.queries import worker_by_public_id
from alongside.doors.desk.cases.frame import LOOKS
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.reader import Reader
from alongside.ground.ui.values import Link
from alongside.oversight.overviews.case_list import Sought, case_list
from alongside.record.cases.enums import Stage

CARRIERS = frozenset({Role.WORKER, Role.SUPERVISOR, Role.STUDENT})
WHOSE = (
    ("mine", gettext_lazy("My cases")),
    ("team", gettext_lazy("My team")),
    ("all", gettext_lazy("All I may see")),
)
ANY = "any"
USUAL = {"state": "open", "stage": ANY, "programme": ANY, "order": "name"}
TITLES = {"mine": gettext_lazy("My cases"), "team": gettext_lazy("Cases of my team"), "all": gettext_lazy("Cases")}


class FilterForm(forms.Form):
    """Which cases to show, and in which order; every choice has a value, so nothing is left empty."""

    state = forms.ChoiceField(
        label=gettext_lazy("Cases that are"),
        choices=[
            ("open", gettext_lazy("Open")),
            ("after_care", gettext_lazy("In after-care")),
            ("closed", gettext_lazy("Closed")),
            (ANY, gettext_lazy("Open or closed")),
        ],
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("At the stage"), choices=[(ANY, gettext_lazy("Any stage")), *Stage.choices]
    )
    programme = forms.ChoiceField(label=gettext_lazy("In the programme"))
    order = forms.ChoiceField(
        label=gettext_lazy("Sorted by"),
        choices=[("name", gettext_lazy("Name")), ("newest", gettext_lazy("Newest first"))],
    )

    def __init__(self, chosen: Mapping[str, object]) -> None:
        super().__init__({**USUAL, **chosen})
        programmes = [(line.code, line.name) for line in organisation.programmes()]
        self.fields["programme"].choices = [(ANY, _("Any programme")), *programmes]  # type: ignore[attr-defined]


@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """My cases, my team's, or all that I may see; filtered, sorted, a page at a time."""
    by = request.reader
    if not may_list(by):
        raise PermissionDenied
    whose = request.GET.get("whose", "")
    whose = whose if whose in TITLES else "team" if Role.SUPERVISOR in by.roles else "mine"
    form = FilterForm(request.GET.dict())
    if not form.is_valid():
        form = FilterForm({})
    wanted = form.cleaned_data if form.is_valid() else USUAL
    sought = Sought(
        whose=whose,
        state=wanted["state"],
        stage="" if wanted["stage"] == ANY else wanted["stage"],
        programme="" if wanted["programme"] == ANY else wanted["programme"],
        order=wanted["order"],
        worker=_name(request.GET.get("worker", "")),
        after=_name(request.GET.get("after", "")),
    )
    page = case_list(sought, by=by)
    worker = worker_by_public_id(sought.worker) if sought.worker else None
    kept = {key: value for key, value in request.GET.items() if key != "after" and value}
    context = {
        "title": _("Cases of %(name)s") % {"name": worker.name} if worker else TITLES[whose],
        "worker": sought.worker or "",
        "whose": _turns(kept, "" if worker else whose),
        "whose_words": _("Whose cases"),
        "chosen": whose,
        "form": form,
        "lines": [(line, LOOKS[line.case.stage]) for line in page.lines],
        "count": page.count,
        "narrowed": any(wanted[name] != usual for name, usual in USUAL.items() if name != "order"),
        "more_url": f"?{urlencode({**kept, 'after': page.more})}" if page.more else "",
        "first_page": sought.after is None,
        "end_words": _("The list ends here"),
        "none_here_words": _("No case fits these choices"),
        "none_words": _("Cases that you carry stand here"),
        "none_text": _("A case opens from a request, or directly for somebody who is in the record."),
    }
    return render(request, "desk/cases/list.html", context)


def _turns(kept: Mapping[str, object], current: str) -> list[Link]:
    """The links between my cases, my team's and all, which keep what else was chosen."""
    others = {key: value for key, value in kept.items() if key != "worker"}
    return [Link(str(label), f"?{urlencode({**others, 'whose': key})}", current=key == current) for key, label in WHOSE]


def may_list(by: Reader | None) -> bool:
    """Whether this reader works with cases at all."""
    return by is not None and bool(CARRIERS & by.roles)


def _name(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

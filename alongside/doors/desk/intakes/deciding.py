"""Carrying out what a decision form says: nothing yet, a no with its alternative, passing on, or opening the case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.intakes.beside import Beside
from alongside.doors.desk.intakes.forms import DecisionForm
from alongside.oversight.journeys.accept_intake import Joining, accept_intake, pass_on
from alongside.record.intakes import actions

PLACES = {"full_name": "person_name", "born_on": "birth_words", "value": "phone"}


class LookFirst(Exception):
    """Somebody in the record may be the person; nothing is written before the worker has seen her."""


def places(form: DecisionForm) -> dict[str, str]:
    """Where on the form the fields at fault of a refusal stand."""
    return {**PLACES, "criterion": f"criterion_{form.cleaned_data.get('outcome', '')}"}


def opens_case(form: DecisionForm) -> bool:
    """Whether a case would be opened, and so a person brought into the record."""
    return form.cleaned_data["outcome"] == "accept" and not form.cleaned_data["pass_on"]


def carry_out(request: DeskRequest, row: Any, form: DecisionForm, shown: Beside, *, birth_words: str) -> str:
    """Do what ``form`` says with the request ``row`` (a handle); returns the address where the reader goes on.

    Raises ``LookFirst`` when somebody alike was not shown yet.
    Whoever still sees the case goes to it; whoever handed it on goes to the page that says which team has it.
    """
    if opens_case(form) and shown.unseen:
        raise LookFirst
    by, what, verdict = request.reader, form.cleaned_data, form.verdict()
    url = f"/intakes/{row.public_id}/"
    if not verdict["outcome"]:
        messages.success(request, _("Saved. It waits for a decision."))
        return url
    if verdict["outcome"] != "accept":
        actions.screen(intake=row, **verdict, by=by)
        messages.success(request, _("Saved with the decision."))
        return url
    team_id, criterion, reason = what["team"] or None, verdict["criterion"], verdict["reason"]
    if what["pass_on"]:
        pass_on(intake=row, team_id=team_id, criterion=criterion, reason=reason, by=by)
        messages.success(request, _("Passed on."))
        return url
    chosen = shown.chosen.id if shown.chosen else None
    case = accept_intake(
        intake=row,
        family=what["whose"] == "family",
        team_id=team_id,
        worker_id=what.get("worker") or None,
        people=[Joining(what["person_name"], chosen, birth_words, shown.receipt, shown.not_same)],
        criterion=criterion,
        reason=reason,
        by=by,
    )
    messages.success(request, _("Opened %(number)s") % {"number": case.number})
    carrying = team_id or (form.desk.teams[0][0] if form.desk.teams else None)
    return f"/cases/{case.public_id}/" if carrying in by.teams else url

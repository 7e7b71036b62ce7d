"""The pages of programmes: their protocols to read, and the next version of one."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import yaml
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from alongside.agency.organisation import actions, queries
from alongside.agency.organisation.enums import ProgrammeKind
from alongside.agency.organisation.queries import ProgrammeLine, ProtocolLine
from alongside.agency.organisation.rules import ProtocolRules, read_protocol
from alongside.doors.console.entrance import ConsoleRequest, administrators
from alongside.doors.console.forms import VersionForm
from alongside.doors.console.places import places
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused

SIGNS = {"+": "added", "-": "taken"}


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of the next version beside the last: added, taken or kept, and what stands there."""

    kind: str
    text: str


@require_GET
@administrators
def list_programmes(request: ConsoleRequest) -> HttpResponse:
    """The programmes that run, with their teams and the version of the protocol in force."""
    names = {team.id: team.name for team in queries.teams()}
    lines = [
        {
            "programme": line,
            "kind": ProgrammeKind(line.kind).label,
            "intake": names.get(line.intake_team_id, ""),
            "teams": [names.get(team, "") for team in line.team_ids],
            "protocol": queries.protocol_in_force(line.id),
        }
        for line in queries.programmes()
    ]
    return render(request, "console/programmes.html", {"programmes": lines, "places": places("programmes")})


@require_GET
@administrators
def one_programme(request: ConsoleRequest, programme: UUID) -> HttpResponse:
    """One programme and every version of its protocol."""
    line = _programme(programme)
    context = {
        "programme": line,
        "versions": queries.protocols(line.id),
        "in_force": queries.protocol_in_force(line.id),
    }
    return render(request, "console/programme.html", context)


@require_GET
@administrators
def protocol(request: ConsoleRequest, programme: UUID, number: int) -> HttpResponse:
    """One version as a page: stages, needs and deadlines, each with the law, funder or practice behind it."""
    line = _programme(programme)
    version = _version(line, number)
    return render(
        request,
        "console/protocol.html",
        {"programme": line, "version": version, "rules": queries.rules_of(version.id)},
    )


@require_http_methods(["GET", "POST"])
@administrators
def new_version(request: ConsoleRequest, programme: UUID) -> HttpResponse:
    """Write the next version as text, see what changes, publish it. Open cases keep the version they have."""
    line = _programme(programme)
    last = queries.protocols(line.id)[0]
    before = as_text(queries.rules_of(last.id), number=last.number + 1)
    form = VersionForm(request.POST or None, initial={"text": before, "valid_from": clock.today()})
    faults: list[tuple[str, str]] = []
    changes: list[DiffLine] = []
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        changes = differences(before, text)
        try:
            rules = _read(text)
            if "publish" in request.POST:
                actions.publish_protocol(
                    programme_id=line.id,
                    rules=rules.as_data(),
                    valid_from=form.cleaned_data["valid_from"],
                    change_note=form.cleaned_data["change_note"],
                    by=request.reader,
                )
                messages.success(request, _("The version is published. Cases that are open keep the one they have."))
                return redirect("one-programme", programme)
        except Refused as refusal:
            faults = [(place, str(words)) for place, words in refusal.fields.items()] or [("", str(refusal.message))]
    context = {
        "programme": line,
        "last": last,
        "form": form,
        "faults": faults,
        "changes": changes,
        "looked": request.method == "POST" and form.is_valid() and not faults,
    }
    return render(request, "console/new_version.html", context)


def as_text(rules: ProtocolRules, *, number: int) -> str:
    """A protocol as text to be changed, numbered as the next version."""
    data = {**rules.as_data(), "version": number}
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100))


def differences(before: str, after: str) -> list[DiffLine]:
    """What changes between two texts, with two lines around each change."""
    lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]
    return [
        DiffLine("gap", "") if line.startswith("@@") else DiffLine(SIGNS.get(line[:1], "kept"), line[1:])
        for line in lines
    ]


def _read(text: str) -> ProtocolRules:
    try:
        data: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = _("Line %(line)s") % {"line": mark.line + 1} if mark else ""
        words = _(
            "The text cannot be read from here on. Look at the spaces at the start of lines and at quotation marks."
        )
        raise Refused("protocol.text", words, fields={place: words}) from None
    return read_protocol(data)


def _programme(public_id: UUID) -> ProgrammeLine:
    found = next((line for line in queries.programmes() if line.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


def _version(line: ProgrammeLine, number: int) -> ProtocolLine:
    found = next((one for one in queries.protocols(line.id) if one.number == number), None)
    if found is None:
        raise Http404
    return found

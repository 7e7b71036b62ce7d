"""The ledger of an import: what became of each row, on the page and as a file; the refused rows to put right."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.imports.common import importers, view_of
from alongside.oversight.imports import queries
from alongside.oversight.imports.enums import Outcome
from alongside.oversight.imports.rules.inert import inert
from alongside.oversight.imports.rules.tables import Reading, SheetHead

PAGE = 100
COLUMNS = ("file", "row", "outcome", "reason", "id")


@require_GET
@importers
def page(request: DeskRequest, run: UUID) -> HttpResponse:
    """What became of each row, a hundred at a time; the refused ones first of all."""
    row = queries.run_row(run, by=request.reader)
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in Outcome.values else ""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and 0 < int(asked) < 100_000 else 1
    found = queries.ledger_page(row, outcome=outcome, page=number, size=PAGE)
    context = {
        "run": view_of(request, run),
        "rows": found[:PAGE],
        "outcome": outcome,
        "outcomes": Outcome.choices,
        "words": dict(Outcome.choices),
        "before": number - 1,
        "after": number + 1 if len(found) > PAGE else None,
    }
    return render(request, "desk/imports/ledger.html", context)


@require_GET
@importers
def whole(request: DeskRequest, run: UUID) -> HttpResponse:
    """The whole ledger as CSV."""
    row = queries.run_row(run, by=request.reader)
    lines = ([one.file, one.number, one.outcome, one.reason, one.key] for one in queries.ledger_rows(row))
    return _file("ledger.csv", COLUMNS, lines)


@require_GET
@importers
def refused(request: DeskRequest, run: UUID) -> HttpResponse:
    """Only the refused rows, as they came, with the reason in a last column: put right, they come in by themselves."""
    row = queries.run_row(run, by=request.reader)
    heads = [head for head in Reading.from_json(row.reading).sheets if row.mapping.get(head.title)]
    asked = request.GET.get("sheet", "0")
    head = heads[int(asked) if asked.isdecimal() and int(asked) < len(heads) else 0] if heads else SheetHead("", ())
    reason = _("Why it did not come in")
    places = [at for at, name in enumerate(head.header) if name != reason]
    lines = (
        [*(one.cells[at] if at < len(one.cells) else "" for at in places), one.reason]
        for one in queries.ledger_rows(row, refused=True)
        if one.cells and one.file.partition("/")[2] == head.title
    )
    return _file("refused.csv", (*(head.header[at] for at in places), reason), lines)


def _file(name: str, header: tuple[str, ...], lines: Iterable[Sequence[object]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    table = csv.writer(response)
    table.writerow([inert(cell) for cell in header])
    for line in lines:
        table.writerow([inert(cell) if isinstance(cell, str) else cell for cell in line])
    return response

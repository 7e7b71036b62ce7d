"""Giving totals out: counted once, small counts hidden, and kept as they were given."""

from __future__ import annotations

import io
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.queries.leaving import left_lately
from alongside.oversight.exports.rules.limits import may_take_case
from alongside.oversight.exports.rules.sheets import ABOUT, Table, file_name, text_of, write
from alongside.oversight.outcomes.models import GivenTotals
from alongside.oversight.outcomes.queries import TotalsLine, countable, totals_of
from alongside.oversight.outcomes.rules.periods import Period, may_give, period_of
from alongside.oversight.outcomes.rules.tables import cells_of, hidden_words, kept_tables

ALONE = 7223
"""Two who give at once must know of each other, or both would give what overlaps."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that leaves: its name and its bytes."""

    file_name: str
    content: bytes


@transaction.atomic
def give_totals(*, programme: UUID, period: str, why: str, by: Reader) -> GivenTotals:
    """Count a programme for a period ("2026" or "2026-Q1") and keep what may be shown of it; or find it kept already.

    Refused: no reason, a period that is not over or that overlaps another one given, too many within an hour. NotFound
    for a programme that ``by`` may not count. Recorded: that it left, with a digest, and what was shown; no count that
    is hidden is kept anywhere.
    """
    line = next((one for one in countable(by=by) if one.public_id == programme), None)
    if line is None:
        raise NotFound
    wanted = period_of(period)
    if wanted is None:
        words = _("Choose a year or a quarter.")
        raise Refused("totals.period", words, fields={"period": words})
    decision = may_take_case(why=why, lately=left_lately(by=by))
    require(decision, field="why" if decision.code == "export.why" else None)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ALONE])
    rows = list(GivenTotals.objects.filter(programme_id=line.id))
    require(may_give(wanted, [Period(row.begins, row.ends) for row in rows], clock.today()), field="period")
    given = next((row for row in rows if Period(row.begins, row.ends) == wanted), None)
    return given or _count(line.id, wanted, why, by)


def _count(programme: int, period: Period, why: str, by: Reader) -> GivenTotals:
    with connection.cursor() as cursor:
        cursor.execute("select * from app.count_programme(%s, %s, %s)", [programme, period.begins, period.ends])
        tables = kept_tables(cursor.fetchall(), period, below=settings.HIDE_BELOW)
    return GivenTotals.objects.create(
        programme_id=programme,
        begins=period.begins,
        ends=period.ends,
        hide_below=settings.HIDE_BELOW,
        tables=tables,
        why=why.strip(),
        by_id=by.actor_id,
    )


@transaction.atomic
def take_totals(*, totals: UUID, form: ExportFormat, by: Reader) -> Taken:
    """Totals that were given, as a file for whoever asked for them.

    Refused: too many within an hour. NotFound when absent or hidden. Recorded: the export, with its digest.
    """
    line, tables = totals_of(totals)
    require(may_take_case(why=line.why, lately=left_lately(by=by)))
    name = f"{line.programme} {line.period.key}"
    header = (_("Table"), _("Period"), _("Column"), _("Count"))
    table = Table(name, header, cells_of(tables), taker=f"{by.name}, {text_of(clock.now())}")
    target = io.BytesIO()
    written = write(table, target, form=form, about=_about(line, by))
    note_export(
        kind=ExportKind.TOTALS, form=form, about=name, rows=written.rows, digest=written.digest, why=line.why, by=by
    )
    named = file_name(slugify(name), form=form, who=by.name, rows=written.rows, at=clock.now())
    return Taken(named, target.getvalue())


def _about(line: TotalsLine, by: Reader) -> list[ABOUT]:
    return [
        (_("Programme"), line.programme),
        (_("Period"), line.period.words),
        (_("Taken out by"), by.name),
        (_("Taken out at"), text_of(clock.now())),
        (_("What for"), line.why),
        (_("Hidden"), hidden_words(line.hide_below)),
    ]

"""What is due for disposal, what is proposed and what was done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.agency.access.models import Actor
from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.oversight.disposals.enums import DisposalState, Ground, ItemKind
from alongside.oversight.disposals.models import Disposal, DisposalItem, DueMark
from alongside.oversight.disposals.rules.asking import THINGS, Candidate
from alongside.oversight.disposals.rules.retention import erasing_rules, finding_rules, words_of

SHOWN = 200


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something due, with the rule by which it is, and since which night it was known."""

    what: Candidate
    words: str
    period: str
    authority: str
    marked_on: date | None


@dataclass(frozen=True, slots=True)
class DisposalLine:
    """One disposal: who proposed and decided it, how far it is, and its lines while there are any."""

    id: int
    public_id: UUID
    ground: Ground
    reference: str
    state: DisposalState
    plan: dict[str, Any]
    proposed_by: str
    proposed_by_id: int | None
    proposed_at: datetime
    decided_by: str
    answer: str
    problem: str
    done_at: datetime | None
    certificate: dict[str, Any]
    digest: str
    has_paper: bool
    items: tuple[DisposalItem, ...]

    @property
    def went(self) -> tuple[tuple[str, dict[str, Any]], ...]:
        """What was erased, in words, with the rule by which it was."""
        rules = self.certificate.get("rules", ())
        return tuple((f"{rule['records']} × {ItemKind(rule['kind']).label}", rule) for rule in rules)


def due_lines() -> tuple[DueLine, ...]:
    """What is due today, the oldest first, with class, day, period and authority. Noted in the reading log."""
    found = candidates()
    marks = {
        (mark.kind, mark.number): mark.marked_on
        for mark in DueMark.objects.filter(number__in=[one.number for one in found])
    }
    rules = finding_rules()
    note_reading("due for disposal", kind="disposal")
    return tuple(
        DueLine(
            what=one,
            words=words_of(rules[one.kind]["classes"]),
            period=rules[one.kind]["period"] or "",
            authority=rules[one.kind]["authority"],
            marked_on=marks.get((one.kind.value, one.number)),
        )
        for one in found
    )


def candidates(person: UUID | None = None) -> tuple[Candidate, ...]:
    """What is due today; for one person everything of hers, whether due or not."""
    rows = _rows(
        "select * from app.disposal_candidates(%s::jsonb, %s, %s::uuid)",
        [json.dumps(finding_rules()), clock.today(), person],
    )
    return tuple(Candidate(ItemKind(row[0]), *row[1:]) for row in rows)


def counted(chosen: Sequence[Candidate], person: UUID | None = None) -> dict[str, Any]:
    """The dry run: how many rows of which table would go, how many people with them, and what stays.

    ``person`` is who asked for it.
    """
    circles = [one.number for one in chosen if one.kind in (ItemKind.CASE, ItemKind.INTAKE)]
    rules = finding_rules()
    going = _rows(
        "select app.disposal_persons(%s::bigint[], %s::jsonb, %s, %s::uuid)",
        [circles, json.dumps(rules), clock.today(), person],
    )[0][0]
    persons = sorted({*(going or []), *(one.number for one in chosen if one.kind == ItemKind.PERSON)})
    erasing = erasing_rules()
    things = {kind.value: [one.number for one in chosen if one.kind == kind] for kind in THINGS}
    rows = _rows(
        "select * from app.disposal_count(%s::bigint[], %s::bigint[], %s::jsonb, %s::text[], %s::text[])",
        [circles, persons, json.dumps(things), erasing["tables"], erasing["owned"]],
    )
    return {
        "tables": dict(rows),
        "cases": sum(one.kind == ItemKind.CASE for one in chosen),
        "persons": len(persons),
        "stay": sum(one.others for one in chosen) - len(set(going or [])) if circles else 0,
        "logs": sum(one.kind in (ItemKind.LOG, ItemKind.YEAR) for one in chosen),
        "staff": len(things[ItemKind.STAFF]),
    }


def disposals(*states: DisposalState) -> tuple[DisposalLine, ...]:
    """Disposals in these states, or all of them, the newest first. Noted in the reading log."""
    found = Disposal.objects.defer("paper").prefetch_related("items").order_by("-id")
    if states:
        found = found.filter(state__in=states)
    note_reading("disposals", kind="disposal")
    return _lines(list(found[:SHOWN]))


def disposal(public_id: UUID) -> DisposalLine | None:
    """One disposal; None when absent or not to be seen. Noted in the reading log."""
    found = Disposal.objects.defer("paper").prefetch_related("items").filter(public_id=public_id)
    note_reading("disposals", kind="disposal", ids=[one.id for one in found])
    lines = _lines(list(found))
    return lines[0] if lines else None


def paper_of(public_id: UUID) -> bytes | None:
    """The certificate of a disposal as a PDF. Noted in the reading log."""
    found = Disposal.objects.filter(public_id=public_id, paper__isnull=False).values_list("id", "paper").first()
    note_reading("certificate of a disposal", kind="disposal", ids=[found[0]] if found else [])
    return bytes(found[1]) if found and found[1] else None


def _lines(rows: Sequence[Disposal]) -> tuple[DisposalLine, ...]:
    wanted = {number for row in rows for number in (row.proposed_by_id, row.decided_by_id) if number}
    names = dict(Actor.objects.filter(id__in=wanted).values_list("id", "name"))
    papers = set(Disposal.objects.filter(id__in=[r.id for r in rows], paper__isnull=False).values_list("id", flat=True))
    return tuple(
        DisposalLine(
            id=row.id,
            public_id=row.public_id,
            ground=Ground(row.ground),
            reference=row.reference,
            state=DisposalState(row.state),
            plan=row.plan,
            proposed_by=names.get(row.proposed_by_id or 0, ""),
            proposed_by_id=row.proposed_by_id,
            proposed_at=row.created_at,
            decided_by=names.get(row.decided_by_id or 0, ""),
            answer=row.answer,
            problem=row.problem,
            done_at=row.done_at,
            certificate=row.certificate,
            digest=row.digest,
            has_paper=row.id in papers,
            items=tuple(sorted(row.items.all(), key=lambda item: item.id)),
        )
        for row in rows
    )


def _rows(sql: str, arguments: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

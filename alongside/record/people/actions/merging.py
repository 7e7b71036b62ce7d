"""Two entries that are one person become one, and two again where that was a mistake."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from alongside.agency.access import actions as access
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.holding import held_all
from alongside.ground.foundation.reader import Reader
from alongside.record.people.actions.adding import check_birth
from alongside.record.people.actions.keys import write_keys
from alongside.record.people.enums import NameKind
from alongside.record.people.models import Merge, Person, PersonKey, PersonName
from alongside.record.people.rules.keeping import may_keep_people
from alongside.record.people.rules.merging import KEEP, facts_after, may_merge, may_undo, plain
from alongside.record.people.rules.pointers import pointers

SHORTEST = 3


def merge_person(*, keep: Person, lose: Person, sides: Mapping[str, str], why: str, by: Reader) -> UUID:
    """Make two entries one: ``lose`` goes into ``keep``; ``sides`` says field by field whose value stays.

    Everything that points at ``lose`` points at ``keep`` from now on, each row in its own circle; a row whose like is
    there already is put aside. Names are all kept. ``keep`` becomes a subject of every circle of ``lose``. Returns the
    outside name of the merge, by which it can be undone for 90 days. History and ledger keep who, when and ``why``.

    Refused: without a reason or the authority over a circle of each, a sealed person, a victim service's, circles that
    ``by`` may not know of, two who were said to be two or related. NotFound when one of them is hidden or gone.
    """
    require(may_keep_people(by))
    require(may_merge(None if len(why.strip()) >= SHORTEST else "reason"), field="why")
    with transaction.atomic():
        rows = _locked(keep.id, lose.id)
        mine, theirs = rows[keep.id], rows[lose.id]
        try:
            after = facts_after(mine, theirs, sides)
        except ValueError:
            raise NotFound from None
        dates = {name: after.get(name, getattr(mine, name)) for name in ("born_on", "birth_precision", "died_on")}
        check_birth(dates["born_on"], dates["birth_precision"], dates["died_on"])
        names = _names_to_step_back(mine, theirs, sides.get("name", KEEP))
        chosen = {
            "person": {name: [plain(getattr(mine, name)), plain(value)] for name, value in after.items()},
            "names": {str(row.id): [row.kind, NameKind.ALIAS.value] for row in names},
        }
        access.say_why(why.strip())
        plan = [pointer.plan() for pointer in pointers()]
        arguments = [keep.id, lose.id, why, json.dumps(chosen), json.dumps(plan)]
        made: UUID = _ask("merge_people", "%s, %s, %s, %s::jsonb, %s::jsonb", arguments, undoing=False)
        PersonName.objects.filter(id__in=[row.id for row in names]).update(
            kind=NameKind.ALIAS, version=F("version") + 1
        )
        _write(mine, after)
        PersonKey.objects.filter(person_id=lose.id).delete()
        write_keys(mine)
    return made


def undo_merge(*, merge: Merge, why: str = "", by: Reader) -> None:
    """Make two entries of one again: what was moved goes back, what was chosen is as it was where nobody changed it.

    What was added since stays with the person who stayed; she stays a subject of a circle in which something was added
    to her. Refused after 90 days, while a later merge into the same person stands, and as merging is.
    """
    require(may_keep_people(by))
    with transaction.atomic():
        if why.strip():
            access.say_why(why.strip())
        _ask("undo_merge", "%s", [merge.public_id], undoing=True)
        rows = _locked(merge.keep_id, merge.lose_id)
        mine, theirs = rows[merge.keep_id], rows[merge.lose_id]
        for number, (before, after) in merge.chosen.get("names", {}).items():
            PersonName.objects.filter(id=int(number), kind=after).update(kind=before, version=F("version") + 1)
        told = merge.chosen.get("person", {})
        back = {name: before for name, (before, after) in told.items() if plain(getattr(mine, name)) == after}
        _write(mine, {name: _typed(name, value) for name, value in back.items()})
        write_keys(mine)
        write_keys(theirs)


def _locked(*numbers: int) -> dict[int, Person]:
    """Both entries, locked in the order of their numbers, so that two merges that overlap wait for each other."""
    rows = {row.id: row for row in held_all(Person.objects.filter(id__in=numbers).order_by("id"))}
    if len(rows) < len(set(numbers)) or len(set(numbers)) < 2:
        raise NotFound
    return rows


def _names_to_step_back(keep: Person, lose: Person, side: str) -> list[PersonName]:
    """The present legal and liked names of the entry by whose name she is not called; the other one's lead from now."""
    called, stepping = (keep, lose) if side == KEEP else (lose, keep)
    rows = PersonName.objects.filter(
        person_id__in=(keep.id, lose.id), until_on=None, kind__in=(NameKind.LEGAL, NameKind.PREFERRED)
    ).order_by("id")
    there = {(row.kind, row.full) for row in rows if row.person_id == called.id}
    return [row for row in rows if row.person_id == stepping.id and (row.kind, row.full) not in there]


def _write(row: Person, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=sorted({*facts, "version"}))


def _typed(name: str, value: Any) -> Any:
    """A value as JSON kept it, as the column ``name`` of a person has it."""
    field: Any = Person._meta.get_field(name)
    return field.to_python(value)


def _ask(function: str, places: str, arguments: list[Any], *, undoing: bool) -> Any:
    """Call one of the merging gates; its refusal becomes ours, in plain words."""
    try:
        return call_gate(function, arguments, places=places)
    except GateRefusal as refusal:
        hint = refusal.hint or "ask"
    if hint == "absent":
        raise NotFound
    decision = may_undo(hint) if undoing else may_merge(hint)
    raise Refused(decision.code, decision.reason, basis=decision.basis)

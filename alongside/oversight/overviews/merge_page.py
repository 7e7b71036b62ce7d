"""The page on which two entries are compared before they become one, and the page before that is undone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, F, Max, Model, QuerySet, Window
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import joined
from alongside.ground.foundation.together import together
from alongside.oversight.overviews.search import CaseHit, cases_of_people
from alongside.record.people import queries as people
from alongside.record.people.models import Person
from alongside.record.people.queries import PersonCard
from alongside.record.people.queries.likely import PairView, compared
from alongside.record.people.queries.merging import (
    MergeView,
    contents_of,
    merge_decision,
    merge_row,
    merge_view,
    pointing_models,
    teams_of,
    undo_decision,
)
from alongside.record.people.queries.persons import interpreter_words
from alongside.record.people.rules.dates import birth_of, birth_words
from alongside.record.people.rules.merging import (
    BOTH,
    FIELDS,
    KEEP,
    LOSE,
    Field,
    default_side,
    differs,
    is_known,
    joined_value,
    plain,
)
from alongside.record.people.rules.pointers import Pointer, pointers

SHOWN = 5
"""So many rows of each kind are told one by one; the rest is counted."""

AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that may stay, as a page shows it."""

    side: str
    words: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of both entries: what each says, and which may be chosen; one choice only where nothing differs."""

    name: str
    label: str
    keep: str
    lose: str
    choices: tuple[Choice, ...]
    default: str


@dataclass(frozen=True, slots=True)
class MovingLine:
    """Rows of one kind that will move: how many, and the first of them in words."""

    words: str
    count: int
    examples: tuple[str, ...]

    @property
    def others(self) -> int:
        """How many are not told one by one."""
        return self.count - len(self.examples)


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Everything that is shown before two entries become one. ``seen`` changes when anything of it changes."""

    keep: PersonCard
    lose: PersonCard
    pair: PairView
    fields: tuple[FieldLine, ...]
    names: tuple[str, ...]
    moving: tuple[MovingLine, ...]
    keep_cases: tuple[CaseHit, ...]
    lose_cases: tuple[CaseHit, ...]
    keep_teams: tuple[str, ...]
    lose_teams: tuple[str, ...]
    decision: Decision
    seen: str

    @property
    def teams_that_learn(self) -> str:
        """The teams that will know her from one side only, in words; nothing when the same teams know both."""
        every = dict.fromkeys([*self.keep_teams, *self.lose_teams])
        return "" if set(self.keep_teams) == set(self.lose_teams) else joined(list(every), last=_("and"))


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """Everything that is shown before one person becomes two entries again."""

    merge: MergeView
    person: PersonCard
    back: tuple[MovingLine, ...]
    stays: tuple[MovingLine, ...]
    changed: tuple[str, ...]
    decision: Decision


def merge_preview(keep: UUID, lose: UUID, *, by: Reader) -> MergePreview:
    """Two entries side by side, what would move, and whether ``by`` may. ``NotFound`` when one is absent or hidden.

    The same number of statements for few and many rows; noted as read.
    """
    one, two = people.person_row(keep), people.person_row(lose)
    decision = merge_decision(one.id, two.id)
    lines, mark = _moving(two.id)
    cases = cases_of_people([one.id, two.id])
    names = people.names_of(one.id) + people.names_of(two.id)
    seen = json.dumps([one.id, one.version, two.id, two.version, mark])
    note_reading("comparison of two people", people=[one.id, two.id], kind="person", ids=[one.id, two.id])
    return MergePreview(
        keep=people.card_of(one),
        lose=people.card_of(two),
        pair=compared(one, two),
        fields=tuple(_line(one, two, field) for field in FIELDS if is_known(one, field) or is_known(two, field)),
        names=tuple(dict.fromkeys(name.full for name in names)),
        moving=lines,
        keep_cases=cases.get(one.id, ()),
        lose_cases=cases.get(two.id, ()),
        keep_teams=teams_of(one.id),
        lose_teams=teams_of(two.id),
        decision=decision,
        seen=hashlib.sha256(seen.encode()).hexdigest()[:32],
    )


def undo_preview(merge: UUID, *, by: Reader) -> UndoPreview:
    """What would go back, what was added since and stays, and whether ``by`` may. ``NotFound`` when hidden; noted."""
    decision = undo_decision(merge)
    row, view = merge_row(merge), merge_view(merge)
    person = people.person_rows([row.keep_id]).get(row.keep_id)
    if person is None:
        raise NotFound
    contents = contents_of(merge)
    note_reading("merge of two people", people=[row.keep_id], kind="merge", ids=[row.id])
    told: Mapping[str, Any] = row.chosen.get("person", {})
    changed = [name for name, (_before, after) in told.items() if plain(getattr(person, name)) != after]
    labels = [str(field.label) for field in FIELDS if set(field.columns) & set(changed)]
    return UndoPreview(
        merge=view,
        person=people.card_of(person),
        back=_counted(contents, ("moved", "aside")),
        stays=_counted(contents, ("after",)),
        changed=tuple(labels),
        decision=decision,
    )


def _counted(contents: Sequence[Any], kinds: Sequence[str]) -> tuple[MovingLine, ...]:
    words = {(pointer.table, pointer.db_column): str(pointer.words) for pointer in pointers()}
    count: dict[str, int] = {}
    for one in contents:
        if one.kind in kinds and (one.table, one.column) in words:
            label = words[one.table, one.column]
            count[label] = count.get(label, 0) + one.rows
    return tuple(MovingLine(label, rows, ()) for label, rows in count.items())


def _line(keep: Person, lose: Person, field: Field) -> FieldLine:
    mine, theirs = _words(keep, field), _words(lose, field)
    choices = [Choice(KEEP, mine), Choice(LOSE, theirs)]
    if field.joins:
        column = field.columns[0]
        both = joined_value(getattr(keep, column), getattr(lose, column))
        choices.append(Choice(BOTH, ", ".join(both) if isinstance(both, list) else both))
    return FieldLine(
        name=field.name,
        label=str(field.label),
        keep=mine,
        lose=theirs,
        choices=tuple(choices) if differs(keep, lose, field) else (),
        default=default_side(keep, lose, field),
    )


def _words(person: Person, field: Field) -> str:
    """What an entry says of a field, in words; nothing when it says nothing."""
    if not is_known(person, field):
        return ""
    if field.name == "birth":
        return birth_words(birth_of(person.born_on, person.birth_precision))
    if field.name == "interpreter":
        return interpreter_words(person.interpreter, person.interpreter_language)
    value = getattr(person, field.columns[0])
    if isinstance(value, list):
        return ", ".join(value)
    labels = dict(_field(Person, field.columns[0]).flatchoices or ())
    return str(labels.get(value, "")) or _plainly(value)


def _moving(person_id: int) -> tuple[tuple[MovingLine, ...], list[Any]]:
    """What points at an entry, as far as the reader sees it, and a mark of it that changes when anything does."""
    asked = [(pointer, model, _rows_of(pointer, model, person_id)) for pointer, model in pointing_models().items()]
    found: list[list[Any]] = []
    for start in range(0, len(asked), AT_ONCE):
        found += cast(Any, together)(*[rows for _pointer, _model, rows in asked[start : start + AT_ONCE]])
    lines: dict[str, MovingLine] = {}
    mark: list[Any] = []
    for (pointer, model, _query), rows in zip(asked, found, strict=True):
        if not rows:
            continue
        mark.append([pointer.table, pointer.column, rows[0].total, rows[0].newest])
        told = [_told(row, pointer, model) for row in rows]
        label = str(pointer.words)
        before = lines.get(label, MovingLine(label, 0, ()))
        examples = (*before.examples, *told)[:SHOWN]
        lines[label] = MovingLine(label, before.count + rows[0].total, tuple(examples))
    return tuple(lines.values()), mark


def _rows_of(pointer: Pointer, model: type[Model], person_id: int) -> QuerySet[Any]:
    told = {f"told_{place}": F(path) for place, path in enumerate(pointer.shown)}
    whole = {"total": Window(Count("id")), "newest": Window(Max("id"))}
    rows: QuerySet[Any] = cast(Any, model)._default_manager.filter(**{pointer.column: person_id})
    shown: QuerySet[Any] = rows.only("id").annotate(**told, **whole).order_by("-id")[:SHOWN]
    return shown


def _told(row: Any, pointer: Pointer, model: type[Model]) -> str:
    words = []
    for place, path in enumerate(pointer.shown):
        value = getattr(row, f"told_{place}")
        labels = dict(_field(model, path).flatchoices or ())
        words.append(str(labels.get(value, "")) or _plainly(value))
    return ", ".join(word for word in words if word)


def _field(model: type[Model], path: str) -> Any:
    *through, last = path.split("__")
    for name in through:
        model = cast(Any, model._meta.get_field(name)).related_model
    return model._meta.get_field(last)


def _plainly(value: Any) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return " ".join(str(value or "").split())[:120]

"""Two entries that are one person: what may be chosen field by field, what happens by itself, and why it may not be.

Names are never lost: all are kept, and those by which she is not called any more become "also known as". Rows keep
their circle, so nobody sees more of a case than before (ruling 2: name and essentials, not whereabouts).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation.decision import Decision
from alongside.record.people.enums import Answer, BirthPrecision

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from alongside.record.people.models import Person

KEEP, LOSE, BOTH = "keep", "lose", "both"
UNDO_DAYS = 90
"""For so many days a merge can be undone; the database's own function counts them too."""

BASIS = _("Access: every circle keeps its own rows, and nobody sees more of a case than before")


@dataclass(frozen=True, slots=True)
class Field:
    """Something about a person of which one entry's value stays; ``joins``: both may stay, one after the other."""

    name: str
    label: StrOrPromise
    columns: tuple[str, ...]
    joins: bool = False


FIELDS = (
    Field("name", _("Called"), ("display_name", "sort_key")),
    Field("birth", _("Born"), ("born_on", "birth_precision")),
    Field("died_on", _("Died"), ("died_on",)),
    Field("pronouns", _("Pronouns"), ("pronouns",)),
    Field("sex", _("Sex, as recorded"), ("sex",)),
    Field("gender", _("Gender"), ("gender",)),
    Field("gender_words", _("Gender, in the person’s words"), ("gender_words",)),
    Field("identity_words", _("In own words"), ("identity_words",), joins=True),
    Field("languages", _("Languages"), ("languages",), joins=True),
    Field("reads_best", _("Reads best"), ("reads_best",)),
    Field("interpreter", _("Interpreter"), ("interpreter", "interpreter_language")),
    Field("communication_note", _("What helps"), ("communication_note",), joins=True),
)
_NOTHING: tuple[Any, ...] = (None, "", [], Answer.NOT_ASKED.value, BirthPrecision.UNKNOWN.value)


def is_known(person: Person, field: Field) -> bool:
    """Whether an entry says anything about ``field``."""
    return getattr(person, field.columns[0]) not in _NOTHING


def differs(keep: Person, lose: Person, field: Field) -> bool:
    """Whether somebody must choose: both entries say something, and not the same."""
    told = is_known(keep, field) and is_known(lose, field)
    return told and any(not _same(getattr(keep, column), getattr(lose, column)) for column in field.columns)


def _same(mine: Any, theirs: Any) -> bool:
    """Whether two values say the same; the order of languages says nothing here."""
    return sorted(mine) == sorted(theirs) if isinstance(mine, list) else bool(mine == theirs)


def default_side(keep: Person, lose: Person, field: Field) -> str:
    """Which entry's value stays when nobody chooses: what is known; both languages; else that of the one that stays."""
    if not is_known(keep, field):
        return LOSE if is_known(lose, field) else KEEP
    return BOTH if field.name == "languages" and differs(keep, lose, field) else KEEP


def facts_after(keep: Person, lose: Person, sides: Mapping[str, str]) -> dict[str, Any]:
    """The columns of the entry that stays, as ``sides`` (field to side) chooses; only those that change.

    A field that is not in ``sides`` is decided by ``default_side``. ValueError for a side that there is not.
    """
    after: dict[str, Any] = {}
    for field in FIELDS:
        side = sides.get(field.name) or default_side(keep, lose, field)
        if side not in (KEEP, LOSE, *((BOTH,) if field.joins else ())):
            raise ValueError(f"{field.name} has no side {side}")
        for column in field.columns:
            mine, theirs = getattr(keep, column), getattr(lose, column)
            value = {KEEP: mine, LOSE: theirs}[side] if side != BOTH else joined_value(mine, theirs)
            if value != mine:
                after[column] = value
    return after


def joined_value(mine: Any, theirs: Any) -> Any:
    """Both values, each once: the languages of both, or one text under the other."""
    if isinstance(mine, list):
        return list(dict.fromkeys([*mine, *theirs]))
    return "\n\n".join(dict.fromkeys(text for text in (mine.strip(), theirs.strip()) if text))


def plain(value: Any) -> Any:
    """A column's value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


MERGE_REFUSALS: dict[str, StrOrPromise] = {
    "absent": _("One of the two is not there any more. Look at the list again."),
    "ask": _(
        "This cannot be decided from here. Leave both entries as they are, and tell your supervisor that the two look "
        "alike."
    ),
    "authority": _(
        "Someone who carries a case of each of the two, or supervises their teams, makes them one. Ask them."
    ),
    "worker": _("One of the two is noted as a worker’s own record. Note the same for the other one first."),
    "apart": _("Somebody has said that these are two people. Take that back first, if it was a mistake."),
    "related": _(
        "They are written down as related to each other. End that first, with the reason, if it is a mistake."
    ),
    "reason": _("Say in a few words how you know that they are one person. It is kept with both."),
}
UNDO_REFUSALS: dict[str, StrOrPromise] = {
    "absent": _("There is nothing here that you can open."),
    "undone": _("This has been undone already."),
    "over": _("This was more than 90 days ago and cannot be undone any more. What is wrong is put right row by row."),
    "later": _("Another entry became one with this one later. Undo that first."),
    "ask": _("This cannot be decided from here. Tell your supervisor that two people were made one."),
    "authority": _(
        "Someone who carries a case of each of the two, or supervises their teams, can undo this. Ask them."
    ),
}


def may_merge(hint: str | None) -> Decision:
    """The decision for what the database's own rule answered: null for yes, else one of ``MERGE_REFUSALS``."""
    if hint is None:
        return Decision.yes()
    return Decision.no(f"people.merge.{hint}", MERGE_REFUSALS.get(hint, MERGE_REFUSALS["ask"]), BASIS)


def may_undo(hint: str | None) -> Decision:
    """The decision for what the database's own rule answered: null for yes, else one of ``UNDO_REFUSALS``."""
    if hint is None:
        return Decision.yes()
    return Decision.no(f"people.undo.{hint}", UNDO_REFUSALS.get(hint, UNDO_REFUSALS["ask"]), BASIS)

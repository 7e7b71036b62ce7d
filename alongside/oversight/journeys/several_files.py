"""One entry, many files: what happened with several of a family is written once, and each file gets its own part.

Each file gets an entry of its own, behind its own circle; nothing in it tells that there are others (decision 32).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.actions import say_why
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.oversight.requests.rules.others import told_of_others
from alongside.oversight.requests.rules.suggesting import Known
from alongside.practice.contacts.actions import record_contact
from alongside.practice.contacts.enums import NOTE_LEVELS
from alongside.practice.contacts.models import Contact
from alongside.practice.contacts.queries import CaseFacts
from alongside.practice.contacts.rules.formats import format_of, switched
from alongside.record.people.models import Person

LETTERS = 20
HERE_ONLY = ("own_words", "said_by_id", "opinion", "place", "next_step", "next_appointment", "co_author_id")
"""What stands in the file in which it was written and goes into no other."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another file of the family: who of it was there, the goals it was about, and what is for one person alone."""

    facts: CaseFacts
    people: tuple[int, ...]
    goals: tuple[int, ...] = ()
    parts: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def record_in_several(
    *,
    facts: CaseFacts,
    elsewhere: Sequence[Elsewhere],
    despite: str = "",
    public_id: UUID | None = None,
    sign: bool = False,
    by: Reader,
    **told: Any,
) -> list[Contact]:
    """Write one occasion into the file of ``facts`` and into those of ``elsewhere``; the first one is returned first.

    What happened goes into all of them, and into each only the parts for its own people. Their words, the worker's
    view, the place and what comes next stay in the first. Refused: nobody chosen of another file, and a text that
    names somebody in a file that is not theirs, unless ``despite`` says why (20 letters, kept in history of every
    entry). Everything is written, or nothing.
    """
    if any(not other.people for other in elsewhere):
        words = _("Choose who of the other file was there.")
        raise Refused("contact.several.people", words, fields={"there": words})
    if told.get("level", ORDINARY) & NOTE_LEVELS:
        words = _("A note for so few eyes stands in one file only.")
        raise Refused("contact.several.level", words, fields={"level": words})
    _keep_apart(facts, elsewhere, told, despite)
    occasion = uuid4()
    first = record_contact(
        case=facts.case, facts=facts, public_id=public_id, occasion=occasion, sign=sign, by=by, **told
    )
    return [first, *(_beside(facts, other, occasion, told, sign=sign, by=by) for other in elsewhere)]


def _beside(
    facts: CaseFacts, other: Elsewhere, occasion: UUID, told: Mapping[str, Any], *, sign: bool, by: Reader
) -> Contact:
    """The same occasion in another file, in the usual format of its programme."""
    old = format_of(facts.rules, told.get("format") or facts.rules.default_note_format)
    new = format_of(other.facts.rules, old.key)
    text, sections = switched(old, new, told.get("text", ""), told.get("sections") or {})
    more = {name: value for name, value in told.items() if name not in HERE_ONLY}
    return record_contact(
        case=other.facts.case,
        facts=other.facts,
        occasion=occasion,
        sign=sign,
        by=by,
        **{
            **more,
            "people": other.people,
            "seen_alone": [one for one in told.get("seen_alone", ()) if one in other.people],
            "goals": [(goal, None) for goal in other.goals],
            "not_about_a_goal": not other.goals,
            "text": text,
            "sections": sections,
            "format": new.key,
            "parts": other.parts,
        },
    )


def _keep_apart(facts: CaseFacts, elsewhere: Sequence[Elsewhere], told: Mapping[str, Any], despite: str) -> None:
    """Refuse a text that would tell one file of somebody who has no part in it."""
    files = [(facts, told.get("parts", {})), *((other.facts, other.parts) for other in elsewhere)]
    known = _known({one.id for file, _parts in files for one in file.people})
    shared = [told.get("text", ""), *(told.get("sections") or {}).values()]
    faults: dict[str, str] = {}
    for file, parts in files:
        here = {one.id for one in file.people}
        own = [known[number] for number in here if number in known]
        others = {number: one for number, one in known.items() if number not in here}
        for words in told_of_others(shared, own=own, others=others).values():
            faults["text"] = _names_somebody(words)
        for person, part in parts.items():
            for words in told_of_others([part], own=own, others=others).values():
                faults[f"part_{person}"] = _names_somebody(words)
    if not faults:
        return
    if len(despite.strip()) >= LETTERS:
        say_why(despite.strip())
        return
    why = _("Take it out, or say in at least 20 letters why it may stand there.")
    raise Refused("contact.several.names", next(iter(faults.values())), fields={**faults, "despite": why})


def _names_somebody(words: str) -> str:
    return _(
        "“%(words)s” has no part in every file that this goes into. Write it into their own part, so that the others "
        "do not read of them."
    ) % {"words": words}


def _known(people: set[int]) -> dict[int, Known]:
    rows = Person.objects.filter(id__in=people).values_list("id", "display_name", "born_on")
    return {number: Known([name], births=[born] if born else []) for number, name, born in rows}

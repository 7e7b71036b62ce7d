"""What may be written down: statements, ratings and facts, each with whose words they are, their source and date."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.practice.assessments.enums import (
    BarrierLevel,
    Domain,
    LookState,
    SourceKind,
    StatementKind,
    StatementUrgency,
    TriedOutcome,
)

LONGEST_WORDS = 4000
LONGEST_NOTE = 200
RATINGS = range(11)


@dataclass(frozen=True, slots=True)
class StatementText:
    """What somebody wants to write down about an area of a life; the arguments of ``add_statement``."""

    kind: str
    domain: str
    words: str
    own_words: str
    said_by_id: int | None
    person_id: int | None
    source: str
    source_note: str
    said_on: date
    urgency: str
    barrier_level: str
    worked: str
    reported_by_id: int | None = None


def faults_of(text: StatementText, *, subjects: Collection[int], today: date) -> dict[str, str]:
    """What is wrong with a statement, each fault under the name of its field; empty when nothing is.

    ``subjects`` are the numbers of the persons whom the case concerns.
    """
    faults = {**_choice_faults(text), **_kind_faults(text)}
    if not text.words.strip() and not text.own_words.strip():
        faults["words"] = _("Write what is so, in their words or in yours.")
    for name, value in (("words", text.words), ("own_words", text.own_words)):
        if len(value) > LONGEST_WORDS:
            faults[name] = _("This is longer than %(most)s letters. Shorten it, or make two of it.") % {
                "most": LONGEST_WORDS
            }
    if text.own_words.strip() and text.said_by_id is None:
        faults["said_by"] = _("Whose words are these? Choose who said them.")
    if text.said_by_id is not None and text.said_by_id not in subjects:
        faults["said_by"] = _("This person does not take part in the case. Choose someone who does.")
    if text.reported_by_id is not None and text.reported_by_id not in subjects:
        faults["reported_by"] = _("This person does not take part in the case. Choose someone who does.")
    elif text.reported_by_id is not None and text.said_by_id is None:
        faults["said_by"] = _("Whose words were told? Choose whose they are.")
    if text.person_id is not None and text.person_id not in subjects:
        faults["person"] = _("This person does not take part in the case. Choose someone who does.")
    if text.said_on > today:
        faults["said_on"] = _("This day has not come yet. Write the day on which it was said or seen.")
    if len(text.source_note) > LONGEST_NOTE:
        faults["source_note"] = _("Say where it comes from in %(most)s letters or fewer.") % {"most": LONGEST_NOTE}
    return faults


def _choice_faults(text: StatementText) -> dict[str, str]:
    faults = {}
    if text.kind not in StatementKind.values:
        faults["kind"] = _("Choose what this is: a strength, a need, a barrier, a hope or something already tried.")
    if text.domain not in Domain.values:
        faults["domain"] = _("Choose the area of life that this belongs to.")
    if text.source not in SourceKind.values:
        faults["source"] = _("Choose where this comes from.")
    elif text.source == SourceKind.OTHER_PERSON and not text.source_note.strip():
        faults["source_note"] = _("Say who said it, so that it is not taken for their own words.")
    if text.urgency and text.urgency not in StatementUrgency.values:
        faults["urgency"] = _("Choose how soon: now, soon or later.")
    return faults


def _kind_faults(text: StatementText) -> dict[str, str]:
    """Fields that belong to one kind of statement only: urgency to needs, a place to barriers, an outcome to tries."""
    faults = {}
    if text.urgency and text.kind != StatementKind.NEED:
        faults["urgency"] = _("Only a need has a time by which it must be met. Leave this empty.")
    if text.kind == StatementKind.BARRIER and text.barrier_level not in BarrierLevel.values:
        faults["barrier_level"] = _("Where does the barrier lie: with the person, with a provider or in the system?")
    if text.barrier_level and text.kind != StatementKind.BARRIER:
        faults["barrier_level"] = _("Only a barrier lies somewhere. Leave this empty.")
    if text.worked and (text.kind != StatementKind.TRIED or text.worked not in TriedOutcome.values):
        faults["worked"] = _("Only something already tried can have worked or not. Leave this empty.")
    return faults


def may_change_words(present: str, wanted: str | None) -> Decision:
    """May somebody's own words be changed? Never: nobody edits another person's words (S-038)."""
    if wanted is None or wanted == present:
        return Decision.yes()
    return Decision.no(
        "statement.own_words.kept",
        _("These are the person's own words and stay as they were said. Write your view beside them instead."),
        _("Practice B7: their wording is kept verbatim beside professional wording"),
    )


def rating_faults(
    *,
    state: str,
    said_by_id: int | None,
    person_rating: int | None,
    worker_rating: int | None,
    subjects: Collection[int],
) -> dict[str, str]:
    """What is wrong with a look at an area; empty when nothing is. Ratings run from 0 (worst) to 10 (best)."""
    faults = {}
    if state not in LookState.values:
        faults["state"] = _("Choose: looked at, not relevant, not ready to say, or left for later.")
    if state == LookState.NOT_RELEVANT and said_by_id is None:
        faults["said_by"] = _("Who said that this is not relevant? Choose a person.")
    if said_by_id is not None and said_by_id not in subjects:
        faults["said_by"] = _("This person does not take part in the case. Choose someone who does.")
    for name, value in (("person_rating", person_rating), ("worker_rating", worker_rating)):
        if value is not None and value not in RATINGS:
            faults[name] = _("Choose a number from 0 (worst) to 10 (best).")
    if person_rating is not None and said_by_id is None:
        faults["said_by"] = _("Whose number is this? Choose who gave it.")
    return faults


def may_rate_again(present: int | None, wanted: int | None) -> Decision:
    """May the person's own rating be replaced? It stays as given; a new one belongs to a new assessment (S-038)."""
    if present is None or wanted is None or wanted == present:
        return Decision.yes()
    return Decision.no(
        "assessment.rating.kept",
        _("The person said %(number)s. Answers stay as given. Ask again in a new assessment.") % {"number": present},
        _("Practice B8.1: one rating each, kept apart"),
    )


def fact_faults(
    *,
    domain: str,
    key: str,
    label: str,
    value: str,
    amount: Decimal | None,
    unit: str,
    source: str,
    on: date,
    today: date,
) -> dict[str, str]:
    """What is wrong with a fact; empty when nothing is. An amount needs its unit, such as "EUR a month"."""
    faults = {}
    if domain not in Domain.values:
        faults["domain"] = _("Choose the area of life that this belongs to.")
    if source not in SourceKind.values:
        faults["source"] = _("Choose where this comes from.")
    for name, text, most in (("key", key, 60), ("label", label, 160), ("value", value, 300)):
        if not text.strip():
            faults[name] = _("This is still empty. Please fill it in.")
        elif len(text) > most:
            faults[name] = _("Say it in %(most)s letters or fewer.") % {"most": most}
    if amount is not None and amount < 0:
        faults["amount"] = _("An amount is not negative. Write a debt as a debt, for example “rent owed: 1,140”.")
    if amount is not None and not unit.strip():
        faults["unit"] = _("Of what, and for how long? For example “EUR a month”.")
    if on > today:
        faults["on"] = _("This day has not come yet. Write the day on which it was so.")
    return faults

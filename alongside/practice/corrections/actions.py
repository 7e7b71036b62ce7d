"""A person says what is wrong; it is put right or stays; and she may add how she sees it (45 CFR 164.526)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.practice.assessments.models import Statement
from alongside.practice.contacts.models import Note
from alongside.practice.corrections.enums import AnswerClock, EntryOf, Outcome
from alongside.practice.corrections.models import Correction
from alongside.practice.corrections.queries import correction_row
from alongside.practice.corrections.rules import due
from alongside.practice.plans.models import Goal
from alongside.record.cases.models import Case

LETTERS = 10


@transaction.atomic
def take_correction(
    *,
    case: Case,
    person_id: int,
    kind: str,
    own_words: str,
    asked_on: date,
    entry: UUID | None = None,
    about: str = "",
    clock_of: str = AnswerClock.HIPAA,
    by: Reader,
) -> Correction:
    """Take down what a person says is wrong, word for word, with the entry that it is about and its level.

    Refused: too few words, a day ahead, nothing named that it is about; ``NotFound`` for an entry that ``by`` does not
    see. Whoever sees the entry sees what she says of it.
    """
    _need(own_words, "own_words", _("Write what they say, in their words: at least 10 letters."))
    if asked_on > clock.today():
        raise _field("asked_on", _("This day lies ahead."))
    number, level, words = _entry(case, kind, entry)
    if not (words or about.strip()):
        raise _field("about", _("Say which entry it is about."))
    return Correction.objects.create(
        circle_id=case.circle_id,
        level=level,
        case=case,
        person_id=person_id,
        kind=kind,
        entry=number,
        about=(words or about.strip())[:200],
        own_words=own_words.strip(),
        asked_on=asked_on,
        clock=clock_of,
        due_on=due(asked_on, clock_of),
        taken_by_id=by.actor_id,
    )


@transaction.atomic
def answer_correction(*, case: Case, correction: UUID, outcome: str, answer: str, by: Reader) -> Correction:
    """Answer a correction: it was put right, or it stays, and why. Refused: a second time, too few words."""
    row = correction_row(case.id, correction, lock=True)
    if row.outcome:
        raise Refused("correction.answered", _("This is answered already. What is new is a further correction."))
    _need(answer, "answer", _("Write the answer as the person reads it: at least 10 letters."))
    row.outcome, row.answer = Outcome(outcome), answer.strip()
    row.answered_on, row.answered_by_id = clock.today(), by.actor_id
    return _keep(row, "outcome", "answer", "answered_on", "answered_by")


@transaction.atomic
def lengthen_correction(*, case: Case, correction: UUID, why: str, by: Reader) -> Correction:
    """Take more time for the answer, once, with the reason that the person is told."""
    row = correction_row(case.id, correction, lock=True)
    if row.outcome or row.longer_why:
        raise Refused("correction.longer", _("More time can be taken once, and before the answer."))
    _need(why, "why", _("Write why it takes longer: at least 10 letters."))
    row.longer_why, row.due_on = why.strip(), due(row.asked_on, row.clock, longer=True)
    return _keep(row, "longer_why", "due_on")


@transaction.atomic
def add_statement_to_correction(*, case: Case, correction: UUID, statement: str, by: Reader) -> Correction:
    """Keep the person's statement of disagreement, in her words, with the entry for good.

    Refused: before the answer, where it was put right, and a second time: what is new is a further correction.
    """
    row = correction_row(case.id, correction, lock=True)
    if row.outcome != Outcome.STAYS or row.statement:
        words = _("A statement follows an answer that the entry stays as it is, once.")
        raise Refused("correction.statement", words, basis="45 CFR 164.526(d)(2)")
    _need(statement, "statement", _("Write what they say, in their words: at least 10 letters."))
    row.statement, row.statement_on = statement.strip(), clock.today()
    return _keep(row, "statement", "statement_on")


def _entry(case: Case, kind: str, public_id: UUID | None) -> tuple[int | None, int, str]:
    """The number, the level and the words of the entry, as the reader sees it; a note by the name of its contact."""
    if kind == EntryOf.OTHER:
        return None, ORDINARY, ""
    models: dict[str, Any] = {EntryOf.NOTE: Note, EntryOf.STATEMENT: Statement, EntryOf.GOAL: Goal}
    named = "contact__public_id" if kind == EntryOf.NOTE else "public_id"
    row = models[kind].objects.filter(case=case, **{named: public_id}).first()
    if row is None:
        raise NotFound
    if isinstance(row, Note):
        day = date_format(row.contact.at, "j F Y")
        return row.id, row.level, _("Note of %(day)s") % {"day": day}
    return row.id, row.level, str(getattr(row, "title", "") or getattr(row, "words", ""))[:200]


def _keep(row: Correction, *fields: str) -> Correction:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    return row


def _need(text: str, field: str, words: str) -> None:
    if len(text.strip()) < LETTERS:
        raise _field(field, words)


def _field(field: str, words: str) -> Refused:
    return Refused(f"correction.{field}", words, fields={field: words})

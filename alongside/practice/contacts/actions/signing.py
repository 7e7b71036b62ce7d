"""Signing, amending and changing notes, and whether the person may read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.staff.rules import signs_alone
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions.writing import refuse_faults
from alongside.practice.contacts.actions.writing import encrypt_note_words
from alongside.practice.contacts.models import Amendment, Contact, ContactGoal, ContactPart, ContactPerson, Note
from alongside.practice.contacts.queries.facts import recording_facts
from alongside.practice.contacts.queries.handles import happened_of, parts_of, written_of
from alongside.practice.contacts.rules.contacts import (
    Happened,
    Written,
    contact_faults,
    may_record,
    note_faults,
    sign_faults,
)
from alongside.practice.contacts.rules.formats import format_of, in_parts
from alongside.practice.contacts.rules.notes import content_digest, may_amend, may_change, may_sign
from alongside.practice.contacts.rules.several import part_faults

STALE = _("Somebody changed this while you were writing. Both versions are below; choose one.")


@dataclass(frozen=True, slots=True)
class Signed:
    """What came of signing several notes: those signed, and those not with the reason, each by its contact's name."""

    signed: tuple[UUID, ...]
    refused: Mapping[UUID, str]


@transaction.atomic
def sign_note(*, note: Note, by: Reader) -> Note:
    """Sign a note: from now on it is only amended. Signing twice is one signature.

    Refused: anyone but whoever wrote it or the second worker who was there; no goal and not said to be about none; no
    words; an interpreter needed and not answered for; an empty part of a format that asks for it. Recorded: who, when,
    and a SHA-256 digest of everything that the signature binds; the database keeps the rest from changing.
    """
    row = _held(note)
    if row.signed_at is not None:
        return row
    require(may_sign(by, author_id=row.author_id, co_author_id=row.contact.co_author_id))
    facts = recording_facts(case=row.case_id, by=by)
    require(may_record(by, facts.standing, facts.case.state))
    told = happened_of(row.contact)
    written = replace(written_of(row), parts=parts_of(row.contact_id))
    form = format_of(facts.rules, row.format)
    faults = sign_faults(
        told,
        written,
        form,
        parts=in_parts(facts.rules, form),
        next_said=row.next_step_id is not None,
        interpreter_for=facts.interpreter_for,
    )
    refuse_faults("note.incomplete", faults)
    row.signed_at, row.signed_by_id = clock.now(), by.actor_id
    row.needs_cosign = not signs_alone(by.roles)
    digest = content_digest(row.contact.public_id, row.author_id, told, written)
    row.digest = encrypt_note_words(row=row, words={"digest": digest}, by=by)["digest"]
    row.version += 1
    row.save(update_fields=["signed_at", "signed_by", "digest", "needs_cosign", "version"])
    return row


def sign_notes(*, notes: Iterable[Note], by: Reader) -> Signed:
    """Sign several notes; those that lack something are left, each with its reason, and the others are signed."""
    signed, refused = [], {}
    for note in notes:
        try:
            signed.append(sign_note(note=note, by=by).contact.public_id)
        except Refused as refusal:
            refused[note.contact.public_id] = " ".join(str(words) for words in refusal.fields.values()) or str(
                refusal.message
            )
    return Signed(tuple(signed), refused)


@transaction.atomic
def amend_note(*, note: Note, text: str, reason: str, by: Reader) -> Amendment:
    """Add to a signed note what was wrong or left out, with the reason; the note itself stays as it was signed.

    Refused: a note that is not signed yet (change it instead), no words, no reason, someone outside the team.
    Recorded: the amendment with its author and time, never changed.
    """
    row = _held(note)
    facts = recording_facts(case=row.case_id, by=by)
    require(may_record(by, facts.standing, facts.case.state))
    decision = may_amend(signed=row.signed_at is not None, text=text, reason=reason)
    _before, _at, field = decision.code.partition("note.amendment.")
    require(decision, field=field or None)
    amended = Amendment(
        circle_id=row.circle_id,
        level=row.level,
        note=row,
        text=text.strip(),
        reason=reason.strip()[:300],
        at=clock.now(),
        author_id=by.actor_id,
    )
    said = encrypt_note_words(row=amended, words={"text": amended.text, "reason": amended.reason}, by=by)
    amended.text, amended.reason = said["text"], said["reason"]
    amended.save(force_insert=True)
    return amended


@transaction.atomic
def change_note(
    *,
    note: Note,
    version: int,
    written: Written,
    people: Collection[int] | None = None,
    goals: Collection[int] | None = None,
    not_about_a_goal: bool | None = None,
    interpreter: str | None = None,
    interpreter_words: str = "",
    parts: Mapping[int, str] | None = None,
    by: Reader,
) -> Note:
    """Change a note that is not signed: its words, who was there, its goals, the interpreter. ``version`` was seen.

    ``people`` and ``goals`` are the whole new sets; a goal that was linked stays linked, since what it says of progress
    is never taken back; ``parts`` are what is for one person's file alone. What is None stays.

    Refused: anyone but the author, a signed note, somebody who takes no part,
    words without a speaker. A version that is not the newest raises ``Stale`` with the words as they are now.
    """
    row = _held(note)
    require(may_change(by, author_id=row.author_id, signed=row.signed_at is not None))
    if row.version != version:
        raise Stale(STALE, _theirs(row))
    facts = recording_facts(case=row.case_id, by=by)
    require(may_record(by, facts.standing, facts.case.state))
    before = happened_of(row.contact)
    about = {**before.goals, **{goal: None for goal in goals or () if goal not in before.goals}}
    told = replace(
        before,
        people=before.people if people is None else tuple(people),
        seen_alone=before.seen_alone if people is None else frozenset(before.seen_alone) & set(people),
        goals=about,
        not_about_a_goal=(before.not_about_a_goal if not_about_a_goal is None else not_about_a_goal) and not about,
        interpreter=before.interpreter if interpreter is None else interpreter,
        interpreter_words=before.interpreter_words if interpreter is None else interpreter_words.strip(),
    )
    takes_part = {one.id for one in facts.people} | set(before.people)
    faults = contact_faults(
        told,
        takes_part=takes_part,
        goals={goal.id for goal in facts.goals} | set(before.goals),
        opened_on=facts.case.opened_on,
        now=clock.now(),
    )
    faults |= note_faults(written, takes_part=takes_part, today=clock.today())
    refuse_faults("note.incomplete", faults | part_faults(parts or {}, takes_part=takes_part, level=row.level))
    _store_words(row, written, by)
    _store_contact(row.contact, told, by)
    _store_parts(row.contact, parts or {})
    return row


def _store_words(row: Note, written: Written, by: Reader) -> None:
    said = {
        "text": written.text.strip(),
        "opinion": written.opinion.strip(),
        "sections": {key: words.strip() for key, words in written.sections.items() if words.strip()},
        "own_words": written.own_words.strip(),
        "hold_reason": "" if written.shared else written.hold_reason.strip(),
    }
    for name, words in encrypt_note_words(row=row, words=said, by=by).items():
        setattr(row, name, words)
    row.format = written.format
    row.said_by_id = written.said_by_id if said["own_words"] else None
    row.shared = written.shared
    row.hold_until = None if written.shared else written.hold_until
    row.version += 1
    row.save(
        update_fields=[
            *("format", "text", "opinion", "sections", "own_words", "said_by"),
            *("shared", "hold_reason", "hold_until", "version"),
        ]
    )


def _store_parts(contact: Contact, parts: Mapping[int, str]) -> None:
    there = {row.person_id: row for row in ContactPart.objects.filter(contact=contact)} if parts else {}
    for person, words in parts.items():
        row = there.get(person)
        if row is not None and row.words != words.strip():
            row.words = words.strip()
            row.version += 1
            row.save(update_fields=["words", "version"])
        elif row is None and words.strip():
            ContactPart.objects.create(
                circle_id=contact.circle_id, level=contact.level, contact=contact, person_id=person, words=words.strip()
            )


def _store_contact(contact: Contact, told: Happened, by: Reader) -> None:
    """Bring the contact to what is told: people come and go by a mark, goals are only added."""
    rows = ContactPerson.objects.filter(contact=contact, person__merged_into=None)
    there = {row.person_id: row for row in rows}
    for person, row in there.items():
        if row.was_there != (person in told.people):
            row.was_there = person in told.people
            row.version += 1
            row.save(update_fields=["was_there", "version"])
    common = {"circle_id": contact.circle_id, "level": contact.level, "contact": contact}
    ContactPerson.objects.bulk_create(
        [ContactPerson(**common, person_id=person) for person in told.people if person not in there]
    )
    linked = set(ContactGoal.objects.filter(contact=contact).values_list("goal_id", flat=True))
    ContactGoal.objects.bulk_create([ContactGoal(**common, goal_id=goal) for goal in told.goals if goal not in linked])
    contact.not_about_a_goal = told.not_about_a_goal
    words = encrypt_note_words(row=contact, words={"interpreter_words": told.interpreter_words}, by=by)
    contact.interpreter, contact.interpreter_words = told.interpreter, words["interpreter_words"]
    contact.version += 1
    contact.save(update_fields=["not_about_a_goal", "interpreter", "interpreter_words", "version"])


def _theirs(row: Note) -> dict[str, str]:
    words = written_of(row)
    return {"text": words.text, "own_words": words.own_words, "opinion": words.opinion, **words.sections}


def _held(note: Note) -> Note:
    return held(Note.objects.select_related("contact").filter(id=note.id))


@transaction.atomic
def hold_note(*, note: Note, reason: str, until: date, by: Reader) -> Note:
    """Hold a note back from the person until a day, for a reason. Sharing is the rule, so both are asked for.

    Refused without a reason, for a day that has passed, and outside the team. Signed or not makes no difference.
    """
    row = _held(note)
    facts = recording_facts(case=row.case_id, by=by)
    require(may_record(by, facts.standing, facts.case.state))
    held = replace(written_of(row), shared=False, hold_reason=reason, hold_until=until)
    takes_part = {one.id for one in facts.people} | {row.said_by_id or 0}
    refuse_faults("note.hold", note_faults(held, takes_part=takes_part, today=clock.today()))
    row.hold_reason = encrypt_note_words(row=row, words={"hold_reason": reason.strip()}, by=by)["hold_reason"]
    row.shared, row.hold_until = False, until
    row.version += 1
    row.save(update_fields=["shared", "hold_reason", "hold_until", "version"])
    return row


@transaction.atomic
def share_note(*, note: Note, by: Reader) -> Note:
    """Let the person read a note again that was held back. Refused outside the team."""
    row = _held(note)
    facts = recording_facts(case=row.case_id, by=by)
    require(may_record(by, facts.standing, facts.case.state))
    row.shared, row.hold_reason, row.hold_until = True, "", None
    row.version += 1
    row.save(update_fields=["shared", "hold_reason", "hold_until", "version"])
    return row

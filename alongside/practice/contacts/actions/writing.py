"""Writing a contact with everything that hangs on it in one statement, so that recording stays within its budget.

Row-level security, the guards of circles and history work on each of the rows as on any other.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.agency.access.models import CircleRow
from alongside.agency.keys.actions import encrypt_values_with_key
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.models import Contact, Note
from alongside.practice.contacts.rules.contacts import Happened

WORDS = ("text", "sections", "own_words", "opinion", "hold_reason", "digest")
"""What a note says, and the digest of it: what may be encrypted."""

CONTACT = """
with contact as (
  insert into contacts_contact (public_id, version, circle_id, level, acl_key, case_id, mode, at, ends_at, place,
                                about, language, interpreter, interpreter_words, appointment_id,
                                not_about_a_goal, source, occasion, recorded_at, author_id, co_author_id)
  values (%(public_id)s, 1, %(circle)s, %(level)s, 0, %(case)s, %(mode)s, %(at)s, %(ends_at)s, %(place)s,
          %(about)s, %(language)s, %(interpreter)s, %(interpreter_words)s, %(appointment)s,
          %(not_about_a_goal)s, %(source)s, %(occasion)s, %(recorded_at)s, %(author)s, %(co_author)s)
  returning id, circle_id, level, case_id, author_id
), there as (
  insert into contacts_contactperson (public_id, version, circle_id, level, acl_key, contact_id, person_id, seen_alone,
                                      was_there)
  select gen_random_uuid(), 1, c.circle_id, c.level, 0, c.id, p.person, p.alone, true
    from contact c, jsonb_to_recordset(%(people)s::jsonb) as p(person bigint, alone boolean) returning 1
), parts as (
  insert into contacts_contactpart (public_id, version, circle_id, level, acl_key, contact_id, person_id, words)
  select gen_random_uuid(), 1, c.circle_id, c.level, 0, c.id, p.person, p.words
    from contact c, jsonb_to_recordset(%(parts)s::jsonb) as p(person bigint, words text) returning 1
), about as (
  insert into contacts_contactgoal (public_id, version, circle_id, level, acl_key, contact_id, goal_id, progress_id)
  select gen_random_uuid(), 1, c.circle_id, c.level, 0, c.id, g.goal, g.progress
    from contact c, jsonb_to_recordset(%(goals)s::jsonb) as g(goal bigint, progress bigint) returning 1
)"""

NOTE = """, note as (
  insert into contacts_note (public_id, version, circle_id, level, acl_key, contact_id, case_id, format, text, sections,
                             own_words, said_by_id, opinion, shared, hold_reason, hold_until, next_step_id, signed_at,
                             signed_by_id, digest, needs_cosign, author_id)
  select %(note)s, 1, c.circle_id, c.level, 0, c.id, c.case_id, %(format)s, %(text)s, %(sections)s::jsonb,
         %(own_words)s, %(said_by)s, %(opinion)s, %(shared)s, %(hold_reason)s, %(hold_until)s, %(next_step)s,
         %(signed_at)s, %(signed_by)s, %(digest)s, %(needs_cosign)s, c.author_id
    from contact c, (select count(*) from there) t, (select count(*) from about) a,
         (select count(*) from parts) p
  returning id
) select contact.id, note.id from contact, note"""

NO_NOTE = " select contact.id, null::bigint from contact"


def write_contact(
    contact: Contact,
    told: Happened,
    *,
    progress: Mapping[int, int],
    note: Note | None,
    parts: Mapping[int, str] | None = None,
    by: Reader,
) -> None:
    """Write ``contact`` with its people, goals and note; sets the numbers of ``contact`` and ``note``.

    ``progress`` maps a goal to the row that says where it stood. The note comes last, when its contact is whole, since
    nothing is added to the contact of a signed note. Its words are encrypted where its level asks for it.
    """
    values: dict[str, bool | int | str | date | datetime | UUID | None] = {
        "public_id": contact.public_id,
        "circle": contact.circle_id,
        "level": contact.level,
        "case": contact.case_id,
        "mode": contact.mode,
        "at": contact.at,
        "ends_at": contact.ends_at,
        "about": contact.about,
        "language": contact.language,
        "interpreter": contact.interpreter,
        "appointment": contact.appointment_id,
        "not_about_a_goal": contact.not_about_a_goal,
        "source": contact.source,
        "occasion": contact.occasion,
        "recorded_at": contact.recorded_at,
        "author": contact.author_id,
        "co_author": contact.co_author_id,
        "people": people_json(told.people, told.seen_alone),
        "parts": json.dumps([{"person": person, "words": words} for person, words in (parts or {}).items() if words]),
        "goals": json.dumps([{"goal": goal, "progress": progress.get(goal)} for goal in told.goals]),
        **encrypt_note_words(
            row=contact, words={"place": contact.place, "interpreter_words": contact.interpreter_words}, by=by
        ),
    }
    if note is not None:
        note.circle_id, note.level = contact.circle_id, contact.level
        values |= _note_values(note, by)
    with connection.cursor() as cursor:
        cursor.execute(CONTACT + (NOTE if note is not None else NO_NOTE), values)
        contact.id, number = cursor.fetchone()
    contact._state.adding = False
    if note is not None:
        note.id, note.contact_id, note._state.adding = number, contact.id, False


def _note_values(note: Note, by: Reader) -> dict[str, Any]:
    words = encrypt_note_words(row=note, words={name: getattr(note, name) for name in WORDS}, by=by)
    return {
        **words,
        "note": note.public_id,
        "format": note.format,
        "sections": json.dumps(words["sections"]),
        "said_by": note.said_by_id,
        "shared": note.shared,
        "hold_until": note.hold_until,
        "next_step": note.next_step_id,
        "signed_at": note.signed_at,
        "signed_by": note.signed_by_id,
        "needs_cosign": note.needs_cosign,
    }


def encrypt_note_words(*, row: CircleRow, words: Mapping[str, Any], by: Reader) -> dict[str, Any]:
    """``words`` of a contact, a note or an amendment as they are kept: encrypted where its level asks for it."""
    return encrypt_values_with_key(
        table=row._meta.db_table,
        level=row.level,
        circle=row.circle_id,
        public_id=row.public_id,
        values=words,
        by=by,
    )


def people_json(people: Collection[int], seen_alone: Collection[int]) -> str:
    """Who was there, and who of them was seen alone, as the statement takes it."""
    return json.dumps([{"person": person, "alone": person in seen_alone} for person in people])

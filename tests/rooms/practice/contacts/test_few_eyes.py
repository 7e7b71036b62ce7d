"""Notes of counselling and of substance use treatment: who writes and reads them, and how they are kept."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from alongside.agency.access import actions as access
from alongside.agency.access.models import History, Reading
from alongside.agency.drafts import actions as drafts
from alongside.agency.keys.actions import encrypt_what_is_plain, rewrap_keys, row_in_clear
from alongside.agency.staff.enums import Role
from alongside.ground.foundation.encryption import MARK, Unopened, is_encrypted
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.masters import add_master, drop_masters
from alongside.ground.foundation.reader import PSYCHOTHERAPY, RESTRICTED, SUBSTANCE_USE
from alongside.ground.postgres.account import environment
from alongside.ground.postgres.binaries import programs
from alongside.ground.postgres.dumping import dump, one_moment
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts import queries
from alongside.practice.contacts.models import Amendment, Contact, Note
from alongside.practice.contacts.queries import series
from alongside.practice.contacts.rules.contacts import Written
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.database import plugin
from tests.database.copies import pointing_at
from tests.factories.assessments import a_ready_case
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.eyes import CANARY, SAID, a_note_for_few, credential
from tests.factories.plans import a_goal


def columns(contact: Contact) -> dict[str, Any]:
    """What stands in the database itself."""
    note = Note.objects.get(contact=contact)
    row = Contact.objects.get(id=contact.id)
    found = {
        name: getattr(note, name) for name in ("text", "own_words", "opinion", "sections", "hold_reason", "digest")
    }
    return {**found, "place": row.place, "interpreter_words": row.interpreter_words}


def test_words_for_few_eyes_are_kept_encrypted_and_read_as_they_were_written(become: Become) -> None:
    for role in (Role.COUNSELLOR, Role.TREATMENT):
        credential(become, "worker", role)
    by = become("worker")
    case = a_case(by)
    for level in (PSYCHOTHERAPY, SUBSTANCE_USE):
        contact = a_note_for_few(case, by, level=level)
        assert all(is_encrypted(kept) for kept in columns(contact).values())
        contacts.amend_note(
            note=Note.objects.get(contact=contact), text=f"{CANARY} added", reason=f"{CANARY} why", by=by
        )
        page = queries.contact_page(contact.public_id, by=by)
        note = page.contact.note
        assert note is not None
        assert page.intact
        assert (note.text, note.own_words, note.opinion) == (SAID["text"], SAID["own_words"], SAID["opinion"])
        assert {key: words for key, _name, words in note.sections} == SAID["sections"]
        assert (note.hold_reason, page.contact.place) == (SAID["hold_reason"], SAID["place"])
        assert [(one.text, one.reason) for one in note.amendments] == [(f"{CANARY} added", f"{CANARY} why")]
        fact = series.note_fact(Note.objects.get(contact=contact).public_id, by=by)
        assert (fact.text, fact.digest, fact.amendments[0].text) == (SAID["text"], note.digest, f"{CANARY} added")
        assert len(note.digest) == 64
    assert is_encrypted(Amendment.objects.latest("id").reason)
    assert CANARY not in json.dumps([row.before for row in History.objects.all()], default=str)


def test_a_note_that_waits_is_changed_signed_and_held_back_encrypted(become: Become) -> None:
    credential(become, "worker")
    by = become("worker")
    case = a_case(by)
    contact = a_note_for_few(case, by, sign=False)
    assert SAID["text"] in queries.notes_to_sign(by.actor_id)[0].begins
    note = queries.note_row(contact.public_id)
    changed = Written(format=note.format, text=f"{CANARY} again", sections={}, own_words="", opinion="")
    contacts.change_note(note=note, version=1, written=changed, by=by)
    contacts.hold_note(note=note, reason=f"{CANARY} hold", until=case.opened_on.replace(year=2099), by=by)
    signed = contacts.sign_note(note=note, by=by)
    kept = columns(contact)
    assert is_encrypted(kept["text"])
    assert is_encrypted(kept["hold_reason"])
    assert (kept["opinion"], kept["sections"]) == ("", {})
    page = queries.contact_page(contact.public_id, by=by)
    assert page.intact
    assert page.contact.note is not None
    assert (page.contact.note.text, page.contact.note.hold_reason) == (f"{CANARY} again", f"{CANARY} hold")
    assert is_encrypted(signed.digest)
    assert CANARY not in json.dumps([row.before for row in History.objects.all()], default=str)


def test_only_who_holds_the_credential_writes_and_reads_them(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    for level in (PSYCHOTHERAPY, SUBSTANCE_USE, PSYCHOTHERAPY | 1, 32):
        with pytest.raises(Refused, match="not at this level") as refusal:
            a_note_for_few(case, by, level=level)
        assert list(refusal.value.fields) == ["level"]
    credential(become, "worker")
    credential(become, "colleague")
    by = become("worker")
    with pytest.raises(Refused, match="not at this level"):
        a_note_for_few(case, by, level=SUBSTANCE_USE)
    contact = a_note_for_few(case, by)
    ordinary = a_contact(case, by, text="For everyone")
    for username in ("colleague", "supervisor", "intake", "privacy", "admin", "elsewhere"):
        reader = become(username)
        with pytest.raises(NotFound):
            queries.contact_page(contact.public_id, by=reader)
        assert not Note.objects.filter(contact=contact).exists()
    with pytest.raises(Refused):
        a_note_for_few(case, become("colleague"))  # a counsellor, but she does not carry this case
    access.assign(circle=case.circle_id, actor_id=become("colleague").actor_id, by=become("worker"))
    seen = queries.timeline(case.id).entries
    become("colleague")
    assert [one.public_id for one in queries.timeline(case.id).entries] == [one.public_id for one in seen]
    assert {one.public_id for one in seen} == {contact.public_id, ordinary.public_id}


def test_what_everyone_would_see_stays_out_of_such_a_note(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    credential(become, "worker")
    by = become("worker")
    before = Case.objects.get(id=case.id)
    with pytest.raises(Refused) as refusal:
        a_note_for_few(case, by, goals=[(goal.id, goal.attained + 1)])
    assert list(refusal.value.fields) == ["goals"]
    a_note_for_few(case, by, goals=[(goal.id, None)])
    other = become("colleague").actor_id
    by = become("worker")
    with pytest.raises(Refused) as refusal:
        a_note_for_few(case, by, co_author_id=other)
    assert list(refusal.value.fields) == ["co_author"]
    after = Case.objects.get(id=case.id)
    assert (after.last_contact_at, after.version, after.stage) == (before.last_contact_at, before.version, before.stage)
    assert {one.act for one in Reading.objects.filter(object_kind="contact")} <= {"case page"}


def test_somebody_who_types_the_mark_breaks_no_page(become: Become) -> None:
    by = become("worker")
    typed = f"{MARK}1.7.AAAA"
    contact = a_contact(a_case(by), by, text=typed, level=RESTRICTED)
    page = queries.contact_page(contact.public_id, by=by)
    assert page.contact.note is not None
    assert page.contact.note.text == typed


@pytest.fixture
def agency(become: Become, tmp_path: Path) -> Iterator[tuple[psycopg.Connection[Any], str, str, Path]]:
    """A database of its own with two signed notes for few eyes, an amendment, and a draft of a third."""
    file = tmp_path / "masters.key"
    file.write_bytes(Path(settings.MASTER_KEYS).read_bytes())
    address, name = plugin.copy_of_template("eyes")
    try:
        with override_settings(MASTER_KEYS=str(file)):
            with pointing_at(name), transaction.atomic():
                credential(become, "worker")
                by = become("worker")
                case = a_case(by)
                first = a_note_for_few(case, by, sign=False)
                note = queries.note_row(first.public_id)
                again = Written(format=note.format, text=f"{CANARY} later", sections=SAID["sections"])
                contacts.change_note(note=note, version=1, written=again, by=by)
                contacts.sign_note(note=note, by=by)
                contacts.amend_note(note=note, text=f"{CANARY} added", reason=f"{CANARY} why", by=by)
                a_note_for_few(case, by, text=f"{CANARY} second")
                typed = {"text": f"{CANARY} draft", "level": "8"}
                drafts.keep_draft(key="contact-1", data=typed, base=0, by=by)
            with psycopg.connect(address, autocommit=True) as held:
                yield held, name, address, file
    finally:
        plugin.drop(name)


def texts(become: Become, name: str) -> list[str]:
    """What the counsellor reads, every word of it in one line each."""
    with pointing_at(name), transaction.atomic():
        by = become("worker")
        case = Case.objects.latest("id")
        pages = [queries.contact_page(one.public_id, by=by) for one in queries.timeline(case.id).entries]
        assert all(page.intact for page in pages)
        return [page.contact.note.text for page in pages if page.contact.note]


def plain_dump(address: str) -> bytes:
    """A whole copy of the database as text."""
    with one_moment(address) as (_held, snapshot):
        packed = b"".join(dump(address, snapshot))
    done = subprocess.run(
        [programs() / "pg_restore", "--file=-"], input=packed, capture_output=True, check=True, env=environment()
    )
    return done.stdout


@pytest.mark.committed
def test_no_copy_of_the_database_holds_a_word_of_them(
    agency: tuple[psycopg.Connection[Any], str, str, Path], become: Become
) -> None:
    held, name, address, file = agency
    copied = plain_dump(address)
    assert b"COPY public.contacts_note" in copied
    assert CANARY.encode() not in copied.lower()
    wanted = {f"{CANARY} later", f"{CANARY} second"}
    assert set(texts(become, name)) == wanted
    add_master(file)
    assert rewrap_keys(held) == 1
    drop_masters(file)
    assert set(texts(become, name)) == wanted
    held.execute("alter table contacts_note disable trigger user")
    held.execute("update contacts_note n set text = o.text from contacts_note o where o.id <> n.id")
    with pytest.raises(Unopened, match="moved"):
        texts(become, name)


@pytest.mark.committed
def test_they_leave_in_clear_with_the_whole_agency_and_arrive_encrypted(
    agency: tuple[psycopg.Connection[Any], str, str, Path], become: Become
) -> None:
    held, name, _address, _file = agency
    tables = ("contacts_note", "contacts_contact", "contacts_amendment", "access_history")
    for table in tables:
        held.execute(f"alter table {table} disable trigger user")
        for (row,) in held.execute(f"select to_jsonb(t) from {table} t order by id").fetchall():
            clear = row_in_clear(held, table=table, row=row)
            assert MARK not in json.dumps(clear, ensure_ascii=False), table
            held.execute(
                f"update {table} t set ({', '.join(clear)}) = (select {', '.join(clear)} "
                f"from jsonb_populate_record(null::{table}, %s::jsonb)) where id = %s",
                [json.dumps(clear), row["id"]],
            )
    held.execute("delete from keys_circlekey")
    assert encrypt_what_is_plain(held) > 20
    assert encrypt_what_is_plain(held) == 0
    for table in tables:
        for (row,) in held.execute(f"select t::text from {table} t").fetchall():
            assert CANARY not in row.lower(), table
    assert set(texts(become, name)) == {f"{CANARY} later", f"{CANARY} second"}

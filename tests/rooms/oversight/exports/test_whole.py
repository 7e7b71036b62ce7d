"""A whole agency leaves and comes in elsewhere, the same in every field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import transaction

from alongside.ground.foundation.encryption import is_encrypted_bytes
from alongside.ground.foundation.errors import Refused
from alongside.oversight.exports.actions import whole
from alongside.oversight.exports.actions.whole import export_agency, import_agency
from alongside.oversight.exports.rules.whole import LEFT_OUT, read_manifest, schema_of, tables
from alongside.practice.documents.models import Document
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.database import plugin
from tests.database.copies import make_empty, pointing_at
from tests.factories.cases import a_case
from tests.factories.files import a_file
from tests.factories.people import a_phone

PDF = b"%PDF-1.7 \x00\xff a paper"
Connection = psycopg.Connection[Any]


@pytest.fixture
def places(become: Become) -> Iterator[tuple[Connection, Connection]]:
    """Two databases, as their administrator: one with an agency that has a case, one in which nobody works yet."""
    first, one = plugin.copy_of_template("leaves")
    second, two = plugin.copy_of_template("arrives")
    try:
        with pointing_at(one), transaction.atomic():
            by = become("worker")
            case = a_case(by, people=["Marta López", '<b>Zażółć</b> \\ " \u200f مرتا'])
            person = Person.objects.get(display_name="Marta López")
            Document.objects.create(
                circle_id=case.circle_id,
                case=case,
                kind="closing_summary",
                title="Still to be made",
                asked_at=case.created_at,
                asked_by_id=by.actor_id,
            )
            a_phone(person, case.circle_id, by, "085 555 4471")
            photo = a_file(case, by, title="A photo")
            assert is_encrypted_bytes(bytes(photo.content or b""))
            Document.objects.create(
                circle_id=case.circle_id,
                case=case,
                kind="closing_summary",
                state="ready",
                title="A paper",
                content=PDF,
                asked_at=case.created_at,
                asked_by_id=by.actor_id,
            )
        with psycopg.connect(first, autocommit=True) as held, psycopg.connect(second, autocommit=True) as empty:
            make_empty(empty, "ab" * 32)
            yield held, empty
    finally:
        plugin.drop(one)
        plugin.drop(two)


def quiet(table: str, rows: int) -> None:
    assert table
    assert rows >= 0


def lines(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "tables" / f"{table}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.committed
def test_the_agency_that_comes_in_is_the_one_that_left(
    places: tuple[Connection, Connection], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, empty = places
    monkeypatch.setattr(whole, "AT_ONCE", 2)
    with pytest.raises(Refused, match="no agency here that could leave"):
        export_agency(empty, tmp_path / "nothing", progress=quiet)
    assert not (tmp_path / "nothing").exists()
    there, here = tmp_path / "there", tmp_path / "here"
    left = export_agency(held, there, progress=quiet)
    assert import_agency(empty, there, progress=quiet).rows == left.rows
    again = export_agency(empty, here, progress=quiet)
    assert again.files == left.files
    files = [(there / part.path).read_bytes() for part in left.files.values()]
    assert PDF in files
    assert {content[:3] for content in files if content != PDF} == {b"\xff\xd8\xff"}
    for place in (held, empty):
        kept = place.execute("select content, thumbnail from documents_attachment").fetchall()
        assert [is_encrypted_bytes(bytes(content)) for row in kept for content in row] == [True, True]
    for table in left.tables:
        before, after = lines(there, table), lines(here, table)
        if table == "exports_export":
            assert [one["kind"] for one in after[len(before) :]] == ["arrived", "agency"]
        if table in ("exports_export", "access_history"):
            after = after[: len(before)]
        if table in ("access_history", "access_reading"):
            before = [{**one, "epoch": 0} for one in before]  # its transactions count on another server
        assert after == before, table
    digest = hashlib.sha256((there / "manifest.json").read_bytes()).hexdigest()
    for place, kind in ((held, "agency"), (empty, "arrived")):
        noted = place.execute("select rows, digest from exports_export where kind = %s order by id", [kind]).fetchone()
        assert noted == (left.rows, digest), kind
    assert left.tables["people_person"].rows == 2
    assert {one["password"] for one in lines(there, "access_account")} == {"!"}
    assert len(lines(here, "access_history")) == len(lines(there, "access_history")) + 3  # with its key
    with empty.transaction():
        (number,) = empty.execute("select nextval(pg_get_serial_sequence('cases_case', 'id'))").fetchone() or (0,)
    assert number > max(one["id"] for one in lines(there, "cases_case"))


@pytest.mark.committed
def test_a_folder_that_is_not_what_it_says_changes_nothing(
    places: tuple[Connection, Connection], tmp_path: Path
) -> None:
    held, empty = places
    folder = tmp_path / "agency"
    export_agency(held, folder, progress=quiet)
    with pytest.raises(Refused, match="agency here already"):
        import_agency(held, folder, progress=quiet)
    with pytest.raises(Refused, match="not empty"):
        export_agency(held, folder, progress=quiet)
    people = folder / "tables" / "people_person.jsonl"
    content = people.read_bytes()
    people.write_bytes(content.replace(b"Marta", b"Maria"))
    with pytest.raises(Refused, match="was changed after"):
        import_agency(empty, folder, progress=quiet)
    people.unlink()
    with pytest.raises(Refused, match="is missing"):
        import_agency(empty, folder, progress=quiet)
    people.write_bytes(content)
    manifest = folder / "manifest.json"
    said = json.loads(manifest.read_text("utf-8"))
    for damage, words in (
        ({"version": 99}, "another version"),
        ({"format": "x"}, "not one of an agency"),
        ({"tables": {"x": said["tables"]["people_person"]}}, "no place for the table"),
        ({"tables": {"people_person": {**said["tables"]["people_person"], "path": "../../x"}}}, "is missing"),
        ({"tables": {"people_person": {**said["tables"]["people_person"], "rows": 9}}}, "another number of rows"),
        ({"tables": 3}, "damaged"),
    ):
        manifest.write_text(json.dumps({**said, **damage}), "utf-8")
        with pytest.raises(Refused, match=words):
            import_agency(empty, folder, progress=quiet)
    assert empty.execute("select count(*) from people_person").fetchone() == (0,)
    manifest.write_text("{", "utf-8")
    with pytest.raises(Refused, match=r"no manifest\.json"):
        read_manifest(folder)


def test_every_table_leaves_or_is_named_with_the_reason() -> None:
    assert all(reason for reason in LEFT_OUT.values())
    for table, model in tables().items():
        schema = schema_of(model)
        assert schema["title"] == table
        assert set(schema["required"]) == {one.column for one in model._meta.local_concrete_fields}
        assert schema["description"], f"{table}: say in the model what a row is"

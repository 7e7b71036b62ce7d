"""A list leaves: who took what, how much and what for is written down; what is too much or unexplained stays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from openpyxl import load_workbook

from alongside.agency.access.models import Reading
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.models import Export
from alongside.oversight.exports.rules import limits
from alongside.oversight.imports.actions import begin_run, carry_on
from alongside.oversight.imports.queries import counts_of
from alongside.oversight.imports.rules.columns import own_mapping
from alongside.oversight.imports.rules.tables import look_at
from alongside.oversight.journeys.taking import take_list
from alongside.record.people.models import ContactPoint, Person, PersonName
from tests.conftest import Become
from tests.factories.cases import a_case


def test_a_list_leaves_and_it_is_on_record(become: Become) -> None:
    by = become("worker")
    a_case(by, people=["=Marta"])
    taken = take_list(name="people", choice={}, form=ExportFormat.CSV, why=" For me ", by=by)
    content = taken.content.read()
    row = Export.objects.get()
    assert (row.kind, row.format, row.rows, row.why) == ("list", "csv", 1, "For me")
    assert row.digest == hashlib.sha256(content).hexdigest()
    assert "'=Marta" in content.decode("utf-8-sig")
    assert taken.file_name.startswith("people_1-rows_")
    assert Reading.objects.filter(actor_id=by.actor_id, act="list taken out", object_kind="people").exists()


def test_a_workbook_says_who_when_and_what(become: Become) -> None:
    by = become("worker")
    a_case(by)
    taken = take_list(name="cases", choice={"state": "any"}, form=ExportFormat.XLSX, why="For the funder", by=by)
    book = load_workbook(taken.content)
    about = {name.value: value.value for name, value in book["About"].iter_rows()}
    assert about["Taken out by"] == "Dele Akande"
    assert about["Rows"] == 1
    assert about["Cases that are"] == "Open or closed"
    assert about["What for"] == "For the funder"
    assert Export.objects.get().about == "Cases (Whose cases: My cases, Cases that are: Open or closed)"


def test_too_many_rows_no_reason_and_too_often_are_refused(become: Become, monkeypatch: pytest.MonkeyPatch) -> None:
    by = become("worker")
    a_case(by, family=True)

    def code(why: str = "") -> str:
        try:
            take_list(name="people", choice={}, form=ExportFormat.CSV, why=why, by=by)
        except Refused as refusal:
            return refusal.code
        return ""

    monkeypatch.setattr(limits, "WHY_ABOVE", 2)
    assert code() == "export.why"
    assert code("For the yearly report") == ""
    monkeypatch.setattr(limits, "IN_AN_HOUR", 1)
    assert code("For the yearly report") == "export.pace"
    monkeypatch.setattr(limits, "IN_AN_HOUR", 30)
    monkeypatch.setattr(limits, "MOST", 2)
    assert code("For the yearly report") == "export.many"
    assert Export.objects.count() == 1


def test_the_hour_is_each_one_s_own(become: Become, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "IN_AN_HOUR", 1)
    note_export(kind=ExportKind.LIST, form=ExportFormat.CSV, about="People", rows=1, by=become("colleague"))
    assert take_list(name="people", choice={}, form=ExportFormat.CSV, why="", by=become("worker")).rows == 0


@pytest.mark.parametrize(("who", "name"), [("evaluator", "people"), ("worker", "log"), ("worker", "nothing")])
def test_a_list_of_others_is_as_absent_as_none(become: Become, who: str, name: str) -> None:
    with pytest.raises(NotFound):
        take_list(name=name, choice={}, form=ExportFormat.CSV, why="", by=become(who))


@pytest.mark.parametrize("form", [ExportFormat.CSV, ExportFormat.XLSX])
def test_people_that_left_and_come_back_change_nothing(become: Become, form: ExportFormat) -> None:
    @contextmanager
    def enter() -> Iterator[Reader]:
        yield become("worker")

    by = become("worker")
    a_case(by, family=True)
    Person.objects.filter(display_name="Marta López").update(
        born_on="1992-05-01", birth_precision="month", sex="f", gender_words="-", languages=["Spanish", "English"]
    )
    before = [list(model.objects.order_by("id").values()) for model in (Person, PersonName, ContactPoint)]
    taken = take_list(name="people", choice={}, form=form, why="", by=by)
    source = taken.content
    reading = look_at(source)
    mapping = {head.title: own_mapping(head.header) for head in reading.sheets}
    assert {"id", "full_name", "birth_date", "language", "sex", "gender"} <= set(next(iter(mapping.values())).values())
    run = begin_run(
        source=source, name=taken.file_name, mapping=mapping, reading=reading, dates="", system="people", dry_run=False,
        create_all=False, by=by,
    )  # fmt: skip
    carry_on(run_id=run.id, enter=enter, source=source, decisions=None)
    become("worker")
    assert counts_of(run.id) == {"read": 3, "created": 0, "updated": 0, "unchanged": 3, "refused": 0}
    assert [list(model.objects.order_by("id").values()) for model in (Person, PersonName, ContactPoint)] == before

"""A whole case as its reader sees it: every section, outside names, a manifest that holds, nothing that is hidden."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import jsonschema_rs
import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.oversight.exports.queries.whole_case import case_named, digest_of, whole_case
from alongside.oversight.exports.rules.case_schema import case_schema
from alongside.oversight.exports.rules.case_sections import NAMES
from alongside.practice.assessments.models import Fact, Statement
from alongside.practice.contacts.models import Contact, Note
from alongside.practice.documents.models import Document
from alongside.practice.plans.models import GoalSource
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, a_statement, an_assessment
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact, an_appointment, an_hour_ago
from tests.factories.people import a_phone
from tests.factories.plans import a_goal, an_agreed_plan

Queries = Callable[[], AbstractContextManager[list[str]]]


def a_full_case(by: Reader) -> Case:
    """A case with something in nearly every section."""
    case = a_ready_case(by, family=True)
    person = case.participants.order_by("id")[0].person
    a_phone(person, case.circle_id, by)
    an_agreed_plan(case, by)
    an_appointment(case, by)
    a_contact(case, by)
    cases.write_closing(case=case, by=by, reasons=["goals_met"], summary="Rent is paid.")
    known = {"circle_id": case.circle_id, "case": case}
    Fact.objects.create(
        **known, person=person, domain="money", key="wage", label="Wage", value="100.50", amount=Decimal("100.50"),
        on=clock.today(), source="conversation",
    )  # fmt: skip
    for content in (b"%PDF-1.7", None):
        Document.objects.create(
            **known,
            kind="closing_summary",
            title="Paper",
            content=content,
            asked_at=clock.now(),
            asked_by_id=by.actor_id,
        )
    return case


def test_every_section_is_there_with_outside_names_and_fits_the_schema(become: Become) -> None:
    by = become("worker")
    case = a_full_case(by)
    found = whole_case(case.public_id, why="For the court in May", by=by)
    content = json.loads(json.dumps(found.content))
    errors = [str(error) for error in jsonschema_rs.validator_for(case_schema()).iter_errors(content)]
    assert errors == []
    sections = content["sections"]
    assert list(sections) == list(NAMES)
    assert [one["number"] for one in sections["case"]] == [case.number]
    assert {one["display_name"] for one in sections["people"]} == {"Marta López", "Dani Prado", "Inés Ruiz López"}
    for name in (
        "contact_points",
        "statements",
        "plans",
        "goals",
        "lines",
        "agreements",
        "contacts",
        "closings",
        "access",
    ):
        assert sections[name], name
    goal, people = sections["goals"][0], {one["id"] for one in sections["people"]}
    assert goal["case"] == {"id": str(case.public_id)}
    assert {one["person"]["id"] for one in sections["participants"]} == people
    assert sections["statements"][0]["kind"].keys() == {"code", "label"}
    assert [one["amount"] for one in sections["facts"]] == ["100.50"]
    assert [one["content"] for one in sections["documents"]] == ["JVBERi0xLjc=", None]
    lines = {one["id"] for one in sections["lines"]}
    assert all(set(one["covers"]) <= lines for one in sections["agreements"])
    assert f'"{case.circle_id}"' not in json.dumps(sections["case"])


def test_the_manifest_counts_and_sums_what_is_there(become: Become) -> None:
    by = become("worker")
    case = a_full_case(by)
    found = whole_case(case.public_id, why=" For the court ", by=by)
    manifest, sections = found.content["manifest"], found.content["sections"]
    assert {name: one["rows"] for name, one in manifest["sections"].items()} == {k: len(v) for k, v in sections.items()}
    assert all(one["sha256"] == digest_of(sections[name]) for name, one in manifest["sections"].items())
    assert found.rows == sum(len(rows) for rows in sections.values())
    assert (manifest["made_by"], manifest["what_for"]) == ("Dele Akande", "For the court")
    assert "Restricted entries" in manifest["levels"]["included"]
    assert "Sealed entries" in manifest["levels"]["not_included"]
    assert {"what": "Who read the case", "why": manifest["left_out"][-4]["why"]} in manifest["left_out"]


def test_what_a_reader_does_not_see_is_neither_there_nor_counted(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    shown = a_statement(assessment, by, words="Rent is late")
    hidden = a_statement(assessment, by, words="Fled from him", level=RESTRICTED)
    contact = a_contact(case, by, level=RESTRICTED)
    assert {Statement.objects.get(id=hidden.id).level, Contact.objects.get(id=contact.id).level} == {RESTRICTED}
    mine = whole_case(case.public_id, by=by).content
    assert "Fled from him" in json.dumps(mine)
    theirs = whole_case(case.public_id, by=become("colleague")).content
    text = json.dumps(theirs)
    assert "Rent is late" in text
    for gone in ("Fled from him", str(hidden.public_id), str(contact.public_id)):
        assert gone not in text
    assert shown.public_id is not None
    goal = a_goal(case, by := become("worker"), grows_from=[shown.id])
    source = GoalSource.objects.create(circle_id=case.circle_id, goal=goal, statement=hidden)
    kept = [one["id"] for one in whole_case(case.public_id, by=by).content["sections"]["goal_sources"]]
    assert str(source.public_id) in kept
    assert len(kept) == 2
    theirs = whole_case(case.public_id, by=become("colleague")).content
    left = [one["id"] for one in theirs["sections"]["goal_sources"]]
    assert left == [one for one in kept if one != str(source.public_id)]
    assert theirs["sections"]["contacts"] == theirs["sections"]["notes"] == theirs["sections"]["contact_people"] == []
    assert "Restricted entries" in theirs["manifest"]["levels"]["not_included"]


@pytest.mark.parametrize("who", ["elsewhere", "evaluator", "privacy", "admin"])
def test_a_hidden_case_and_an_absent_one_are_the_same(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    by = become(who)
    for look in (lambda: whole_case(case.public_id, by=by), lambda: case_named(case.number)):
        with pytest.raises(NotFound):
            look()
    with pytest.raises(NotFound):
        whole_case(uuid4(), by=by)


def test_a_case_is_named_by_number_or_outside_name(become: Become) -> None:
    case = a_case(become("worker"))
    assert case_named(f" {case.number.lower()} ") == case_named(str(case.public_id)) == case.public_id
    with pytest.raises(NotFound):
        case_named("HF-0")


def test_somebody_excluded_sees_none_of_it(become: Become) -> None:
    case = a_case(become("worker"))
    colleague = become("colleague")
    access.exclude(circle=case.circle_id, actor_id=colleague.actor_id, why="Brother", by=become("supervisor"))
    with pytest.raises(NotFound):
        whole_case(case.public_id, by=become("colleague"))


def test_every_section_that_holds_something_is_in_the_reading_log(become: Become) -> None:
    by = become("worker")
    case = a_full_case(by)
    found = whole_case(case.public_id, by=by)
    noted = Reading.objects.filter(actor_id=by.actor_id, act="case taken out").exclude(object_kind="case")
    kinds = {one.object_kind for one in noted if one.circle_id == case.circle_id}
    filled = {name for name, rows in found.content["sections"].items() if rows}
    assert filled - {"case", "access"} <= kinds


def test_as_many_statements_for_many_contacts_as_for_one(become: Become, queries: Queries) -> None:
    by = become("worker")
    case = a_case(by)
    counts: list[int] = []
    for more in (1, 6):
        for number in range(more):
            a_contact(case, by, at=an_hour_ago() - timedelta(days=number))
        with queries() as seen:
            whole_case(case.public_id, by=by)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert Note.objects.filter(case=case).count() == 7


def test_the_schema_refuses_what_is_not_said_in_it() -> None:
    schema: dict[str, Any] = case_schema()
    assert not jsonschema_rs.is_valid(schema, {"format": "alongside-case"})

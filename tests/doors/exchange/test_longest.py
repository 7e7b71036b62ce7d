"""Texts at their longest: kept or refused in words, never more than the record has room for."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import CharField, Model
from django.test import Client

from alongside.doors.exchange.examples import EXAMPLES
from alongside.practice.assessments.models import Assessment, Statement
from alongside.practice.contacts.models import Contact, Note
from alongside.practice.plans.models import Goal, Review, Step
from alongside.record.cases.models import AfterCare, Closing, Participant
from alongside.record.intakes.models import Intake, Screening
from alongside.record.people.models import ContactPoint, Household, Person, PersonName, Relationship
from tests.conftest import Become
from tests.doors.exchange.conftest import Call
from tests.factories.assessments import a_ready_case, lead
from tests.factories.contacts import a_contact
from tests.factories.intakes import an_intake
from tests.factories.people import a_phone
from tests.factories.plans import an_agreed_plan

KEPT_IN: dict[str, tuple[type[Model], ...]] = {
    "NewPerson": (Person,),
    "PersonChange": (Person,),
    "NameGiven": (PersonName,),
    "PointChange": (ContactPoint,),
    "PointGiven": (ContactPoint,),
    "NewHousehold": (Household,),
    "NewRelationship": (Relationship,),
    "NewIntake": (Intake,),
    "IntakeChange": (Intake,),
    "Decision": (Screening,),
    "NewParticipant": (Participant,),
    "ClosingGiven": (Closing,),
    "AfterCareGiven": (AfterCare,),
    "Outcome": (AfterCare,),
    "NewStatement": (Statement,),
    "StatementChange": (Statement,),
    "NewGoal": (Goal,),
    "GoalChange": (Goal,),
    "NewLine": (Step,),
    "LineChange": (Step,),
    "NewReview": (Review,),
    "NewContact": (Contact, Note),
    "NoteChange": (Contact, Note),
}
"""Where the fields of each body are kept under the same names."""


@pytest.fixture(scope="module")
def document() -> Any:
    """The document as programs read it."""
    return Client().get("/api/openapi.json").json()


def longest(schema: dict[str, Any], schemas: dict[str, Any]) -> int | None:
    """How many signs a free text may have; None for everything that is none."""
    kinds = [schema, *schema.get("anyOf", ()), *schema.get("allOf", ())]
    kinds += [schemas[one["$ref"].rsplit("/")[-1]] for one in kinds if "$ref" in one]
    bound = {"format", "enum", "pattern", "const"}
    free = [one for one in kinds if one.get("type") == "string" and not one.keys() & bound]
    return max((one.get("maxLength", 10**6) for one in free), default=None)


@pytest.mark.parametrize("name", KEPT_IN)
def test_no_text_is_longer_than_where_it_is_kept(document: Any, name: str) -> None:
    schemas = document["components"]["schemas"]
    columns = {
        field.name: field.max_length
        for model in KEPT_IN[name]
        for field in model._meta.get_fields()
        if isinstance(field, CharField) and field.max_length
    }
    compared = 0
    for field, schema in schemas[name]["properties"].items():
        length = longest(schema, schemas)
        if field in columns and length is not None:
            assert length <= columns[field], f"{name}.{field}: {length}, kept in {columns[field]}"
            compared += 1
    assert compared or name in ("Decision", "StatementChange")


def test_texts_at_their_longest_in_any_script_break_nothing(become: Become, call: Call, document: Any) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    plan = an_agreed_plan(case, by)
    note = Note.objects.get(contact=a_contact(case, by, sign=False))
    person = Person.objects.get(id=lead(case))
    named: dict[str, Any] = {
        "case": case,
        "person": person,
        "plan": plan,
        "note": note,
        "goal": Goal.objects.get(case=case),
        "assessment": Assessment.objects.get(case=case),
        "statement": Statement.objects.filter(case=case).earliest("id"),
        "line": Step.objects.get(case=case),
        "point": a_phone(person, case.circle_id, by),
        "participant": Participant.objects.get(case=case),
    }
    named["intake"] = an_intake(become("intake"))
    names = {kind: str(thing.public_id) for kind, thing in named.items()} | {"domain": "money"}
    program, schemas = call("worker"), document["components"]["schemas"]
    for path, verbs in document["paths"].items():
        for method, operation in verbs.items():
            places = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
            if "requestBody" not in operation or not set(places) <= names.keys():
                continue
            where = path.removeprefix("/api/v1").format(**names)
            shape = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/")[-1]
            own = {key: names[key] for key in EXAMPLES[operation["operationId"]] if key in names and key != "line"}
            for sign in "x", "驫":
                texts = {
                    field: sign * length
                    for field, schema in schemas[shape]["properties"].items()
                    if (length := longest(schema, schemas)) is not None
                }
                program.send(method.upper(), where, {**EXAMPLES[operation["operationId"]], **own, **texts})
                assert program.status < 500, (method, path, sign)

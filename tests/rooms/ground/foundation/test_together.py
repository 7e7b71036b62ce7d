"""Several lists of rows in one statement: the same rows as one by one, under the same row-level security."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef
from django.db.models.functions import JSONObject

from alongside.ground.foundation.together import together
from alongside.practice.assessments.enums import Domain, SourceKind
from alongside.practice.assessments.models import Fact
from alongside.record.cases.models import Case, Participant
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.models import ContactPoint
from tests.conftest import Become
from tests.factories.cases import a_case

Collecting = Callable[[], AbstractContextManager[list[str]]]


def _values(row: object) -> dict[str, object]:
    return {key: value for key, value in vars(row).items() if key != "_state"}


def test_one_statement_gives_the_rows_that_each_query_gives_alone(become: Become, queries: Collecting) -> None:
    case = a_case(become("worker"), family=True)
    parts = Participant.objects.filter(case=case).select_related("person", "case__programme").order_by("-id")
    names = Participant.objects.filter(case=OuterRef("pk")).order_by("id")
    cases = Case.objects.filter(id=case.id).annotate(
        count=Count("participants"),
        who=ArraySubquery(names.values(json=JSONObject(name="person__display_name", id="person__public_id"))),
        persons=ArraySubquery(names.values("person__public_id")),
    )
    with queries() as seen:
        found, whole = together(parts, cases)
        assert [part.person.display_name for part in found] == ["Inés Ruiz López", "Dani Prado", "Marta López"]
        assert {part.case.programme.code for part in found} == {"family"}
    assert len(seen) == 1, "nothing is asked again for what came with a row"
    assert [_values(row) for row in whole] == [_values(row) for row in cases]
    assert whole[0].count == 3  # type: ignore[attr-defined]
    for one, alone in zip(found, parts, strict=True):
        assert _values(one.person) == _values(alone.person)
        assert (one.pk, one.case_id, one.from_on, one.created_at) == (
            alone.pk,
            alone.case_id,
            alone.from_on,
            alone.created_at,
        )


def test_dates_times_numbers_and_nothing_come_back_as_they_were(become: Become) -> None:
    case = a_case(become("worker"))
    person = Participant.objects.get(case=case).person_id
    circle = {"circle_id": case.circle_id, "person_id": person}
    ContactPoint.objects.create(**circle, kind=ContactPointKind.PHONE, value="1", hours_from=time(9, 30))
    Fact.objects.create(
        **circle,
        case=case,
        domain=Domain.MONEY,
        key="wage",
        label="Wage",
        value="x",
        amount=Decimal("123456789012.01"),
        on=date(2026, 2, 3),
        source=SourceKind.CONVERSATION,
    )
    facts, points = together(Fact.objects.filter(case=case), ContactPoint.objects.filter(person_id=person))
    assert _values(facts[0]) == _values(Fact.objects.get(case=case))
    assert _values(points[0]) == _values(ContactPoint.objects.get(person_id=person))
    assert (facts[0].amount, points[0].hours_from, points[0].ended_on) == (
        Decimal("123456789012.01"),
        time(9, 30),
        None,
    )


def test_a_query_that_can_find_nothing_is_not_asked(become: Become, queries: Collecting) -> None:
    case = a_case(become("worker"))
    with queries() as seen:
        assert together(Case.objects.none(), Case.objects.filter(id__in=[])) == ([], [])
        assert seen == []
        nobody, found = together(Case.objects.filter(id__in=[]), Case.objects.filter(id=case.id))
    assert (nobody, [row.pk for row in found], len(seen)) == ([], [case.pk], 1)


def test_a_stranger_gets_nothing_together_either(become: Become) -> None:
    case = a_case(become("worker"))
    become("elsewhere")
    rows = Case.objects.filter(id=case.id), Participant.objects.filter(case_id=case.id).select_related("person")
    assert together(*rows) == ([], [])

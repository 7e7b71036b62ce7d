"""Statements that are written once: the same rows as asked anew, for whoever asks, and nothing of the first asking."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db.models import QuerySet

from alongside.ground.foundation import clock
from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.record.cases.models import Case, Participant, StageEvent
from tests.conftest import Become
from tests.factories.cases import a_case

Collecting = Callable[[], AbstractContextManager[list[str]]]


def _queries(
    case: int, among: Collection[int], name: UUID, since: date, *, focus: bool | None
) -> tuple[QuerySet[Participant], QuerySet[Case], QuerySet[StageEvent]]:
    parts = Participant.objects.filter(case_id=case, from_on__lte=since).select_related("person").order_by("id")
    return (
        parts if focus is None else parts.filter(focus=focus),
        Case.objects.filter(id__in=among, public_id=name).exclude(title__contains="100%s"),
        StageEvent.objects.filter(case_id__in=among).order_by("id"),
    )


@shaped
def _asked(
    *, case: int, among: Collection[int], name: UUID, since: date, focus: bool | None
) -> tuple[list[Participant], list[Case], list[StageEvent]]:
    return together(*_queries(case, among, name, since, focus=focus))


@shaped
def _named(*, case: UUID | int) -> tuple[list[Case]]:
    return together(Case.objects.filter(**({"public_id": case} if isinstance(case, UUID) else {"id": case})))


@shaped
def _frozen_day(*, case: int) -> tuple[list[Participant]]:
    return together(Participant.objects.filter(case_id=case, from_on__lte=clock.today()))


@shaped
def _not_asked_by(*, case: int, worker: int) -> tuple[list[Case]]:
    return together(Case.objects.filter(id=case))


def test_it_finds_what_is_found_when_asked_anew_by_whoever_asks(become: Become, queries: Collecting) -> None:
    worker = become("worker")
    one, other = a_case(worker, family=True), a_case(worker)
    today = clock.today()
    asked = [
        (case.id, among, case.public_id, since, focus)
        for case in (one, other)
        for among in ([], [one.id], (one.id, other.id), {other.id})
        for since in (today, today - timedelta(days=1))
        for focus in (None, True, False)
    ]
    sizes = set()
    for who in ("worker", "elsewhere", "supervisor"):
        become(who)
        for case, among, name, since, focus in asked:
            anew = tuple(list(rows) for rows in _queries(case, among, name, since, focus=focus))
            with queries() as seen:
                found = _asked(case=case, among=among, name=name, since=since, focus=focus)
            assert found == anew
            assert len(seen) == 1
            parts, cases, events = found
            sizes.add((who, len(parts), len(cases), len(events)))
    assert {size for size in sizes if size[0] == "elsewhere"} == {("elsewhere", 0, 0, 0)}
    assert len(sizes) > 8


def test_each_kind_of_value_has_a_shape_of_its_own(become: Become) -> None:
    case = a_case(become("worker"))
    assert _named(case=case.id) == _named(case=case.public_id) == _named(case=case.id) == ([case],)


def test_what_would_stay_as_it_was_at_the_first_asking_is_refused(become: Become) -> None:
    become("worker")
    with pytest.raises(TypeError, match="did not come by an argument"):
        _frozen_day(case=1)
    with pytest.raises(TypeError, match="does not ask by worker"):
        _not_asked_by(case=1, worker=2)
    outside = 3
    with pytest.raises(TypeError, match="by its arguments alone"):
        shaped(lambda: together(Case.objects.filter(id=outside)))

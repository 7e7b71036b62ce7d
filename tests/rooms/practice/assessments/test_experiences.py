"""Something terrible is written down once, as much as they want; the detail opens by role and for a reason (S-037)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.practice.assessments.actions.experiences import ACT, open_detail, record_experience
from alongside.practice.assessments.models import AdverseExperience, DetailOpened, ExperienceDetail
from alongside.practice.assessments.queries.experiences import experience_row, experiences_of
from alongside.practice.assessments.rules.experiences import experience_faults
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.assessments import lead
from tests.factories.cases import a_case

TOLD = {"chosen": "told", "summary": "Violence by a former partner", "helps": "A walk", "words": "He locked the door."}


def an_experience(case: Case, by: Any, **other: Any) -> AdverseExperience:
    return record_experience(case=case, person_id=lead(case), by=by, **{**TOLD, **other})


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        ({"person_id": 9}, ["person"]),
        ({"written": True}, ["person"]),
        ({"chosen": "all"}, ["chosen"]),
        ({"chosen": "happened"}, ["chosen"]),
        ({"chosen": "happened", "summary": "", "words": ""}, []),
        ({"chosen": "short"}, ["words"]),
        ({"summary": ""}, ["summary"]),
        ({"words": " "}, ["words"]),
        ({"words": "x" * 8001}, ["words"]),
        ({"told_on": clock.today() + timedelta(days=1)}, ["told_on"]),
    ],
)
def test_no_more_is_written_than_they_want(changed: dict[str, Any], fields: list[str]) -> None:
    facts = {"person_id": 1, "subjects": {1}, "written": False, "told_on": clock.today(), "today": clock.today()}
    said = {name: TOLD[name] for name in ("chosen", "summary", "words")}
    assert list(experience_faults(**{**said, **facts, **changed})) == fields


def test_it_is_collapsed_and_opens_for_a_reason_that_is_kept(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    row = an_experience(case, by)
    with pytest.raises(Refused, match="written down already"):
        an_experience(case, by)
    (line,) = experiences_of(case.id)
    assert (line.summary, line.told, line.opened) == (TOLD["summary"], True, ())
    with pytest.raises(Refused) as refused:
        open_detail(experience=row, why="why", by=by)
    assert set(refused.value.fields) == {"why"}
    assert open_detail(experience=row, why="Planning her safety", by=by) == "He locked the door."
    assert Reading.objects.filter(act=ACT, object_ids=[row.id], result="shown").exists()
    (line,) = experiences_of(case.id)
    assert [(name, why) for name, _at, why in line.opened] == [("Dele Akande", "Planning her safety")]
    for model in (AdverseExperience, ExperienceDetail, DetailOpened):
        with pytest.raises(DatabaseError), transaction.atomic():
            model._default_manager.update(circle=case.circle_id)


def test_a_colleague_reads_the_summary_and_never_the_detail(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    row = an_experience(case, by)
    open_detail(experience=row, why="Planning her safety", by=by)
    colleague = become("colleague")
    (line,) = experiences_of(case.id)
    assert (line.summary, line.opened) == (TOLD["summary"], ())
    assert ExperienceDetail.objects.count() == 0
    with pytest.raises(Refused, match="for whoever carries this case"):
        open_detail(experience=row, why="I would like to know", by=colleague)
    with pytest.raises(Refused):
        an_experience(a_case(become("worker")), become("colleague"))
    become("elsewhere")
    assert experiences_of(case.id) == ()
    with pytest.raises(NotFound):
        experience_row(case.id, row.public_id)

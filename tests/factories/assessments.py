"""Assessments for tests, written with the product's own actions."""

from __future__ import annotations

from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments import actions as assessments
from alongside.practice.assessments.enums import Domain, LookState, StatementKind
from alongside.practice.assessments.models import Assessment, Statement
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Reached
from alongside.record.cases.enums import Milestone
from alongside.record.cases.models import Case
from tests.factories.cases import a_case

TAKEN_IN = (
    Milestone.REQUEST_RECEIVED,
    Milestone.URGENCY_CHECKED,
    Milestone.SAFE_CONTACT_ASKED,
    Milestone.INTAKE_DECIDED,
    Milestone.NOTICE_GIVEN,
    Milestone.FIRST_CONTACT_MADE,
)


def a_ready_case(by: Reader, **more: object) -> Case:
    """A case whose intake is done, so that its assessment can start."""
    return a_case(by, milestones=[Reached(one) for one in TAKEN_IN], **more)  # type: ignore[arg-type]


def lead(case: Case) -> int:
    """The number of the person whom the case is for."""
    return case.participants.order_by("-focus", "id").values_list("person_id", flat=True)[0]


def an_assessment(case: Case, by: Reader) -> Assessment:
    """An assessment that has been started."""
    return assessments.start_assessment(case=case, by=by)


def a_statement(
    assessment: Assessment,
    by: Reader,
    *,
    kind: str = StatementKind.NEED,
    domain: str = Domain.HOUSING,
    words: str = "Two months of rent behind",
    **more: object,
) -> Statement:
    """A statement in an area of the assessment; a need in housing unless said otherwise."""
    return assessments.add_statement(assessment=assessment, kind=kind, domain=domain, words=words, by=by, **more)  # type: ignore[arg-type]


def looked_over(assessment: Assessment, by: Reader) -> None:
    """Look at every area that has not been looked at."""
    done = set(assessment.looks.values_list("domain", flat=True))
    for domain in Domain:
        if domain.value not in done:
            assessments.look_at(assessment=assessment, domain=domain, state=LookState.LATER, by=by)


def a_finished_assessment(case: Case, by: Reader) -> Assessment:
    """An assessment with a strength, a need and a hope, finished; everyone seen and safety looked at."""
    assessment = an_assessment(case, by)
    a_statement(assessment, by, kind=StatementKind.STRENGTH, words="Rosario shares the flat and the bills")
    a_statement(assessment, by)
    a_statement(
        assessment,
        by,
        kind=StatementKind.HOPE,
        domain=Domain.ASPIRATIONS,
        words="",
        own_words="I want my mornings back.",
        said_by_id=lead(case),
    )
    looked_over(assessment, by)
    for milestone in (Milestone.PERSON_SEEN, Milestone.SAFETY_CHECKED):
        cases.reach(case=case, milestone=milestone, by=by)
    return assessments.finish_assessment(assessment=assessment, by=by)

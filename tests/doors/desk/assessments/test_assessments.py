"""The assessment on the desk: shown, written, put right, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access.queries import who_looked
from alongside.agency.drafts import queries as drafts
from alongside.agency.drafts.actions import keep_draft
from alongside.doors.desk.assessments.wheel import wheel
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.practice.assessments import queries as assessments
from alongside.practice.assessments.actions import change_statement
from alongside.practice.assessments.enums import Domain
from alongside.practice.assessments.models import Assessment, CauseLink, DomainLook, Statement
from alongside.record.cases.models import Case, Participant
from tests.factories.assessments import a_ready_case, a_statement, an_assessment, lead, looked_over
from tests.factories.cases import a_case
from tests.factories.plans import a_goal

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]
Queries = Callable[[], AbstractContextManager[list[str]]]


def at(case: Case, tail: str = "") -> str:
    return f"/cases/{case.public_id}/assessment/{tail}"


def who(case: Case) -> str:
    """The outside name of the person whom the case is for."""
    return str(Participant.objects.get(case=case, person_id=lead(case)).person.public_id)


def said(**given: str) -> dict[str, str]:
    return {
        "own_words": "",
        "said_by": "",
        "words": "",
        "source": "conversation",
        "source_note": "",
        "said_on": clock.today().isoformat(),
        "level": "1",
        **given,
    }


def test_start_assessment_is_one_press(become: Become, visit: Visit) -> None:
    case = a_ready_case(become("worker"))
    client = visit("worker")
    page = client.get(at(case)).content.decode()
    assert "Start assessment" in page
    assert "Nobody has started one yet." in page
    answer = client.post(at(case, "start/"), follow=True)
    assert answer.status_code == 200
    assert "The assessment has begun" in answer.content.decode()
    assert Assessment.objects.filter(case=case).count() == 1


def test_starting_too_early_says_what_the_law_asks_first(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    answer = visit("worker").post(at(case, "start/"))
    assert answer.status_code == 422
    assert "confidentiality" in answer.content.decode()
    assert not Assessment.objects.exists()


def test_strengths_stand_before_needs_and_blanks_differ_from_not_relevant(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    a_statement(assessment, by, words="Two months behind", urgency="soon")
    a_statement(assessment, by, kind="strength", words="Rosario shares the bills")
    a_statement(assessment, by, kind="tried", words="Advice line", worked="did_not")
    a_statement(assessment, by, kind="hope", words="", own_words="Quiet mornings", said_by_id=lead(case))
    visit("worker").post(at(case, "legal/look/"), {"state": "not_relevant", "said_by": who(case)})
    page = visit("worker").get(at(case, "housing/")).content.decode()
    assert page.index("Rosario shares the bills") < page.index("Two months behind")
    assert "Not relevant, Marta" in page
    assert "Not asked yet" in page
    assert "Did not work" in page
    assert '<figure class="voice"' in page
    assert "Quiet mornings" in page
    assert "Finish, 14 areas left" in page


@pytest.mark.parametrize("kind", ["strength", "need", "hope", "tried"])
def test_each_form_stands_on_the_page_and_saves_without_scripts(kind: str, become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_assessment(case, by)
    client = visit("worker")
    page = client.get(at(case, f"housing/?add={kind}")).content.decode()
    assert f'data-draft="assessment-{case.public_id}-housing-{kind}"' in page
    form = said(own_words="We share everything", said_by=who(case), kind="need", worked="worked")
    answer = client.post(at(case, f"housing/?add={kind}"), form)
    assert answer.status_code == 302
    assert answer.headers["Location"] == at(case, "housing/#area")
    statement = Statement.objects.get()
    assert (statement.kind, statement.domain, statement.own_words) == (kind, "housing", "We share everything")
    assert statement.said_by_id == lead(case)


def test_a_barrier_is_written_with_the_needs(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_assessment(case, by)
    form = said(words="Eleven weeks", kind="barrier", barrier_level="system")
    assert visit("worker").post(at(case, "housing/?add=need"), form).status_code == 302
    assert Statement.objects.get().barrier_level == "system"


def test_what_was_typed_stays_when_something_is_to_be_put_right(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_assessment(case, by)
    answer = visit("worker").post(at(case, "housing/?add=strength"), said(own_words="We share everything"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We share everything" in page
    assert "Whose words are these?" in page
    assert "Your text is still here." in page
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    "form",
    [said(words="x", said_on="yesterday"), said(words="x", source="nowhere"), said(words="x", level="99"), {}],
)
def test_bad_input_is_answered_on_the_page(form: dict[str, str], become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_assessment(case, by)
    assert visit("worker").post(at(case, "housing/?add=strength"), form).status_code == 422
    assert visit("worker").post(at(case, "housing/?add=gossip"), form).status_code in (200, 422)
    assert not Statement.objects.exists()


def test_pressing_save_twice_writes_once(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_assessment(case, by)
    client, form = visit("worker"), said(words="Rosario helps", idempotency_key="one")
    for _ in range(2):
        assert client.post(at(case, "housing/?add=strength"), form).status_code == 302
    assert Statement.objects.count() == 1


def test_a_draft_is_laid_over_the_form_and_ends_with_it(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_assessment(case, by)
    key = f"assessment-{case.public_id}-housing-strength"
    keep_draft(key=key, data={"words": "Half a sentence"}, base=0, by=by)
    client = visit("worker")
    assert "Half a sentence" in client.get(at(case, "housing/?add=strength")).content.decode()
    client.post(at(case, "housing/?add=strength"), said(words="A whole sentence"))
    assert drafts.draft(key, by=become("worker")).data == {}


def test_both_numbers_stand_side_by_side_and_the_gap_is_named(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_assessment(case, by)
    client = visit("worker")
    form = {"state": "looked", "said_by": who(case), "person_rating": "7", "worker_rating": "4"}
    assert client.post(at(case, "housing/look/"), form).status_code == 302
    page = client.get(at(case, "housing/")).content.decode()
    assert "3 points apart. Worth a talk." in page
    both = page.count('class="rating"')
    assert both == 2
    assert client.get(at(case, "housing/?view=theirs")).content.decode().count('class="rating"') == 1
    answer = client.post(at(case, "housing/look/"), {**form, "person_rating": "2"})
    assert answer.status_code == 422
    assert "Answers stay as given" in answer.content.decode()
    assert DomainLook.objects.get().person_rating == 7


def test_not_relevant_without_a_name_is_put_right(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_assessment(case, by)
    answer = visit("worker").post(at(case, "legal/look/"), {"state": "not_relevant"})
    assert answer.status_code == 422
    assert "Who said that this is not relevant?" in answer.content.decode()


def test_finishing_lists_every_blank_and_takes_them_by_name(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    a_statement(assessment, by, kind="strength")
    client = visit("worker")
    page = client.get(at(case, "finish/")).content.decode()
    assert "15 areas have not been asked about" in page
    assert "what have you tried" in page
    answer = client.post(at(case, "finish/"), {"left_for_later": ["legal"], "note": "Long day"})
    assert answer.status_code == 422
    assert "Long day" in answer.content.decode()
    later = [domain.value for domain in Domain if domain != Domain.HOUSING]
    assert client.post(at(case, "finish/"), {"left_for_later": later, "note": "Long day"}).status_code == 302
    page = client.get(at(case, "housing/")).content.decode()
    assert "Finished" in page
    assert "?add=strength" not in page
    assert client.get(at(case, "finish/")).status_code == 302


def test_needs_without_strengths_want_a_note(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    a_statement(assessment, by)
    looked_over(assessment, by)
    answer = visit("worker").post(at(case, "finish/"), {"note": ""})
    assert answer.status_code == 422
    assert "no strengths" in answer.content.decode()


def statement_at(case: Case, statement: Statement, tail: str = "") -> str:
    return at(case, f"statements/{statement.public_id}/{tail}")


def test_our_words_are_corrected_and_theirs_have_no_field(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    statement = a_statement(an_assessment(case, by), by, own_words="I sleep badly", said_by_id=lead(case))
    client = visit("worker")
    page = client.get(statement_at(case, statement)).content.decode()
    assert "I sleep badly" in page
    assert 'name="own_words"' not in page
    form = {"words": "Three months behind", "own_words": "I sleep well", "version": "1", "urgency": "now"}
    assert client.post(statement_at(case, statement), form).status_code == 302
    statement.refresh_from_db()
    assert (statement.words, statement.own_words, statement.urgency) == ("Three months behind", "I sleep badly", "now")


def test_a_stale_edit_shows_both_and_the_choice_is_kept(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    statement = a_statement(an_assessment(case, by), by)
    change_statement(statement=statement, version=1, words="Theirs", by=by)
    client = visit("worker")
    answer = client.post(statement_at(case, statement), {"words": "Mine", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert 'name="version" value="2"' in page
    assert client.post(statement_at(case, statement), {"keep": "Mine", "version": "2"}).status_code == 302
    statement.refresh_from_db()
    assert statement.words == "Mine"


def test_what_is_no_longer_so_stays_readable(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    statement = a_statement(an_assessment(case, by), by)
    client, today = visit("worker"), clock.today().isoformat()
    assert client.post(statement_at(case, statement, "end/"), {"why": "", "on": today}).status_code == 422
    assert client.post(statement_at(case, statement, "end/"), {"why": "Paid", "on": today}).status_code == 302
    assert "No longer so (1)" in client.get(at(case, "housing/")).content.decode()
    assert "No longer so since" in client.get(statement_at(case, statement)).content.decode()


def test_what_lies_under_a_need_is_linked_and_shown(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    need = a_statement(assessment, by)
    job = a_statement(assessment, by, domain="work", words="Lost job in May")
    client = visit("worker")
    form = {"factor": str(job.public_id), "certainty": "sure"}
    assert client.post(statement_at(case, need, "factors/"), form).status_code == 302
    assert "Lost job in May" in client.get(at(case, "housing/")).content.decode()
    answer = client.post(statement_at(case, job, "factors/"), {"factor": str(need.public_id), "certainty": "sure"})
    assert answer.status_code == 422
    assert "round in a circle" in answer.content.decode()
    assert CauseLink.objects.count() == 1


def test_the_chain_leads_from_a_need_to_its_goal(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    need = a_statement(an_assessment(case, by), by)
    goal = a_goal(case, by, grows_from=[need.id])
    page = visit("worker").get(at(case, "housing/")).content.decode()
    assert f"/cases/{case.public_id}/plan/#g-{goal.public_id}" in page


EXPECTED = {
    "worker": 200,
    "supervisor": 200,
    "colleague": 200,
    "excluded": 404,
    "elsewhere": 404,
    "intake": 404,
    "evaluator": 404,
    "privacy": 404,
    "admin": 404,
    "client": 403,
}


def test_who_opens_the_pages(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    statement = a_statement(an_assessment(case, by), by)
    access.exclude(circle=case.circle_id, actor_id=become("excluded").actor_id, why="Brother of Marta", by=by)
    writing = (
        at(case, "start/"),
        at(case, "housing/?add=strength"),
        at(case, "housing/look/"),
        statement_at(case, statement),
        statement_at(case, statement, "end/"),
        statement_at(case, statement, "factors/"),
    )
    for username, status in EXPECTED.items():
        client = visit(username)
        for url in (at(case), at(case, "housing/"), at(case, "finish/"), statement_at(case, statement)):
            assert client.get(url).status_code == status, (username, url)
        for url in writing if status != 200 else ():
            sent = client.post(url, said(words="x", version="1", why="x"))
            assert sent.status_code == status, (username, url)
        assert status == 200 or b"Two months" not in client.get(at(case, "housing/")).content


def test_restricted_statements_are_absent_for_a_colleague(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_ready_case(by)
    statement = a_statement(an_assessment(case, by), by, words="Only some may read this", level=RESTRICTED)
    assert "Only some may see this" in visit("worker").get(at(case, "housing/")).content.decode()
    assert "Only some" not in visit("colleague").get(at(case, "housing/")).content.decode()
    assert visit("colleague").get(statement_at(case, statement)).status_code == 404


def test_what_does_not_exist_answers_like_what_is_hidden(become: Become, visit: Visit) -> None:
    by = become("worker")
    case, other = a_ready_case(by), a_ready_case(by)
    statement = a_statement(an_assessment(other, by), by)
    client = visit("worker")
    assert client.get(at(case, "weather/")).status_code == 404
    assert client.get(statement_at(case, statement)).status_code == 404
    absent = client.get("/cases/00000000-0000-4000-8000-000000000000/assessment/")
    hidden = visit("elsewhere").get(at(case))
    assert (absent.status_code, hidden.status_code) == (404, 404)


def test_reading_is_noted_and_takes_the_same_queries(become: Become, visit: Visit, queries: Queries) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    a_statement(assessment, by, said_by_id=lead(case))
    client = visit("worker")
    client.get(at(case, "housing/"))
    counts = set()
    for more in (0, 9):
        become("worker")
        for _ in range(more):
            a_statement(assessment, by, said_by_id=lead(case))
        with queries() as seen:
            client.get(at(case, "housing/"))
        counts.add(len(seen))
    assert len(counts) == 1
    become("worker")
    assert {"assessment page", "assessment"} <= {look.act for look in who_looked(case.circle_id)}


def test_the_wheel_repeats_the_list(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    a_statement(assessment, by, kind="strength")
    a_statement(assessment, by, kind="strength", domain="work")
    page = assessments.assessment_page(case.id, "housing")
    slices = wheel(page.areas, "housing")
    assert [slice_.kind for slice_ in slices].count("current") == 1
    assert [slice_.kind for slice_ in slices].count("asked") == 1
    assert len(slices) == 16
    assert wheel((), "") == ()

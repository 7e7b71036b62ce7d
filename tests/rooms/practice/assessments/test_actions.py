"""The verbs of assessments: recorded, refused, and who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.queries import changes_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.practice.assessments import actions
from alongside.practice.assessments import queries as assessments
from alongside.practice.assessments.actions import NewFact
from alongside.practice.assessments.enums import Domain, LookState, SourceKind, StatementKind
from alongside.practice.assessments.models import Assessment, DomainLook, Fact, Statement
from alongside.practice.assessments.queries.series import statement_fact
from alongside.record.cases.enums import CaseState, Milestone, Stage
from alongside.record.cases.models import Case
from alongside.record.cases.queries import events_of
from tests.factories.assessments import a_ready_case, a_statement, an_assessment, lead, looked_over
from tests.factories.cases import a_case

Become = Callable[[str], Reader]
CAST = {
    "worker": None,
    "supervisor": None,
    "colleague": None,
    "excluded": NotFound,
    "elsewhere": NotFound,
    "evaluator": NotFound,
    "privacy": NotFound,
    "admin": NotFound,
    "client": NotFound,
}


def reached(case: Case) -> list[str]:
    return [event.milestone for event in events_of(case.id) if event.milestone]


def test_starting_reaches_its_milestone(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = actions.start_assessment(case=case, by=by)
    assert (assessment.number, assessment.author_id) == (1, by.actor_id)
    assert Milestone.ASSESSMENT_STARTED in reached(case)
    case.refresh_from_db()
    assert case.stage == Stage.ASSESSMENT


def test_starting_waits_for_what_the_law_asks_first(become: Become) -> None:
    by = become("worker")
    with pytest.raises(Refused) as refusal:
        actions.start_assessment(case=a_case(by), why="They asked to begin.", by=by)
    assert refusal.value.code == "case.stage.lawful_gate"
    assert not Assessment.objects.exists()


def test_one_assessment_is_open_at_a_time(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    first = an_assessment(case, by)
    with pytest.raises(Refused, match="open already"):
        actions.start_assessment(case=case, by=by)
    looked_over(first, by)
    actions.finish_assessment(assessment=first, by=by)
    assert actions.start_assessment(case=case, by=by).number == 2


def test_a_closed_case_takes_nothing_more(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    Case.objects.filter(id=case.id).update(state=CaseState.CLOSED)
    with pytest.raises(Refused) as refusal:
        a_statement(assessment, by)
    assert refusal.value.code == "case.closed"


def test_own_words_keep_speaker_source_and_day(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    day = clock.today() - timedelta(days=3)
    statement = a_statement(
        an_assessment(case, by),
        by,
        kind=StatementKind.HOPE,
        words="",
        own_words="No more letters on the door.\nWhen it is quiet, I sleep.",
        said_by_id=lead(case),
        source_note="first visit",
        said_on=day,
    )
    kept = Statement.objects.get(id=statement.id)
    assert kept.own_words == "No more letters on the door.\nWhen it is quiet, I sleep."
    assert (kept.said_by_id, kept.source_note, kept.said_on) == (lead(case), "first visit", day)
    assert DomainLook.objects.get(assessment=kept.assessment).state == LookState.LOOKED


def test_every_fault_is_told_at_once_and_nothing_is_written(become: Become) -> None:
    by = become("worker")
    with pytest.raises(Refused) as refusal:
        a_statement(an_assessment(a_ready_case(by), by), by, words="", domain="weather")
    assert set(refusal.value.fields) == {"words", "domain"}
    assert not Statement.objects.exists()


def test_a_finished_assessment_is_not_added_to(become: Become) -> None:
    by = become("worker")
    assessment = an_assessment(a_ready_case(by), by)
    looked_over(assessment, by)
    actions.finish_assessment(assessment=assessment, by=by)
    with pytest.raises(Refused, match="finished"):
        a_statement(assessment, by)
    with pytest.raises(Refused, match="finished"):
        actions.look_at(assessment=assessment, domain=Domain.LEGAL, by=by)


def test_own_words_are_never_edited_but_ours_stand_beside_them(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    statement = a_statement(an_assessment(case, by), by, words="", own_words="I sleep badly", said_by_id=lead(case))
    with pytest.raises(Refused, match="stay as they were said"):
        actions.change_statement(statement=statement, version=1, own_words="I sleep well", by=by)
    changed = actions.change_statement(statement=statement, version=1, words="Worries keep her awake", by=by)
    assert (changed.own_words, changed.words, changed.version) == ("I sleep badly", "Worries keep her awake", 2)


def test_a_stale_change_shows_theirs(become: Become) -> None:
    by = become("worker")
    statement = a_statement(an_assessment(a_ready_case(by), by), by)
    actions.change_statement(statement=statement, version=1, words="Three months behind", by=by)
    with pytest.raises(Stale) as stale:
        actions.change_statement(statement=statement, version=1, words="One month behind", by=by)
    assert stale.value.theirs["words"] == "Three months behind"
    assert Statement.objects.get(id=statement.id).words == "Three months behind"


def test_a_change_is_refused_like_a_new_statement(become: Become) -> None:
    by = become("worker")
    statement = a_statement(an_assessment(a_ready_case(by), by), by)
    with pytest.raises(Refused) as refusal:
        actions.change_statement(statement=statement, version=1, words=" ", by=by)
    assert set(refusal.value.fields) == {"words"}


def test_what_is_no_longer_so_ends_with_a_reason_that_history_keeps(become: Become) -> None:
    by = become("worker")
    statement = a_statement(an_assessment(a_ready_case(by), by), by)
    with pytest.raises(Refused) as refusal:
        actions.end_statement(statement=statement, why=" ", by=by)
    assert set(refusal.value.fields) == {"why"}
    with pytest.raises(Refused) as refusal:
        actions.end_statement(statement=statement, why="Paid", on=clock.today() + timedelta(days=1), by=by)
    assert set(refusal.value.fields) == {"on"}
    ended = actions.end_statement(statement=statement, why="The fund paid the rent.", by=by)
    assert ended.ended_on == clock.today()
    assert changes_of("assessments_statement", statement.id)[0].why == "The fund paid the rent."
    with pytest.raises(Refused, match="ended"):
        actions.change_statement(statement=statement, version=2, words="Again", by=by)


def test_both_ratings_stand_and_the_persons_own_is_kept(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    actions.look_at(assessment=assessment, domain="housing", said_by_id=lead(case), person_rating=7, by=by)
    look = actions.look_at(assessment=assessment, domain="housing", worker_rating=4, by=by)
    assert (look.person_rating, look.worker_rating, look.said_by_id) == (7, 4, lead(case))
    actions.look_at(assessment=assessment, domain="housing", worker_rating=5, by=by)
    with pytest.raises(Refused) as refusal:
        actions.look_at(assessment=assessment, domain="housing", said_by_id=lead(case), person_rating=5, by=by)
    assert refusal.value.code == "assessment.rating.kept"
    look.refresh_from_db()
    assert (look.person_rating, look.worker_rating) == (7, 5)


def test_not_relevant_says_who_said_so(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    with pytest.raises(Refused) as refusal:
        actions.look_at(assessment=assessment, domain="legal", state=LookState.NOT_RELEVANT, by=by)
    assert set(refusal.value.fields) == {"said_by"}
    actions.look_at(assessment=assessment, domain="legal", state=LookState.NOT_RELEVANT, said_by_id=lead(case), by=by)
    a_statement(assessment, by, domain="legal")
    assert DomainLook.objects.get(domain="legal").state == LookState.NOT_RELEVANT, "the contradiction stays visible"
    with pytest.raises(Refused):
        actions.look_at(assessment=assessment, domain="weather", by=by)


def test_something_said_in_an_area_left_for_later_counts_as_looked_at(become: Become) -> None:
    by = become("worker")
    assessment = an_assessment(a_ready_case(by), by)
    actions.look_at(assessment=assessment, domain="legal", state=LookState.LATER, by=by)
    a_statement(assessment, by, domain="legal")
    assert DomainLook.objects.get(domain="legal").state == LookState.LOOKED


def test_finishing_lists_silent_blanks(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    a_statement(assessment, by, kind=StatementKind.STRENGTH)
    with pytest.raises(Refused) as refusal:
        actions.finish_assessment(assessment=assessment, by=by)
    assert set(refusal.value.fields) == {"left_for_later"}
    assert "Housing" not in str(refusal.value.message)
    later = [domain.value for domain in Domain if domain != Domain.HOUSING]
    finished = actions.finish_assessment(assessment=assessment, left_for_later=later, by=by)
    assert finished.finished_at is not None
    assert DomainLook.objects.filter(state=LookState.LATER).count() == 15
    assert Milestone.ASSESSMENT_FINISHED in reached(case)


def test_needs_without_a_strength_want_a_note(become: Become) -> None:
    by = become("worker")
    assessment = an_assessment(a_ready_case(by), by)
    a_statement(assessment, by)
    looked_over(assessment, by)
    with pytest.raises(Refused) as refusal:
        actions.finish_assessment(assessment=assessment, by=by)
    assert set(refusal.value.fields) == {"note"}
    actions.finish_assessment(assessment=assessment, note="Too tired today to speak of what is good.", by=by)


def test_a_factor_lies_under_a_need_and_never_in_a_circle(become: Become) -> None:
    by = become("worker")
    assessment = an_assessment(a_ready_case(by), by)
    rent = a_statement(assessment, by, words="Rent")
    job = a_statement(assessment, by, domain="work", words="Lost job")
    link = actions.link_factor(need=rent, factor=job, certainty="sure", by=by)
    with pytest.raises(Refused, match="Lost job → Rent → Lost job"):
        actions.link_factor(need=job, factor=rent, certainty="likely", by=by)
    with pytest.raises(Refused, match="linked already"):
        actions.link_factor(need=rent, factor=job, certainty="likely", by=by)
    with pytest.raises(Refused, match="how sure this is"):
        actions.link_factor(need=rent, factor=job, certainty="maybe", by=by)
    actions.unlink_factor(link=link, why="The job was lost later.", by=by)
    actions.link_factor(need=job, factor=rent, certainty="likely", by=by)


def test_a_factor_is_of_the_same_case(become: Become) -> None:
    by = become("worker")
    need = a_statement(an_assessment(a_ready_case(by), by), by)
    other = a_statement(an_assessment(a_ready_case(by), by), by)
    with pytest.raises(NotFound):
        actions.link_factor(need=need, factor=other, certainty="sure", by=by)


def a_fact(case: Case, person: int) -> NewFact:
    return NewFact(
        case, person, "money", "rent_owed", "Rent owed", "1,140", clock.today(), "document", Decimal(1140), "EUR"
    )


def test_facts_are_written_all_or_none(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    good = a_fact(case, lead(case))
    with pytest.raises(Refused):
        actions.add_facts(facts=[good, replace(good, amount=Decimal(-5))], by=by)
    assert not Fact.objects.exists()
    assert len(actions.add_facts(facts=[good, replace(good, key="rent", label="Rent")], by=by)) == 2
    (area,) = assessments.fact_areas(case.id, "money")
    assert [(fact.label, fact.value) for fact in area.facts] == [
        ("Rent", "1,140.00 EUR"),
        ("Rent owed", "1,140.00 EUR"),
    ]


def test_a_fact_is_about_somebody_of_the_case(become: Become) -> None:
    by = become("worker")
    case, other = a_ready_case(by), a_ready_case(by)
    with pytest.raises(Refused) as refusal:
        actions.add_facts(facts=[a_fact(case, lead(other))], by=by)
    assert set(refusal.value.fields) == {"person"}


def test_facts_go_into_closed_cases_too(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    Case.objects.filter(id=case.id).update(state=CaseState.CLOSED)
    fact = actions.add_fact(
        case=case,
        person_id=lead(case),
        domain="work",
        key="employed",
        label="Employed",
        value="yes",
        on=clock.today(),
        source=SourceKind.IMPORT,
        by=by,
    )
    assert fact.level == 1


@pytest.mark.parametrize("username", CAST)
def test_who_may_write_a_statement(username: str, become: Become) -> None:
    worker = become("worker")
    case = a_ready_case(worker)
    assessment = an_assessment(case, worker)
    access.exclude(circle=case.circle_id, actor_id=become("excluded").actor_id, why="Brother of Marta", by=worker)
    by = become(username)
    refusal = CAST[username]
    if refusal is None:
        assert a_statement(assessment, by).author_id == by.actor_id
    else:
        with pytest.raises(refusal):
            a_statement(assessment, by)


@pytest.mark.parametrize("username", CAST)
def test_who_may_write_a_fact(username: str, become: Become) -> None:
    worker = become("worker")
    case = a_ready_case(worker)
    person = lead(case)
    access.exclude(circle=case.circle_id, actor_id=become("excluded").actor_id, why="Brother of Marta", by=worker)
    by = become(username)
    if CAST[username] is None:
        assert actions.add_facts(facts=[a_fact(case, person)], by=by)
    else:
        with pytest.raises(NotFound):
            actions.add_facts(facts=[a_fact(case, person)], by=by)


def test_only_who_carries_the_case_writes_and_reads_restricted_statements(become: Become) -> None:
    worker = become("worker")
    case = a_ready_case(worker)
    assessment = an_assessment(case, worker)
    a_statement(assessment, worker, level=RESTRICTED, words="Only some may read this")
    by = become("colleague")
    assert not Statement.objects.filter(case=case).exists()
    with pytest.raises(Refused) as refusal:
        a_statement(assessment, by, level=RESTRICTED)
    assert set(refusal.value.fields) == {"level"}
    become("supervisor")
    assert Statement.objects.filter(case=case).count() == 1


def test_a_handle_that_one_lost_sight_of_is_not_there(become: Become) -> None:
    by = become("worker")
    assessment = an_assessment(a_ready_case(by), by)
    statement = a_statement(assessment, by)
    stranger = become("elsewhere")
    for act in (
        lambda: actions.look_at(assessment=assessment, domain=Domain.HOUSING, state=LookState.LOOKED, by=stranger),
        lambda: actions.end_statement(statement=statement, why="Wrong", by=stranger),
        lambda: assessments.assessment_row(assessment.public_id),
        lambda: statement_fact(statement.public_id, by=stranger),
    ):
        with pytest.raises(NotFound):
            act()


def test_an_assessment_that_a_colleague_may_not_see_takes_nothing_from_them(become: Become) -> None:
    by = become("worker")
    assessment = an_assessment(a_ready_case(by), by)
    Assessment.objects.filter(id=assessment.id).update(level=RESTRICTED)
    with pytest.raises(NotFound):
        a_statement(assessment, become("colleague"))


def test_an_older_statement_moves_no_look_back_and_not_relevant_stays_so(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    actions.look_at(
        assessment=assessment, domain=Domain.HOUSING, state=LookState.NOT_RELEVANT, said_by_id=lead(case), by=by
    )
    DomainLook.objects.update(looked_on=clock.today() - timedelta(days=9))
    a_statement(assessment, by)
    look = DomainLook.objects.get(domain=Domain.HOUSING)
    assert (look.state, look.looked_on) == (LookState.NOT_RELEVANT, clock.today())
    a_statement(assessment, by, words="Said long ago", said_on=clock.today() - timedelta(days=30))
    assert DomainLook.objects.get(domain=Domain.HOUSING).looked_on == clock.today()


def test_a_restricted_statement_that_a_colleague_holds_by_chance_is_not_there(become: Become) -> None:
    by = become("worker")
    statement = a_statement(an_assessment(a_ready_case(by), by), by)
    Statement.objects.filter(id=statement.id).update(level=RESTRICTED)
    with pytest.raises(NotFound):
        actions.end_statement(statement=statement, why="Wrong", by=become("colleague"))

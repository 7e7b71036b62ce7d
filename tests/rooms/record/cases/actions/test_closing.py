"""How a case ends, after-care, and opening again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.agency.access.queries import who_can_see
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import Reader
from alongside.record.cases import actions as cases
from alongside.record.cases import queries
from alongside.record.cases.enums import CaseState, ClosingReason, Stage
from alongside.record.cases.models import Assignment, Case, Closing, StageEvent
from alongside.record.cases.queries import protocol_of
from alongside.record.cases.rules.moves import Attempt
from tests.conftest import Become
from tests.factories.cases import a_case


def everything(case: Case) -> set[str]:
    return {line.key for line in queries.protocol_of(case).closing}


def a_closing(case: Case, by: Reader, **more: object) -> Closing:
    values: dict[str, object] = {"reasons": [ClosingReason.GOALS_MET], "summary": "Rent is paid, school goes well."}
    return cases.write_closing(case=case, by=by, **{**values, **more})  # type: ignore[arg-type]


def test_a_closing_is_written_again_until_it_is_signed(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    first = a_closing(case, by)
    again = a_closing(case, by, summary="Rent is paid.", version=first.version)
    assert again.id == first.id
    with pytest.raises(Stale) as stale:
        a_closing(case, by, summary="Mine", version=first.version)
    assert stale.value.theirs["summary"] == "Rent is paid."
    signed = cases.sign_closing(closing=again, by=by)
    assert signed.summary_digest == cases.closing_digest(signed)
    with pytest.raises(Refused, match="is signed"):
        a_closing(case, by, summary="Other words")
    with pytest.raises(Refused, match="is signed"):
        cases.sign_closing(closing=again, by=by)


def test_nothing_is_signed_without_summary_and_reason(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused, match="summary"):
        cases.sign_closing(closing=a_closing(case, by, summary=""), by=by)
    with pytest.raises(Refused, match="why the case closes"):
        cases.sign_closing(closing=a_closing(case, by, reasons=[]), by=by)
    with pytest.raises(Refused, match="from the list"):
        a_closing(case, by, reasons=["bored"])
    with pytest.raises(Refused, match="takes part"):
        a_closing(case, by, person_view_by_id=4711)


def test_closing_ends_assignments_and_lets_grants_run_out(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    closed = cases.close(case=case, closing=a_closing(case, by), met=everything(case), by=by)
    assert (closed.state, closed.closed_on) == (CaseState.CLOSED, clock.today())
    assert Assignment.objects.get(case=case).until_on == clock.today()
    assert StageEvent.objects.get(case=case, kind="closed").closing_reason == ClosingReason.GOALS_MET
    (mine,) = [one for one in who_can_see(case.circle_id) if one.scope == "c"]
    assert 28 <= (mine.valid_until - clock.now()).days <= 30
    with pytest.raises(Refused, match="closed"):
        a_closing(case, by)


def test_what_is_neither_settled_nor_handed_over_stops_the_closing_with_its_basis(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused) as refused:
        cases.close(case=case, closing=a_closing(case, by), by=by)
    assert refused.value.code == "case.closing.open_items"
    assert "1.17" in str(refused.value.basis)
    assert Case.objects.get(id=case.id).state == CaseState.OPEN
    lines = queries.protocol_of(case).closing
    handed = {line.key: "Rosario" for line in lines if line.can_be_handed_over}
    rest = {line.key for line in lines if not line.can_be_handed_over}
    cases.close(case=case, closing=a_closing(case, by, handed_over=handed), met=rest, by=by)
    assert Case.objects.get(id=case.id).state == CaseState.CLOSED


def test_contact_counts_as_lost_only_after_enough_attempts(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    closing = a_closing(case, by, reasons=[ClosingReason.LOST_CONTACT])
    with pytest.raises(Refused) as refused:
        cases.close(case=case, closing=closing, met=everything(case), by=by)
    assert refused.value.code == "case.closing.attempts_required"
    rule = queries.protocol_of(case).lost_contact
    ways = ["call", "letter", "visit", "text", "e-mail"]
    days = [clock.today() - timedelta(days=rule.days + 1), *[clock.today()] * rule.attempts]
    attempts = [Attempt(day, ways[at % len(ways)]) for at, day in enumerate(days)]
    cases.close(case=case, closing=closing, met=everything(case), attempts=attempts, by=by)


def test_after_care_needs_somebody_who_does_it_and_ends_with_its_last_line(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    closing = a_closing(case, by)
    with pytest.raises(Refused) as refused:
        cases.add_after_care(closing=closing, what="", due_on=clock.today(), by=by)
    assert set(refused.value.fields) == {"what", "owner"}
    due = clock.today() + timedelta(days=60)
    first = cases.add_after_care(closing=closing, what="Call", due_on=due, worker_id=by.worker_id, by=by)
    second = cases.add_after_care(closing=closing, what="Choir", due_on=due, owner_name="Marta", by=by)
    cases.close(case=case, closing=closing, met=everything(case), by=by)
    assert Case.objects.get(id=case.id).state == CaseState.AFTER_CARE
    with pytest.raises(Refused, match="what came of it"):
        cases.finish_after_care(line=first, outcome="", by=by)
    cases.finish_after_care(line=first, outcome="All well", by=by)
    with pytest.raises(Refused, match="done already"):
        cases.finish_after_care(line=first, outcome="All well", by=by)
    assert Case.objects.get(id=case.id).state == CaseState.AFTER_CARE
    cases.finish_after_care(line=second, outcome="She sings", by=by)
    assert Case.objects.get(id=case.id).state == CaseState.CLOSED


def test_reopening_begins_the_next_episode_and_keeps_the_earlier_one(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused, match="Only a closed case"):
        cases.reopen(case=case, why="New need", by=by)
    cases.close(case=case, closing=a_closing(case, by), met=everything(case), by=by)
    with pytest.raises(Refused, match="Say why"):
        cases.reopen(case=case, why=" ", by=by)
    again = cases.reopen(case=case, why="Marta called, rent again", worker_id=by.worker_id, by=by)
    assert (again.state, again.episode, again.closed_on) == (CaseState.REOPENED, 2, None)
    assert again.stage == Stage.INTAKE
    assert Closing.objects.get(case=case).episode == 1
    assert Assignment.objects.filter(case=case, until_on=None).count() == 1
    second = a_closing(again, by)
    assert second.episode == 2


@pytest.mark.parametrize("who", ["colleague", "excluded"])
def test_colleagues_do_not_end_a_case(become: Become, who: str) -> None:
    worker = become("worker")
    case = a_case(worker)
    closing = a_closing(case, worker)
    by = become(who)
    for verb in (
        lambda: a_closing(case, by),
        lambda: cases.sign_closing(closing=closing, by=by),
        lambda: cases.close(case=case, closing=closing, met=everything(case), by=by),
        lambda: cases.add_after_care(closing=closing, what="Call", due_on=clock.today(), owner_name="Ivo", by=by),
        lambda: cases.reopen(case=case, why="Curious", by=by),
    ):
        with pytest.raises(Refused, match="carries this case"):
            verb()


@pytest.mark.parametrize("who", ["elsewhere", "intake", "evaluator", "privacy", "admin", "client"])
def test_whoever_does_not_see_the_case_cannot_end_it(become: Become, who: str) -> None:
    worker = become("worker")
    case = a_case(worker)
    closing = a_closing(case, worker)
    met = everything(case)
    by = become(who)
    with pytest.raises(NotFound):
        a_closing(case, by)
    with pytest.raises(NotFound):
        cases.close(case=case, closing=closing, met=met, by=by)


def test_the_ending_of_another_case_closes_nothing(become: Become) -> None:
    by = become("worker")
    case, other = a_case(by), a_case(by)
    closing = cases.write_closing(case=other, reasons=["goals_met"], summary="Done.", by=by)
    with pytest.raises(NotFound):
        cases.close(case=case, closing=closing, met=[], by=by)


def test_after_care_and_reopening_name_a_worker_who_is_here(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Done.", by=by)
    with pytest.raises(Refused) as refused:
        cases.add_after_care(closing=closing, what="Ring", due_on=clock.today(), worker_id=0, by=by)
    assert list(refused.value.fields) == ["owner"]
    cases.close(case=case, closing=closing, met={line.key for line in protocol_of(case).closing}, by=by)
    with pytest.raises(Refused) as refused:
        cases.reopen(case=case, why="She lost the flat", worker_id=0, by=by)
    assert refused.value.code == "case.worker.unknown"

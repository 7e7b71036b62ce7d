"""The rules of plans: goals, lines, answers, freezing, reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from alongside.practice.plans.enums import GoalState, PlanState, Reply, ReplyHow, StepState
from alongside.practice.plans.rules.agreeing import (
    Answer,
    Asked,
    Proposal,
    is_adult,
    kept_though_declined,
    line_answers,
    may_agree,
    may_review_on,
    not_yet,
    reply_faults,
)
from alongside.practice.plans.rules.easy import easy_of
from alongside.practice.plans.rules.freezing import digest_of, is_intact
from alongside.practice.plans.rules.goals import (
    GoalText,
    confidence_hint,
    goal_faults,
    may_end_goal,
    may_note_level,
    signed,
    stuck_reason,
    unready,
)
from alongside.practice.plans.rules.lines import LineText, line_faults, may_settle
from alongside.practice.plans.rules.rights import rights_words

TODAY = date(2026, 11, 24)
GOAL = GoalText(
    title="Rent paid by us",
    own_words="",
    said_by_id=None,
    person_id=None,
    measure="The rent book",
    horizon="soon",
    starts_on=TODAY,
    target_on=TODAY + timedelta(days=90),
    confidence=6,
    levels_words={},
    start_level=-1,
)
LINE = LineText(
    owner="worker",
    worker_id=1,
    person_id=None,
    owner_name="",
    what="calls the landlord",
    due_on=TODAY,
    help="",
    how_known="",
)


def of_goal(text: GoalText, roots: tuple[str, ...] = ("need",)) -> set[str]:
    return set(goal_faults(text, roots=roots, subjects={1}))


@pytest.mark.parametrize("root", ["need", "strength", "hope"])
def test_a_goal_grows_from_a_need_a_strength_or_a_hope(root: str) -> None:
    assert of_goal(GOAL, (root,)) == set()


@pytest.mark.parametrize("roots", [(), ("barrier",), ("tried",), ("barrier", "tried")])
def test_a_goal_does_not_grow_from_nothing(roots: tuple[str, ...]) -> None:
    assert of_goal(GOAL, roots) == {"grows_from"}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (replace(GOAL, title=" "), "title"),
        (replace(GOAL, title="x" * 201), "title"),
        (replace(GOAL, own_words="No more letters"), "said_by"),
        (replace(GOAL, said_by_id=9), "said_by"),
        (replace(GOAL, person_id=9), "person"),
        (replace(GOAL, horizon="never"), "horizon"),
        (replace(GOAL, target_on=TODAY - timedelta(days=1)), "target_on"),
        (replace(GOAL, confidence=11), "confidence"),
        (replace(GOAL, measure="x" * 301), "measure"),
        (replace(GOAL, start_level=3), "start_level"),
        (replace(GOAL, levels_words={"3": "all"}), "levels_words"),
        (replace(GOAL, levels_words={"-1": "late"}), "levels_words"),
    ],
)
def test_each_fault_of_a_goal_stands_at_its_field(text: GoalText, field: str) -> None:
    assert of_goal(text) == {field}


def test_a_goal_without_measure_or_date_is_kept_and_not_ready() -> None:
    assert of_goal(replace(GOAL, measure="", target_on=None)) == set()
    assert "how we will know, and by when" in unready("", None)
    assert "how we will know" in unready(" ", TODAY)
    assert "by when" in unready("The rent book", None)
    assert unready("The rent book", TODAY) == ""


def test_low_confidence_suggests_a_smaller_step() -> None:
    assert "smaller first step" in confidence_hint(4)
    assert confidence_hint(5) == confidence_hint(None) == ""


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, ""),
        ({"wanted": 3}, "goal.level.range"),
        ({"wanted": -3}, "goal.level.range"),
        ({"wanted": 1}, "goal.level.jump"),
        ({"wanted": 1, "confirmed": True}, ""),
        ({"person_rating": 11}, "goal.rating.range"),
        ({"state": GoalState.REACHED}, "goal.ended"),
    ],
)
def test_levels_run_from_minus_two_to_plus_two_and_jumps_are_confirmed(given: dict[str, object], code: str) -> None:
    whole = {"state": "open", "present": -1, "wanted": 0, "person_rating": None, "confirmed": False, **given}
    assert may_note_level(**whole).code == code  # type: ignore[arg-type]


def test_levels_carry_their_sign() -> None:
    assert [signed(level) for level in (-2, 0, 1)] == ["−2", "0", "+1"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, ""),
        ({"state": "dropped"}, "goal.ended"),
        ({"wanted": "open"}, "goal.end.state"),
        ({"wanted": "dropped"}, "goal.end.words"),
        ({"wanted": "dropped", "words": "Marta no longer wants it"}, ""),
        ({"open_lines": 2}, "goal.end.lines"),
    ],
)
def test_a_goal_ends_with_its_lines_settled(given: dict[str, object], code: str) -> None:
    whole = {"state": "open", "wanted": "reached", "words": "", "open_lines": 0, **given}
    assert may_end_goal(**whole).code == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("still", "of", "passed", "words"),
    [
        (28, 90, 45, "half its time has passed"),
        (27, 90, 45, ""),
        (28, 90, 44, ""),
        (60, 90, 91, "its date has passed"),
        (100, None, 100, ""),
    ],
)
def test_stuck_means_28_days_still_and_half_its_time_gone(still: int, of: int | None, passed: int, words: str) -> None:
    starts = TODAY - timedelta(days=passed)
    reason = stuck_reason(
        title="Dani in class",
        starts_on=starts,
        target_on=starts + timedelta(days=of) if of else None,
        moved_on=TODAY - timedelta(days=still),
        today=TODAY,
    )
    assert (words in reason) if words else reason == ""


def of_line(text: LineText, due_was: date | None = None) -> set[str]:
    return set(line_faults(text, subjects={1}, today=TODAY, due_was=due_was))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (replace(LINE, owner="nobody"), "owner"),
        (replace(LINE, worker_id=None), "worker"),
        (replace(LINE, owner="person"), "person"),
        (replace(LINE, owner="family"), "owner_name"),
        (replace(LINE, owner="partner"), "owner_name"),
        (replace(LINE, what=" "), "what"),
        (replace(LINE, what="x" * 301), "what"),
        (replace(LINE, help="x" * 201), "help"),
        (replace(LINE, person_id=9), "person"),
        (replace(LINE, due_on=TODAY - timedelta(days=1)), "due_on"),
    ],
)
def test_each_fault_of_a_line_stands_at_its_field(text: LineText, field: str) -> None:
    assert of_line(text) == {field}


def test_a_line_may_keep_a_day_that_has_passed() -> None:
    past = TODAY - timedelta(days=5)
    assert of_line(LINE) == set()
    assert of_line(replace(LINE, due_on=past), due_was=past) == set()
    assert of_line(replace(LINE, owner="family", owner_name="Aunt Pilar")) == set()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, ""),
        ({"wanted": "open"}, "step.state"),
        ({"present": StepState.DONE}, "step.ended"),
        ({"on": TODAY + timedelta(days=1)}, "step.day"),
        ({"wanted": "dropped"}, "step.dropped.words"),
        ({"wanted": "dropped", "words": "The bus is late"}, ""),
    ],
)
def test_a_line_is_settled_once(given: dict[str, object], code: str) -> None:
    whole = {"present": "open", "wanted": "done", "own_idea": False, "words": "", "on": TODAY, "today": TODAY, **given}
    assert may_settle(**whole).code == code  # type: ignore[arg-type]


def test_dropping_their_own_idea_asks_how_it_was_agreed() -> None:
    decision = may_settle(present="open", wanted="dropped", own_idea=True, words=" ", on=TODAY, today=TODAY)
    assert "how it was agreed" in str(decision.reason)


MARTA = Asked(1, UUID(int=1), "Marta", focus=True, adult=True)
ROSARIO = Asked(2, UUID(int=2), "Rosario", focus=False, adult=True)
DANI = Asked(3, UUID(int=3), "Dani", focus=False, adult=False)


def an(
    reply: str, person: int = 1, *, step: int | None = None, covers: dict[int, int] | None = None, plan: int = 9
) -> Answer:
    return Answer(plan, step, person, reply, "", ReplyHow.SPOKEN, TODAY, covers or {1: 1, 2: 1})


def proposal(*answers: Answer, **given: object) -> Proposal:
    whole: dict[str, object] = {
        "state": PlanState.DRAFT,
        "plan_id": 9,
        "goals": 1,
        "lines": {1: "calls", 2: "visits"},
        "wordings": {1: 1, 2: 1},
        "unready": [],
        "answers": answers,
        "asked": (MARTA, ROSARIO, DANI),
        **given,
    }
    return Proposal(**whole)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (proposal(an("agree")), ""),
        (proposal(an("partly")), ""),
        (proposal(an("agree", 2)), ""),
        (proposal(an("agree"), an("decline", 2)), ""),
        (proposal(), "plan.nobody_answered"),
        (proposal(an("agree", plan=8)), "plan.nobody_answered"),
        (proposal(an("agree"), state=PlanState.IN_FORCE), "plan.not_draft"),
        (proposal(an("agree"), goals=0, lines={}), "plan.empty"),
        (proposal(an("agree"), unready=["Rent"]), "plan.goals.unready"),
        (proposal(an("decline")), "plan.declined"),
        (proposal(an("decline", 2)), "plan.nobody_agreed"),
        (proposal(an("agree"), an("decline", 2, step=1, covers={1: 1})), "plan.declined_lines"),
        (proposal(an("agree"), an("decline", 2, step=1, covers={1: 1}), wordings={1: 2, 2: 1}), ""),
        (proposal(an("agree"), an("decline", 2, step=1, covers={1: 1}), lines={2: "visits"}, wordings={2: 1}), ""),
        (
            proposal(an("agree"), an("decline", 2, step=1, covers={1: 1}), an("agree", 2, step=1, covers={1: 1})),
            "",
        ),
    ],
)
def test_when_a_version_may_come_into_force(what: Proposal, code: str) -> None:
    assert may_agree(what).code == code


def test_a_declined_line_is_named() -> None:
    what = proposal(an("agree"), an("decline", 2, step=2, covers={2: 1}))
    assert kept_though_declined(what) == ["visits"]
    assert "“visits”" in str(may_agree(what).reason)


def test_an_answer_holds_for_the_wording_that_was_answered_to() -> None:
    answers = [an("agree", covers={1: 1, 2: 1}), an("decline", step=2, covers={2: 2})]
    standing = line_answers(answers, {1: 1, 2: 2})
    assert standing[1, 1].reply == Reply.AGREE
    assert standing[2, 1].reply == Reply.DECLINE
    assert line_answers(answers, {1: 2}) == {}


def test_silence_is_never_yes() -> None:
    assert not_yet((MARTA, ROSARIO, DANI), [an("agree")], 9) == (ROSARIO,)
    assert not_yet((MARTA, ROSARIO), [an("agree", plan=8)], 9) == (MARTA, ROSARIO)


@given(st.lists(st.tuples(st.sampled_from(["agree", "partly", "decline"]), st.integers(1, 3)), max_size=6))
def test_no_version_comes_into_force_without_a_yes(replies: list[tuple[str, int]]) -> None:
    what = proposal(*(an(reply, person) for reply, person in replies))
    if may_agree(what):
        assert any(reply in ("agree", "partly") for reply, _person in replies)


def test_who_counts_as_adult() -> None:
    assert is_adult(date(2008, 11, 24), TODAY)
    assert not is_adult(date(2008, 11, 25), TODAY)
    assert is_adult(None, TODAY)
    assert not is_adult(None, TODAY, a_child_here=True)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"person_id": 9}, "person"),
        ({"reply": "silence"}, "reply"),
        ({"reply": "partly"}, "words"),
        ({"how": ""}, "how"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
    ],
)
def test_an_answer_says_who_what_and_how(given: dict[str, object], field: str) -> None:
    whole = {"reply": "agree", "words": "", "how": "spoken", "on": TODAY, "person_id": 1, **given}
    assert set(reply_faults(takes_part={1}, today=TODAY, **whole)) == {field}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "why", "code"),
    [
        (None, "", "plan.review.required"),
        (-1, "", "plan.review.past"),
        (90, "", ""),
        (91, "", "plan.review.late"),
        (91, "Holiday", ""),
    ],
)
def test_the_review_comes_in_time(days: int | None, why: str, code: str) -> None:
    wanted = None if days is None else TODAY + timedelta(days=days)
    assert may_review_on(wanted, today=TODAY, longest_days=90, why=why).code == code


def test_the_digest_does_not_mind_order_and_minds_everything_else() -> None:
    content = {"goals": [{"title": "Café"}], "version": 1}
    assert digest_of(content) == digest_of({"version": 1, "goals": [{"title": "Café"}]})
    assert is_intact(content, digest_of(content))
    assert not is_intact({**content, "version": 2}, digest_of(content))
    assert not is_intact(None, "")


def test_reading_is_measured_in_english_only() -> None:
    easy = easy_of(["Dele calls the landlord.", "Rosario walks with them to the nursery on Monday morning."])
    assert easy is not None
    assert easy.longest.startswith("Rosario")
    assert not easy.hard
    hard = easy_of(["Interdisciplinary collaboration facilitates comprehensive psychosocial rehabilitation."])
    assert hard is not None
    assert hard.hard
    assert hard.shown == hard.hardest
    assert easy_of([]) is None
    with translation.override("es"):
        assert easy_of(["Dele llama al casero."]) is None


def test_the_rights_say_that_one_can_say_no() -> None:
    assert rights_words().startswith("You can say no.")

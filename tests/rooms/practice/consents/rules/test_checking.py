"""What a consent permits and what it refuses: every element taken away in turn, every rule, and any consent at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.practice.consents.enums import Capacity, How, Item, Purpose, RecipientKind, Regime
from alongside.practice.consents.rules.checking import Answer, Signed, Terms, check
from alongside.practice.consents.rules.profiles import FACTS, MISSING, profile_of, shipped_words

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OWN = Signed("Marta López", signed_on=NOON.date())
PARENT = Signed("Ana López", Capacity.PARENT, "Mother, by birth", NOON.date())


def full(regime: str, **other: Any) -> Terms:
    """A consent that lacks nothing."""
    treats = regime == Regime.PART2
    terms = Terms(
        regime=regime,
        person="Marta López",
        discloser="Harbour Family Service",
        recipient="City housing office",
        purpose=Purpose.CARE if treats else Purpose.HOUSING,
        items=frozenset({Item.SUBSTANCE_USE if treats else Item.IDENTITY, Item.HOUSEHOLD}),
        begins_at=NOON - DAY,
        ends_at=NOON + 20 * DAY,
        statements=shipped_words(regime).parts,
        signatures=(OWN,),
    )
    return replace(terms, **other)


def asked(terms: Terms, when: datetime = NOON, **other: Any) -> Answer:
    facts: dict[str, Any] = {"recipient": terms.recipient, "items": terms.items, "purpose": terms.purpose, **other}
    return check(terms, facts["recipient"], facts["items"], facts["purpose"], when)


def codes(answer: Answer) -> list[str]:
    assert answer.allowed == (not answer.reasons)
    assert all(str(one.reason) and str(one.basis) for one in answer.reasons)
    return [one.code for one in answer.reasons]


WITHOUT: dict[str, Callable[[Terms], Terms]] = {
    "person": lambda terms: replace(terms, person=" "),
    "discloser": lambda terms: replace(terms, discloser=""),
    "recipient": lambda terms: replace(terms, recipient=" "),
    "passes_on_to": lambda terms: replace(terms, recipient_kind=RecipientKind.INTERMEDIARY),
    "information": lambda terms: replace(terms, items=frozenset()),
    "purpose": lambda terms: replace(terms, purpose=""),
    "expiry": lambda terms: replace(terms, ends_at=None, purpose=Purpose.COORDINATION),
    "signature": lambda terms: replace(terms, signatures=()),
    "date": lambda terms: replace(terms, signatures=(replace(OWN, signed_on=None),)),
    "authority": lambda terms: replace(terms, signatures=(OWN, replace(PARENT, authority=" "))),
}
ELEMENTS = [(regime, element) for regime in Regime.values for element in profile_of(regime).elements]


@pytest.mark.parametrize(("regime", "element"), ELEMENTS, ids=[f"{one}-{other}" for one, other in ELEMENTS])
def test_without_one_element_that_is_exactly_the_reason(regime: str, element: str) -> None:
    whole = full(regime)
    assert asked(whole).allowed
    if element in FACTS:
        less = WITHOUT[element](whole)
    else:
        less = replace(whole, statements={key: text for key, text in whole.statements.items() if key != element})
    answer = asked(less, recipient=whole.recipient, items=whole.items, purpose=less.purpose or whole.purpose)
    first = answer.reasons[0]
    assert first.code == f"consent.missing.{element}"
    assert str(first.reason) == str(MISSING[element])
    assert first.basis == profile_of(regime).elements[element]
    assert [code for code in codes(answer) if code.startswith("consent.missing.")] == [first.code]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    answer = check(
        full(Regime.VICTIM, ends_at=NOON + 200 * DAY, withdrawn_at=NOON - DAY, conditioned=True, how=How.SPOKEN),
        "His lawyer",
        [Item.LOCATION],
        Purpose.PROCEEDINGS,
        NOON,
    )
    assert codes(answer) == [
        *("consent.not_written", "consent.conditioned", "consent.too_long", "consent.withdrawn"),
        *("consent.recipient", "consent.items.location", "consent.purpose"),
    ]
    assert all(str(one.reason) in str(answer.reason) for one in answer.reasons)
    assert codes(check(full(Regime.HIPAA), "", [], " ", NOON)) == ["asked.recipient", "asked.items", "asked.purpose"]


CASES: list[tuple[str, Terms, dict[str, Any], list[str]]] = [
    ("revoked", full("hipaa", withdrawn_at=NOON), {}, ["consent.withdrawn"]),
    ("revoked later", full("hipaa", withdrawn_at=NOON + DAY), {}, []),
    ("refused", full("gdpr", refused_at=NOON - DAY), {}, ["consent.refused"]),
    ("not begun", full("gdpr", begins_at=NOON + DAY), {}, ["consent.later"]),
    ("narrowed", full("hipaa"), {"items": [Item.IDENTITY, Item.HEALTH]}, ["consent.items.health"]),
    ("a word unknown", full("hipaa"), {"items": ["everything"]}, ["consent.items.everything"]),
    ("replaced", full("hipaa", replaced_at=NOON), {}, ["consent.replaced"]),
    ("wrong recipient", full("ferpa"), {"recipient": "The press"}, ["consent.recipient"]),
    ("letters do not matter", full("ferpa"), {"recipient": " city HOUSING office "}, []),
    ("wrong purpose", full("ferpa"), {"purpose": Purpose.BENEFITS}, ["consent.purpose"]),
    ("care for court", full("part2"), {"purpose": Purpose.PROCEEDINGS}, ["consent.proceedings"]),
    ("care for housing", full("part2"), {"purpose": Purpose.HOUSING}, ["consent.care_only"]),
    ("care without an end", full("part2", ends_at=None), {}, []),
    ("all who treat", full("part2", recipient_kind=RecipientKind.TREATING), {"recipient": "Dr Osei"}, []),
    ("all who treat, health", full("hipaa", recipient_kind=RecipientKind.TREATING), {}, ["consent.recipient_wide"]),
    ("a kind of people, survivor", full("victim", recipient_kind=RecipientKind.CLASS), {}, ["consent.one_recipient"]),
    ("whose list is known", full("part2", recipient_kind=RecipientKind.INTERMEDIARY, passes_on_to="Two"), {}, []),
    (
        "psychotherapy in a general release",
        full("hipaa", items=frozenset({Item.PSYCHOTHERAPY, Item.HEALTH})),
        {},
        ["consent.alone.psychotherapy"],
    ),
    ("psychotherapy alone", full("hipaa", items=frozenset({Item.PSYCHOTHERAPY})), {}, []),
    (
        "counselling notes beside others",
        full("part2", items=frozenset({Item.SUBSTANCE_NOTES, Item.HEALTH})),
        {},
        ["consent.alone.substance_notes"],
    ),
    (
        "treatment by another form",
        full("gdpr", items=frozenset({Item.SUBSTANCE_USE})),
        {},
        ["consent.part2_needed"],
    ),
    ("whom she fears", full("victim", signatures=(OWN, replace(PARENT, unsafe=True))), {}, ["consent.unsafe"]),
    ("a child alone", full("victim", minor=True), {}, ["consent.minor.parent"]),
    ("a child who may", full("victim", minor=True, may_sign_alone=True), {}, []),
    ("a child and her mother", full("victim", minor=True, signatures=(OWN, PARENT)), {}, []),
    (
        "a child and whom she fears",
        full("victim", minor=True, signatures=(OWN, replace(PARENT, unsafe=True))),
        {},
        ["consent.unsafe", "consent.minor.parent"],
    ),
    ("her mother alone", full("victim", minor=True, signatures=(PARENT,)), {}, ["consent.minor"]),
    ("the parent of an adult", full("ferpa", signatures=(PARENT,)), {}, ["consent.adult"]),
    ("the parent of a pupil", full("ferpa", signatures=(PARENT,), minor=True), {}, []),
    ("said aloud, GDPR", full("gdpr", how=How.SPOKEN), {}, []),
    ("said aloud, HIPAA", full("hipaa", how=How.SPOKEN), {}, ["consent.not_written"]),
    ("help depends on it", full("gdpr", conditioned=True), {}, ["consent.conditioned"]),
    ("90 days", full("victim", begins_at=NOON, ends_at=NOON + 90 * DAY), {}, []),
    ("91 days", full("victim", begins_at=NOON, ends_at=NOON + 91 * DAY), {}, ["consent.too_long"]),
    ("an event", full("hipaa", ends_at=None, until_event="When the case closes"), {}, []),
    (
        "an event is no limit for a survivor",
        full("victim", ends_at=None, until_event="When the case closes"),
        {},
        ["consent.missing.expiry"],
    ),
]


@pytest.mark.parametrize(("terms", "question", "reasons"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_each_rule_refuses_what_it_is_for_and_nothing_else(
    terms: Terms, question: dict[str, Any], reasons: list[str]
) -> None:
    assert codes(asked(terms, **question)) == reasons


def test_the_last_day_is_the_agencys_day_to_its_last_second() -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    ends = datetime(2026, 12, 1, tzinfo=auckland)
    terms = full(Regime.HIPAA, ends_at=ends)
    assert asked(terms, ends - timedelta(seconds=1)).allowed
    assert codes(asked(terms, ends)) == ["consent.expired"]
    assert codes(asked(terms, datetime(2026, 11, 30, 11, 0, tzinfo=UTC))) == ["consent.expired"]


def test_a_permission_brings_its_notice() -> None:
    assert "42 CFR Part 2 prohibits" in asked(full(Regime.PART2)).notice
    assert asked(full(Regime.HIPAA)).notice == ""
    assert asked(full(Regime.PART2, refused_at=NOON)).notice == ""


@st.composite
def anything(draw: st.DrawFn) -> tuple[Terms, str, frozenset[str], str, datetime]:
    """Consents as they come, and what somebody asks of them; often what they say themselves."""
    terms = full(draw(st.sampled_from(Regime.values)))
    moments = st.none() | st.sampled_from([NOON - DAY, NOON, NOON + DAY])
    items = st.frozensets(st.sampled_from(Item.values), max_size=4)
    terms = replace(
        terms,
        recipient=draw(st.sampled_from([terms.recipient, "", "A school"])),
        items=draw(st.just(terms.items) | items),
        purpose=draw(st.just(terms.purpose) | st.sampled_from(Purpose.values)),
        ends_at=draw(st.just(terms.ends_at) | moments),
        begins_at=draw(moments),
        withdrawn_at=draw(st.none() | moments),
        signatures=draw(st.sampled_from([(OWN,), (), (OWN, PARENT), (replace(OWN, unsafe=True),)])),
        how=draw(st.sampled_from(How.values)),
        minor=draw(st.booleans()),
        conditioned=draw(st.booleans()),
    )
    question = draw(
        st.just((terms.recipient, terms.items, terms.purpose))
        | st.tuples(st.text(max_size=5), items, st.sampled_from(Purpose.values))
    )
    return terms, *question, NOON + draw(st.integers(-3, 40)) * DAY


@given(anything())
def test_what_is_permitted_was_agreed_to(given_: tuple[Terms, str, frozenset[str], str, datetime]) -> None:
    terms, recipient, items, purpose, when = given_
    answer = check(terms, recipient, items, purpose, when)
    codes(answer)
    if answer:
        assert set(items) <= terms.items
        assert items
        assert purpose == terms.purpose
        assert recipient.strip()
        assert terms.signatures
        assert not terms.conditioned
        assert not (terms.withdrawn_at and terms.withdrawn_at <= when)
        assert not (terms.ends_at and when >= terms.ends_at)


@given(anything(), st.integers(0, 400))
def test_ending_a_consent_only_ever_closes(given_: tuple[Terms, str, frozenset[str], str, datetime], days: int) -> None:
    terms, recipient, items, purpose, when = given_
    before = check(terms, recipient, items, purpose, when)
    after = check(replace(terms, withdrawn_at=when - days * DAY), recipient, items, purpose, when)
    assert "consent.withdrawn" in codes(after)
    assert {one.code for one in before.reasons} <= {one.code for one in after.reasons}


@given(anything(), st.frozensets(st.sampled_from(Item.values)))
def test_asking_for_less_is_never_refused_where_more_was_allowed(
    given_: tuple[Terms, str, frozenset[str], str, datetime], fewer: frozenset[str]
) -> None:
    terms, recipient, items, purpose, when = given_
    if check(terms, recipient, items, purpose, when) and items & fewer:
        assert check(terms, recipient, items & fewer, purpose, when)

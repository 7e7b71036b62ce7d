"""Care teams: what the verbs refuse and keep, and what the lists say."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from alongside.agency.access.models import AccessSession, History
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.practice.careteams import actions, queries
from alongside.practice.careteams.actions.members import _call as call_member_gate
from alongside.practice.careteams.models import PartnerLink
from alongside.practice.careteams.rules.links import code_digest, secret_in
from tests.conftest import Become
from tests.factories.care_team import a_member, a_plan_consent
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING, lead


def test_a_member_rests_on_their_consent_and_history_says_who_let_them_in(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    assert (member.organisation, member.ground, member.added_by_id) == (HOUSING, "consent", by.actor_id)
    assert member.actor.name == f"Rosa Lindqvist, {HOUSING}"
    (line,) = queries.care_team(case.id, case.circle_id)
    assert (line.state, line.live, line.link) == ("in_team", True, None)
    entry = History.objects.filter(table_name="careteams_careteammember", row_id=member.id).latest("id")
    assert (entry.verb, entry.actor_id) == ("insert", by.actor_id)
    actions.end_member(member=member, why="Flat found", by=by)
    entry = History.objects.filter(table_name="careteams_careteammember", row_id=member.id).latest("id")
    assert entry.why == "Flat found"
    with pytest.raises(Refused, match="has ended already"):
        actions.end_member(member=member, by=by)
    with pytest.raises(Refused, match="Add them again"):
        actions.move_member_end(member=member, until_on=clock.today(), by=by)
    with pytest.raises(Refused, match="has ended"):
        actions.make_link(member=member, by=by)


def test_another_persons_consent_and_a_stranger_let_nobody_in(become: Become) -> None:
    by = become("worker")
    case, other = a_case(by), a_case(by, people=["Somebody Else"])
    with pytest.raises(Refused, match="another person's consent"):
        a_member(other, by, consent=a_plan_consent(case, by))
    with pytest.raises(Refused, match="takes no part"):
        actions.add_member(
            case=case, person_id=lead(other), name="Rosa", role="Finds a flat", known_as="S. E.", ground="law",
            organisation="Court", ground_words="Child Act", told=True, until_on=clock.today(), by=by,
        )  # fmt: skip
    with pytest.raises(Refused, match="authority"):
        a_member(case, become("colleague"), ground="law", ground_words="Child Act", organisation="C", told=True)


def test_the_database_itself_asks_for_ground_end_and_recipient(become: Become) -> None:
    """Past the rules, by the definer function alone."""
    by = become("worker")
    case = a_case(by)
    consent = a_plan_consent(case, by)
    soon = clock.now() + timedelta(days=3)
    day = clock.today() + timedelta(days=2)
    wrong: list[tuple[str, list[object], str]] = [
        ("no ground", ["", None, "", soon], "ground"),
        ("no end", ["consent", consent.id, "", None], "until"),
        ("another name", ["consent", consent.id, "", soon], "consent"),
        ("no words", ["order", None, "", soon], "words"),
        ("too long", ["consent", consent.id, "", soon + timedelta(days=99)], "longer"),
    ]
    for what, (ground, number, words, ends), code in wrong:
        organisation = "Somebody else" if code == "consent" else HOUSING
        facts = [case.id, lead(case), "Rosa", organisation, "Finds a flat", "", "M. L.", ground]
        with pytest.raises(Refused) as refused:
            call_member_gate("add_member", [*facts, number, words, True, "", clock.today(), day, ends])
        assert refused.value.code == f"member.{code}", what
        assert "Without one nobody is let in" in str(refused.value.message)


def test_a_link_keeps_hashes_alone_is_over_at_the_end_and_needs_a_code(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    made = actions.make_link(member=member, by=by)
    row = PartnerLink.objects.get()
    secret = secret_in(made.token)
    assert secret
    assert bytes(row.secret_hash) == hashlib.sha256(secret).digest()
    assert bytes(row.code_hash) == code_digest(secret, made.code)
    assert row.expires_at == member.ends_at == made.expires_at
    with pytest.raises(Refused, match="Only a demonstration"):
        actions.make_link(member=member, without_code=True, by=by)
    assert queries.link_asks(secret) is True
    again = actions.make_link(member=member, by=by)
    assert queries.link_asks(secret) is None
    assert actions.end_links(member=member, by=by) == 1
    assert queries.link_asks(secret_in(again.token) or b"") is None
    assert not AccessSession.objects.filter(actor_id=member.actor_id).exists()

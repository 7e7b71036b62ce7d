"""What the database itself keeps of a care team: a partner has no row without a share, and writes one thing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from alongside.agency.access.models import Circle, History, Share
from alongside.agency.organisation.models import Agency
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.rls import GUARDS
from alongside.practice.careteams import actions
from alongside.practice.careteams.models import CareTeamMember, PartnerLink
from alongside.practice.consents import actions as consents
from alongside.practice.consents.enums import How
from alongside.practice.consents.models import ConsentShare
from alongside.practice.plans import actions as plans
from alongside.practice.plans.models import Step
from tests.conftest import Administer, Become, Otherwise, answered
from tests.factories.assessments import a_ready_case
from tests.factories.care_team import a_member, a_partner_line, a_plan_consent, a_shared_line, as_partner
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING
from tests.factories.plans import an_agreed_plan

OWN = {"access_accesssession", "access_reading", "access_history"}


def rows(table: str) -> list[int]:
    """The numbers of the rows of a table that the reader sees."""
    with connection.cursor() as cursor:
        cursor.execute(f"select id from {table}")
        return sorted(row[0] for row in cursor.fetchall())


def test_a_partner_sees_in_every_table_what_was_shared_and_nothing_else(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_agreed_plan(case, by)
    member = a_member(case, by)
    step = a_shared_line(case, by, member=member)
    a_partner_line(case, by, what="another line of theirs that nobody shared")
    other = a_case(by, people=["Somebody Else"])
    elsewhere = a_member(other, by)
    theirs = a_shared_line(other, by, member=elsewhere)
    as_partner(member)
    shares = list(Share.objects.values_list("id", flat=True))
    expected = {
        "plans_step": [step.id],
        "careteams_careteammember": [member.id],
        "access_actor": [member.actor_id],
        "access_share": sorted(shares),
    }
    assert len(shares) == 2
    for guard in GUARDS:
        if guard.table in OWN or guard.table == "organisation_agency":
            continue
        assert rows(guard.table) == expected.get(guard.table, []), guard.table
    assert not History.objects.exists()
    with pytest.raises(NotFound):
        plans.tell_of_line(line=theirs.public_id, state="done", words="Sent", version=theirs.version, by=by)


def test_what_ends_the_ground_ends_the_sight_with_the_next_statement(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    step = a_shared_line(case, by, member=member)
    as_partner(member)
    assert Step.objects.count() == 1
    by = become("worker")
    assert member.consent is not None
    consents.withdraw_consent(consent=member.consent, how=How.SPOKEN, by=by)
    partner = as_partner(member)
    assert not Step.objects.exists()
    with pytest.raises(NotFound):
        plans.tell_of_line(line=step.public_id, state="done", words="Sent", version=step.version, by=partner)


def test_an_ended_place_shuts_its_actor_out(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    member = a_member(case, by)
    a_shared_line(case, by, member=member)
    actions.end_member(member=member, why="Finished", by=by)
    with connection.cursor() as cursor:
        cursor.execute("select ended_at is not null from access_actor where id = %s", [member.actor_id])
        assert cursor.fetchone() == (True,)
    assert not Share.objects.filter(actor_id=member.actor_id, valid_until__gt=clock.now()).exists()
    with pytest.raises(AssertionError):
        as_partner(member)


DAY = timedelta(days=1)
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)
HOLDS: tuple[tuple[str, dict[str, Any]], ...] = (("member", {}), ("consent", {"ends_at": None}))
OVER: tuple[dict[str, Any], ...] = (
    {"signed_at": None},
    *({name: LONG_AGO} for name in ("withdrawn_at", "refused_at", "replaced_at", "ends_at")),
)
"""What a consent is not in force for."""
HOLDS_NO_MORE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("member", {"ended_at": LONG_AGO}),
    ("member", {"ends_at": LONG_AGO}),
    *(("consent", facts) for facts in OVER),
)


def links(member: CareTeamMember) -> int:
    return PartnerLink.objects.filter(member=member, ended_at=None).count()


def made_link(member: CareTeamMember, code: bytes = b"code") -> Any:
    return answered("make_link", member.id, f"secret {clock.now()}".encode(), code, clock.now() + DAY)


def moved(member: CareTeamMember, ends: datetime | None = None) -> Any:
    return answered("move_member_end", member.id, clock.today() + 2 * DAY, ends or clock.now() + 2 * DAY)


def test_a_place_that_holds_no_more_opens_moves_and_shows_nothing(become: Become, otherwise: Otherwise) -> None:
    by = become("worker")
    first, case = a_case(by), a_case(by)
    a_member(first, by)
    member = a_member(case, by)
    line = a_partner_line(case, by)
    rows = {"member": member, "consent": member.consent}
    for which, facts in HOLDS:
        with otherwise(rows[which], **facts):
            assert made_link(member) is True
            assert moved(member) is True
            shared = answered("share_line", line.id, member.id)
            assert Share.objects.get(id=shared).actor_id == member.actor_id
            assert links(member) == PartnerLink.objects.count() == 1
            assert ConsentShare.objects.get(share_id=shared).consent_id == member.consent_id
    for which, facts in HOLDS_NO_MORE:
        with otherwise(rows[which], **facts):
            assert (made_link(member), moved(member)) == (False, False), facts
            assert answered("share_line", line.id, member.id) == "(member_ended)", facts
            assert links(member) == 0, facts
    become("elsewhere")
    assert (made_link(member), moved(member)) == (False, False)


def test_a_place_by_law_holds_without_a_consent(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    a_plan_consent(case, by)
    member = a_member(case, by, ground="law", ground_words="The act", told=True, organisation=HOUSING)
    line = a_partner_line(case, by)
    assert (made_link(member), moved(member)) == (True, True)
    assert Share.objects.get(id=answered("share_line", line.id, member.id)).ground == "law"
    assert not ConsentShare.objects.exists()


def test_only_a_demonstration_makes_a_link_without_a_code(become: Become, otherwise: Otherwise) -> None:
    by = become("worker")
    member = a_member(a_case(by), by)
    assert made_link(member, b"") == "(link_code)"
    with otherwise(Agency.objects.get(), demonstration=True):
        assert made_link(member, b"") is True
    assert made_link(member) is True


def test_a_new_end_moves_what_ends_with_the_place_and_nothing_else(become: Become, administer: Administer) -> None:
    by = become("worker")
    case = a_case(by)
    until = clock.now() + 9 * DAY
    member, other = a_member(case, by), a_member(case, by, name="Ben Lindqvist")
    lines = [a_shared_line(case, by, member=one, what=f"calls {one.name}") for one in (member, member, other)]
    with administer():
        CareTeamMember.objects.update(ends_at=until)
        Share.objects.update(valid_until=until)
        over = Share.objects.get(actor_id=member.actor_id, item_number=lines[0].id, item_table="plans_step")
        Share.objects.filter(id=over.id).update(valid_until=until - 8 * DAY)
        made = [
            PartnerLink.objects.create(
                circle_id=case.circle_id,
                member=one,
                secret_hash=f"{n}".encode(),
                made_by_id=by.actor_id,
                expires_at=end,
            )
            for n, (one, end) in enumerate(((member, until), (member, until - 8 * DAY), (other, until)))
        ]
    sooner = until - 4 * DAY
    assert answered("move_member_end", member.id, clock.today() + 5 * DAY, sooner) is True
    with administer():
        places = CareTeamMember.objects.order_by("id").values_list("until_on", "ends_at", "version")
        assert list(places) == [
            (clock.today() + 5 * DAY, sooner, 2),
            (clock.today() + 21 * DAY, until, 1),
        ]
        ends = dict(Share.objects.values_list("id", "valid_until"))
        assert ends.pop(over.id) == until - 8 * DAY
        assert {
            actor: set(Share.objects.filter(actor_id=actor, id__in=ends).values_list("valid_until", flat=True))
            for actor in (member.actor_id, other.actor_id)
        } == {member.actor_id: {sooner}, other.actor_id: {until}}
        assert [PartnerLink.objects.get(id=one.id).expires_at for one in made] == [sooner, until - 8 * DAY, until]


LETS_IN: tuple[dict[str, Any], ...] = ({}, {"ends_at": None}, {"recipient": f" {HOUSING.upper()}"})
LETS_NOBODY_IN: tuple[dict[str, Any], ...] = (
    *OVER,
    {"recipient_actor_id": 1},
    {"recipient": "Bay school"},
    {"items": ["identity"]},
)


def let_in(case: int, person: int, why: str, consent: int | None, words: str | None = "", **other: Any) -> Any:
    """What is said to letting somebody of the housing office in; True for yes."""
    ends = other.get("ends", clock.now() + 5 * DAY)
    on: date = clock.today()
    facts = [case, person, "Rosa", HOUSING, "Finds a flat", "", "M. L.", why, consent, words, True, "", on, on, ends]
    with transaction.atomic():
        found = answered("add_member", *facts)
        if isinstance(found, int):
            kept = CareTeamMember.objects.get(id=found)
            found = (kept.ground, kept.consent_id) == (why, consent)
        transaction.set_rollback(True)
    return found


def test_a_consent_lets_in_whom_it_names_and_nobody_else(become: Become, otherwise: Otherwise) -> None:
    by = become("worker")
    first, case = a_case(by), a_case(by, people=["Marta López", "Dani Prado"])
    other = a_plan_consent(first, by)
    consent = a_plan_consent(case, by)
    marta, dani = case.participants.order_by("id").values_list("person_id", flat=True)
    for facts in LETS_IN:
        with otherwise(consent, **facts):
            assert let_in(case.id, marta, "consent", consent.id) is True, facts
    for facts in LETS_NOBODY_IN:
        with otherwise(consent, **facts):
            assert let_in(case.id, marta, "consent", consent.id) == "(member_consent)", facts
    with otherwise(other, person_id=marta):
        assert let_in(case.id, marta, "consent", other.id) == "(member_consent)"
    assert let_in(case.id, dani, "consent", consent.id) == "(member_consent)"
    assert let_in(case.id, marta, "consent", 0) == "(member_consent)"
    assert let_in(case.id, marta, "consent", consent.id, ends=clock.now() + 90 * DAY) == "(member_longer)"
    for never in (None, clock.now() - timedelta(seconds=1)):
        assert let_in(case.id, marta, "consent", consent.id, ends=never) == "(member_until)"
    assert let_in(0, marta, "consent", consent.id) == "()"
    become("elsewhere")
    assert let_in(case.id, marta, "consent", consent.id) == "()"
    with connection.cursor() as cursor:
        cursor.execute("select app.leave_session()")
    assert let_in(case.id, marta, "consent", consent.id) == "()"


def test_an_order_or_the_law_is_named_and_no_victim_service_is_opened_by_it(
    become: Become, otherwise: Otherwise
) -> None:
    by = become("worker")
    case = a_case(by)
    a_case(by)
    marta = case.participants.get().person_id
    for why in ("order", "law"):
        assert let_in(case.id, marta, why, None, "Act") is True
        for words in (None, "  ab ", ""):
            assert let_in(case.id, marta, why, None, words) == "(member_words)"
        with otherwise(Circle.objects.get(id=case.circle_id), kind="victim-service"):
            assert let_in(case.id, marta, why, None, "Act") == "(share_victim)"
    assert let_in(case.id, marta, "friend", None, "She asked") == "(member_ground)"

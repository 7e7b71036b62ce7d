"""What functions of the database must answer, worked out in plain Python from the rows of the dense world."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from tests.mutation.eyes import Eyes, Facts, Row

EVERY_CARRIED_LEVEL, OUTSIDE = 19, 4096
IN_CIRCLES = (
    "people_contactpoint",
    "people_relationship",
    "cases_case",
    "cases_participant",
    "access_share",
    *("contacts_appointment", "contacts_appointmentperson", "plans_step", "cases_assignment", "cases_adverseinterest"),
    *("careteams_careteammember", "careteams_partnerlink", "consents_consent"),
)


def seers(eyes: Eyes, circle: int) -> list[Row]:
    facts = eyes.facts
    return [
        grant
        for grant in facts.live
        if grant["levels"] & 31
        and facts.reaches(grant, circle)
        and facts.actors[grant["actor_id"]]["ended_at"] is None
        and not facts.barred(grant["actor_id"], circle)
        and facts.open_to(grant["actor_id"], circle)
    ]


def who_can_see(eyes: Eyes, circle: int) -> Iterable[Any]:
    """Each grant through which somebody sees the circle."""
    if circle not in eyes.circles and not eyes.powers & 128:
        return []
    looks = [row for row in eyes.facts.reading if row["circle_id"] == circle]
    found = [
        (
            grant["scope"],
            eyes.facts.actors[grant["actor_id"]]["name"],
            grant["id"],
            grant["actor_id"],
            grant["levels"],
            max((row["at"] for row in looks if row["actor_id"] == grant["actor_id"]), default=None),
        )
        for grant in seers(eyes, circle)
    ]
    return [(scope, name, who, levels, at) for scope, name, _id, who, levels, at in sorted(found, key=lambda x: x[:3])]


def _barred_then(facts: Facts, actor: int, circle: int, moment: Any) -> bool:
    return any(
        row["created_at"] <= moment and (row["ended_at"] is None or row["ended_at"] > moment)
        for row in facts.exclusion
        if (row["actor_id"], row["circle_id"]) == (actor, circle)
    )


def could_see(eyes: Eyes, circle: int, moment: Any) -> Iterable[Any]:
    """Who could see the circle at a moment."""
    facts = eyes.facts
    if circle not in eyes.circles or facts.circles[circle]["created_at"] > moment:
        return []
    later = [
        json.loads(row["before"])["team_id"]
        for row in facts.history
        if row["table_name"] == "access_circle"
        and row["row_id"] == circle
        and row["at"] > moment
        and "team_id" in (row["before"] or "")
    ]
    team = later[0] if later else facts.circles[circle]["team_id"]
    found = set()
    for grant in facts.grant:
        own = (grant["scope"], grant["scope_id"]) == ("c", circle)
        through = (grant["scope"], grant["scope_id"]) == ("t", team) and grant["levels"] & 1
        held = grant["valid_from"] <= moment < grant["valid_until"] and grant["levels"] & 31
        if held and (own or through) and not _barred_then(facts, grant["actor_id"], circle, moment):
            found.add((facts.actors[grant["actor_id"]]["name"], grant["reason"]))
    return sorted(found)


def would_see(eyes: Eyes, who: int, circle: int) -> Iterable[Any]:
    """How many rows of a circle somebody would see."""
    facts, row = eyes.facts, eyes.facts.circles[circle]
    officer = eyes.powers & 128 and row["kind"] == "ordinary" and circle not in facts.sealed
    if not (row["team_id"] in eyes.supervises and circle in eyes.circles) and not officer:
        return []
    bits = 0
    for grant in facts.live:
        if grant["actor_id"] == who and grant["reason"] != "request" and facts.reaches(grant, circle):
            bits |= grant["levels"] & EVERY_CARRIED_LEVEL
    gone = facts.actors[who]["ended_at"] is not None
    if gone or facts.barred(who, circle) or not facts.open_to(who, circle):
        return []
    counts = {
        table: sum(
            each["circle_id"] == circle and bool(each["level"] & bits) for each in facts.rows[table.split("_")[1]]
        )
        for table in IN_CIRCLES
    }
    return [(table, count) for table, count in sorted(counts.items()) if count]


def masked_circle(eyes: Eyes, public: Any) -> Iterable[Any]:
    """The team and the carriers of a circle that a reader may know to exist."""
    facts = eyes.facts
    row = next(one for one in facts.circle if one["public_id"] == public)
    known = row["kind"] == "ordinary" and row["team_id"] in eyes.index_teams | eyes.teams and row["id"] not in eyes.shut
    if not known or not eyes.actor:
        return []
    carriers = sorted(
        facts.actors[g["actor_id"]]["name"]
        for g in facts.live
        if (g["scope"], g["scope_id"], g["reason"]) == ("c", row["id"], "assigned")
    )
    return [(row["id"], facts.teams[row["team_id"]]["name"], ", ".join(carriers) or None)]


def emergencies(eyes: Eyes, open_only: bool) -> Iterable[Any]:
    """Emergency accesses for whoever reviews them."""
    return [
        grant["public_id"]
        for grant in eyes.facts.grant
        if grant["reason"] == "emergency"
        and grant["scope_id"] in eyes.facts.circles
        and not (open_only and grant["reviewed_at"])
        and (eyes.facts.circles[grant["scope_id"]]["team_id"] in eyes.supervises or eyes.powers & 128)
    ]


def _listed(person: Row) -> bool:
    """Whether somebody stands in lists at all."""
    return not person["sealed"] and person["merged_into_id"] is None and person["withdrawn_on"] is None


def _masked(eyes: Eyes, person: Row) -> tuple[Any, ...] | None:
    """What the index right alone tells of a person."""
    facts = eyes.facts
    known = [
        one
        for one in facts.circles_of.get(person["id"], ())
        if facts.circles[one]["kind"] == "ordinary"
        and facts.circles[one]["team_id"] in eyes.index_teams
        and one not in eyes.shut
    ]
    if not eyes.actor or not known or not _listed(person) or person["id"] in eyes.seen:
        return None
    newest = facts.circles[max(known)]
    born = person["born_on"] and person["born_on"].year
    return person["id"], born, facts.teams[newest["team_id"]]["name"], newest["public_id"]


def masked_person(eyes: Eyes, public: Any) -> Iterable[Any]:
    """One person by her random name."""
    person = next(one for one in eyes.facts.person if one["public_id"] == public)
    found = _masked(eyes, person)
    return [found] if found else []


def _borne(facts: Facts, keys: list[str]) -> dict[int, list[int]]:
    """The places of the keys that each person bears."""
    found: dict[int, list[int]] = {}
    for row in facts.personkey:
        if row["key"] in keys:
            found.setdefault(row["person_id"], []).append(keys.index(row["key"]))
    return found


def masked_people(eyes: Eyes, keys: list[str], limit: int) -> Iterable[Any]:
    """Persons found by their keys, but never by a day of birth; the first keys first, then the most."""
    borne = _borne(eyes.facts, [key for key in keys if not key.startswith("@")])
    ranked = sorted(borne, key=lambda one: (min(borne[one]), -len(borne[one]), one))
    found = [_masked(eyes, eyes.facts.people[one]) for one in ranked]
    return [one for one in found if one][:limit]


def search_people(eyes: Eyes, keys: list[str], limit: int) -> Iterable[Any]:
    """Persons whom the reader sees, found by their keys."""
    borne = _borne(eyes.facts, keys)
    found = [(one, min(places) + 1, len(places)) for one, places in borne.items() if one in eyes.seen]
    return sorted(found, key=lambda one: (one[1], -one[2], one[0]))[:limit]


def search_one_by_one(eyes: Eyes, keys: list[str], limit: int) -> Iterable[Any]:
    """The same where she sees very many and the keys are borne by many: each is found by her first key alone."""
    return [(one, place, 1) for one, place, _hits in search_people(eyes, keys, limit)]


def list_people(eyes: Eyes, by_name: bool, key: str | None, after: int | None, limit: int) -> Iterable[Any]:
    """One page of the people whom the reader sees."""
    people = [eyes.facts.people[one] for one in eyes.seen if one in eyes.facts.people]
    people = [one for one in people if _listed(one)]
    if by_name:
        people = [one for one in people if after is None or (one["sort_key"], one["id"]) > (key, after)]
        return [one["id"] for one in sorted(people, key=lambda one: (one["sort_key"], one["id"]))][:limit]
    return [one["id"] for one in sorted(people, key=lambda one: -one["id"]) if after is None or one["id"] < after][
        :limit
    ]


def _apart(facts: Facts, one: int, two: int) -> bool:
    pairs = {(row["person_id"], row["other_id"]) for row in facts.notsameperson if row["ended_at"] is None}
    return (one, two) in pairs or (two, one) in pairs


def alike_people(eyes: Eyes, who: list[int], limit: int) -> Iterable[Any]:
    """Those with whom the house compares somebody, and whether one phone of one team is of both."""
    facts = eyes.facts
    if eyes.actor and facts.actors[eyes.actor]["kind"] != "house":
        return []
    return [
        (one, two, _phone(facts, one, two), _names(facts, two))
        for one in who
        for two in _likest(facts, one, limit)
        if eyes.actor and _comparable(facts, one, two)
    ]


def _names(facts: Facts, person: int) -> int:
    return sum(row["person_id"] == person for row in facts.personname)


def _likest(facts: Facts, person: int, limit: int) -> list[int]:
    mine = [row["key"] for row in facts.personkey if row["person_id"] == person and set("+@") & set(row["key"])]
    hits: dict[int, int] = {}
    for row in facts.personkey:
        if row["key"] in mine and row["person_id"] != person:
            hits[row["person_id"]] = hits.get(row["person_id"], 0) + 1
    return sorted(hits, key=lambda one: (-hits[one], one))[:limit]


def _comparable(facts: Facts, one: int, two: int) -> bool:
    first, second = facts.people[one], facts.people[two]
    circles = [sorted(facts.circles_of.get(each, ())) for each in (one, two)]
    victim = any(facts.circles[each]["kind"] != "ordinary" for of in circles for each in of)
    same = bool(circles[0]) and circles[0] == circles[1]
    sealed = first["sealed"] or second["sealed"] or second["merged_into_id"]
    return not sealed and (not victim or same) and not _apart(facts, one, two)


def _phone(facts: Facts, one: int, two: int) -> bool:
    standing = [row for row in facts.contactpoint if row["ended_on"] is None and row["phone_key"]]
    return any(
        (a["phone_key"], a["acl_key"], a["level"]) == (b["phone_key"], b["acl_key"], 1)
        for a in standing
        if a["person_id"] == one
        for b in standing
        if b["person_id"] == two
    )


def merge_refusal(eyes: Eyes, one: int, two: int) -> Iterable[Any]:
    """Why a reader may not make two entries one."""
    return [_refusal(eyes, one, two)]


def _refusal(eyes: Eyes, one: int, two: int) -> str | None:
    facts = eyes.facts
    both = [facts.people.get(each) for each in (one, two)]
    if one == two or not eyes.actor:
        return "absent"
    for each in both:
        if each is None or each["merged_into_id"] or each["id"] not in eyes.seen or not _opened(eyes, each):
            return "absent"
    circles = [sorted(facts.circles_of.get(each, ())) for each in (one, two)]
    every = {*circles[0], *circles[1]}
    victim = any(facts.circles[each]["kind"] != "ordinary" for each in every)
    unknown = any(each in eyes.shut or not eyes.may_know(each) for each in every)
    if any(each and each["sealed"] for each in both) or unknown or (victim and circles[0] != circles[1]):
        return "ask"
    if not eyes.rules_one_of(one) or not eyes.rules_one_of(two):
        return "authority"
    workers = [sorted(r["worker_id"] for r in facts.workerperson if r["person_id"] == each) for each in (one, two)]
    if workers[0] != workers[1]:
        return "worker"
    if _apart(facts, one, two):
        return "apart"
    today = facts.now.date()
    related = any(
        {row["person_id"], row["other_id"]} == {one, two}
        and row["withdrawn_on"] is None
        and (row["until_on"] is None or row["until_on"] > today)
        for row in facts.relationship
    )
    return "related" if related else None


def _opened(eyes: Eyes, person: Row) -> bool:
    facts = eyes.facts
    opened = {g["scope_id"] for g in eyes.mine if g["scope"] == "c" and g["reason"] != "request" and g["levels"] & 32}
    return not person["sealed"] or bool(opened & eyes.circles & set(facts.circles_of.get(person["id"], ())))


def barred_from(eyes: Eyes, person: int) -> Iterable[Any]:
    """Whether the reader has a conflict of interest with a person."""
    return [any(eyes.facts.barred(eyes.actor, one) for one in eyes.facts.circles_of.get(person, ()))]


def _lead(facts: Facts, case: Row) -> Row | None:
    inside = [row for row in facts.participant if row["case_id"] == case["id"]]
    chosen = sorted(inside, key=lambda row: (not row["focus"], row["id"]))
    return facts.people[chosen[0]["person_id"]] if chosen else None


def _known_case(eyes: Eyes, case: Row) -> bool:
    circle = eyes.facts.circles[case["circle_id"]]
    known = (
        circle["team_id"] in eyes.index_teams
        and circle["id"] not in eyes.shut
        and circle["id"] not in eyes.facts.sealed
    )
    return bool(eyes.actor) and known and case["level"] == 1 and circle["kind"] == "ordinary"


def masked_case(eyes: Eyes, public: Any) -> Iterable[Any]:
    """A case that the reader may know to exist, by whom it is for."""
    facts = eyes.facts
    case = next(one for one in facts.case if one["public_id"] == public)
    lead = _lead(facts, case)
    if lead is None or not _known_case(eyes, case):
        return []
    return [(facts.circles[case["circle_id"]]["public_id"], lead["display_name"])]


def masked_cases(eyes: Eyes, circles: list[Any]) -> Iterable[Any]:
    """The newest case of each circle that the reader may know to exist."""
    newest: dict[Any, Any] = {}
    for case in eyes.facts.case:
        circle = eyes.facts.circles[case["circle_id"]]["public_id"]
        if circle in circles and _known_case(eyes, case):
            newest[circle] = case["public_id"]
    return list(newest.items())


def likely_pairs(eyes: Eyes, about: int | None, points: int, after: int | None, day: Any, limit: int) -> Iterable[Any]:
    """The pairs of which the reader sees both."""
    facts = eyes.facts
    found = [
        row
        for row in facts.likelypair
        if row["ended_at"] is None
        and (row["put_off_until"] is None or row["put_off_until"] <= day)
        and {row["person_id"], row["other_id"]} <= eyes.seen
        and not any(facts.people[each]["sealed"] for each in (row["person_id"], row["other_id"]))
        and not _apart(facts, row["person_id"], row["other_id"])
        and about in (None, row["person_id"], row["other_id"])
        and (after is None or (row["points"], row["id"]) < (points, after))
    ]
    return [row["id"] for row in sorted(found, key=lambda row: (-row["points"], -row["id"]))][:limit]


def seal_acts(eyes: Eyes) -> Iterable[Any]:
    """What the reader asked about seals, or all of it with names for the privacy officer."""
    facts, officer = eyes.facts, eyes.powers & 128
    acts = [row for row in facts.sealact if eyes.actor and (officer or row["asked_by_id"] == eyes.actor)]
    found = []
    for row in sorted(acts, key=lambda row: (row["decided_at"] is not None, -row["id"])):
        person = facts.people.get(row["person_id"] or 0)
        name = (person["display_name"] if person else None) if officer else ""
        born = person["born_on"].year if officer and person and person["born_on"] else None
        found.append((row["public_id"], name, born, row["asked_by_id"] == eyes.actor))
    return found


def to_compare(eyes: Eyes, limit: int) -> Iterable[Any]:
    """Whom the house has not compared yet."""
    if not eyes.actor or eyes.facts.actors[eyes.actor]["kind"] != "house":
        return []
    people = [one for one in eyes.facts.person if one["compared_version"] != one["version"]]
    waiting = [one["id"] for one in people if one["merged_into_id"] is None and one["withdrawn_on"] is None]
    return [(one, _names(eyes.facts, one)) for one in waiting][:limit]


def sealed_people(eyes: Eyes) -> Iterable[Any]:
    """Whose records are sealed, for the privacy officer alone."""
    facts = eyes.facts
    if not eyes.powers & 128:
        return []
    found = []
    for person in sorted(facts.person, key=lambda row: (row["sort_key"], row["id"])):
        if person["sealed"]:
            circles = facts.circles_of.get(person["id"], ())
            opened = {
                facts.actors[g["actor_id"]]["name"]
                for g in facts.live
                if g["scope"] == "c" and g["scope_id"] in circles and g["levels"] & 32
            }
            teams = {facts.teams[facts.circles[one]["team_id"]]["name"] for one in circles}
            found.append((person["id"], ", ".join(sorted(opened)) or None, ", ".join(sorted(teams)) or None))
    return found


def begin_session(eyes: Eyes, secret: bytes) -> Iterable[Any]:
    """Who comes in by a secret, and what she holds."""
    facts, hashed = eyes.facts, hashlib.sha256(secret).digest()
    row = next((one for one in facts.accesssession if bytes(one["secret_hash"]) == hashed), None)
    if row is None or row["ended_at"] or row["expires_at"] <= facts.now or facts.actors[row["actor_id"]]["ended_at"]:
        return []
    who, actor = Eyes(facts, row["actor_id"]), facts.actors[row["actor_id"]]
    outside = 0 if actor["kind"] in ("worker", "house") else OUTSIDE
    teams = [sorted(one) for one in (who.teams, who.index_teams, who.supervises)]
    return [(actor["id"], actor["kind"], actor["name"], row["id"], who.powers | outside, *teams)]


def who_looked(eyes: Eyes, circle: int, limit: int) -> Iterable[Any]:
    """Who looked at a circle, the last first."""
    if circle not in eyes.circles and not eyes.powers & 128:
        return []
    looks = [row for row in eyes.facts.reading if row["circle_id"] == circle]
    return [
        (row["at"], row["actor_id"]) for row in sorted(looks, key=lambda row: (row["at"], row["id"]), reverse=True)
    ][:limit]


def person_teams(eyes: Eyes, person: int) -> Iterable[Any]:
    """The teams of a person's circles that the reader may know of."""
    facts = eyes.facts
    known = [one for one in facts.circles_of.get(person, ()) if eyes.may_know(one) and one not in eyes.shut]
    return {facts.teams[facts.circles[one]["team_id"]]["name"] for one in known} if eyes.actor else ()

"""Who sees which row of each table: the words of the access model in plain Python, never the policies' own SQL.

A table that is not in ``SEEN`` fails, so that somebody says who sees a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alongside.ground.foundation.reader import ADMINISTERS, READS_LOGS
from tests.mutation.world import TAKEN_BACK, World, ask

Sees = Callable[[World, int, dict[str, Any]], bool]


def _mine(world: World, actor: int, row: dict[str, Any]) -> bool:
    return bool(row["actor_id"] == actor)


def _about(column: str) -> Sees:
    return lambda world, actor, row: world.sees_person(actor, row[column])


def _everyone(world: World, actor: int, row: dict[str, Any]) -> bool:
    return True


def _insider(world: World, actor: int, row: dict[str, Any]) -> bool:
    """Whoever works here; persons and partners see nothing that the agency set up."""
    return actor != world.actors["client"]


def _nobody(world: World, actor: int, row: dict[str, Any]) -> bool:
    return False


def _mine_or(power: int, column: str = "actor_id") -> Sees:
    return lambda world, actor, row: row[column] == actor or world.holds(actor, power)


def _gathered(world: World, actor: int, row: dict[str, Any]) -> bool:
    """What was gathered for a request: as its papers, and to the officer who gathers it by a grant of her own."""
    own = world.granted.get((actor, row["circle_id"]), 0) & row["level"]
    return _paper(world, actor, row) or (world.holds(actor, READS_LOGS) and bool(own))


def _paper(world: World, actor: int, row: dict[str, Any]) -> bool:
    """What was made of it: to a privacy officer with a grant for it, unless the circle is shut to her."""
    place = (actor, row["circle_id"])
    opened = world.holds(actor, READS_LOGS) and place not in world.shut
    return opened and bool(world.asked.get(place, 0) & row["level"])


def _request(world: World, actor: int, row: dict[str, Any]) -> bool:
    return world.holds(actor, READS_LOGS) and not world.barred_from(actor, row["person_id"])


def _breach(world: World, actor: int, row: dict[str, Any]) -> bool:
    return world.holds(actor, READS_LOGS) and row["about_id"] != actor


def _of_breach(world: World, actor: int, row: dict[str, Any]) -> bool:
    about = ask("select about_id from breaches_breach where id = %s", row["breach_id"])
    return world.holds(actor, READS_LOGS) and bool(about) and about[0][0] != actor


def _touched(world: World, actor: int, row: dict[str, Any]) -> bool:
    return _of_breach(world, actor, row) and not world.barred_from(actor, row["person_id"])


def _actor(world: World, actor: int, row: dict[str, Any]) -> bool:
    mine, inside = row["id"] == actor, _insider(world, actor, row)
    return mine or (inside and (row["kind"] != "person" or world.holds(actor, ADMINISTERS)))


def _circle(world: World, actor: int, row: dict[str, Any]) -> bool:
    number = row["id"]
    team = world.team_levels.get((actor, world.team_of.get(number, 0)), 0) & 1
    return (actor, number) not in world.shut and bool(team or world.granted.get((actor, number)))


def _subject(world: World, actor: int, row: dict[str, Any]) -> bool:
    return _circle(world, actor, {"id": row["circle_id"]})


def _pair(world: World, actor: int, row: dict[str, Any]) -> bool:
    return world.sees_person(actor, row["person_id"]) and world.sees_person(actor, row["other_id"])


def _person(world: World, actor: int, row: dict[str, Any]) -> bool:
    opened = row["id"] not in world.sealed or any(
        world.granted.get((actor, circle), 0) & 32 for circle, who in world.subjects if who == row["id"]
    )
    there = row["merged_into_id"] is None and row["withdrawn_on"] is None
    return world.sees_person(actor, row["id"]) and opened and there


def _history(world: World, actor: int, row: dict[str, Any]) -> bool:
    if row["circle_id"] in world.team_of:
        return bool(world.bits(actor, row["circle_id"]) & row["level"])
    if row["person_id"] is not None:
        return world.sees_person(actor, row["person_id"])
    return world.holds(actor, ADMINISTERS | READS_LOGS)


def _officer(world: World, actor: int, row: dict[str, Any]) -> bool:
    return world.holds(actor, READS_LOGS)


def _officer_or_house(world: World, actor: int, row: dict[str, Any]) -> bool:
    return _officer(world, actor, row) or actor == world.actors["house"]


def _counts(world: World, actor: int, row: dict[str, Any]) -> bool:
    return world.counts(actor, row["programme_id"])


def _boundary(world: World, actor: int, row: dict[str, Any]) -> bool:
    """To whoever wrote it; unless it is about her, to who supervises a team of that worker and the privacy officer."""
    if row["actor_id"] == actor:
        return True
    if ask("select 1 from staff_worker where id = %s and actor_id = %s", row["worker_id"], actor):
        return False
    supervised = ask(
        "select 1 from staff_roleheld h join access_grant g on g.scope = 't' and g.scope_id = h.team_id "
        "where h.worker_id = %s and g.actor_id = %s and g.reason = 'supervisor' "
        "and g.valid_until > statement_timestamp()",
        row["worker_id"],
        actor,
    )
    return world.holds(actor, READS_LOGS) or bool(supervised)


def _boundary_look(world: World, actor: int, row: dict[str, Any]) -> bool:
    found = ask("select actor_id, worker_id from staff_boundaryentry where id = %s", row["entry_id"])
    return bool(found) and _boundary(world, actor, {"actor_id": found[0][0], "worker_id": found[0][1]})


def _of_circle(world: World, actor: int, row: dict[str, Any]) -> bool:
    return bool(world.bits(actor, row["circle_id"]) & row["level"])


def _standing(world: World, actor: int, row: dict[str, Any]) -> bool:
    return _of_circle(world, actor, row) and row["withdrawn_on"] is None


SEEN: dict[str, Sees] = {
    "organisation_agency": _everyone,
    **dict.fromkeys(
        (
            "organisation_team", "organisation_programme", "organisation_programmeteam",
            "organisation_protocol", "staff_worker", "staff_roleheld", "staff_invitation",
            "consents_consentform", "consents_partneragreement",
        ),
        _insider,
    ),
    **dict.fromkeys(
        (
            "access_grant", "access_exclusion", "access_accesssession", "drafts_draft", "drafts_submission",
            "imports_importrun", "imports_importedrow", "imports_upload", "imports_sheetrow", "exports_casepaper",
            "exports_drawingpaper",
        ),
        _mine,
    ),
    **dict.fromkeys(
        ("people_personname", "people_personkey", "people_notsameperson", "people_workerperson"), _about("person_id")
    ),
    "access_share": lambda world, actor, row: row["actor_id"] == actor or _of_circle(world, actor, row),
    **dict.fromkeys(("audit_seal", "audit_verification", "audit_erasure", "audit_erasedleaf"), _officer_or_house),
    "audit_look": _officer,
    **dict.fromkeys(
        (
            "disposals_hold", "disposals_duemark", "disposals_disposal", "disposals_disposalitem",
            "disposals_tombstone",
        ),
        _officer_or_house,
    ),
    "disposals_casestatistic": lambda world, actor, row: world.holds(actor, READS_LOGS),
    "requests_requestedpassage": _gathered,
    "requests_requestpaper": _paper,
    "requests_recordrequest": _request,
    "breaches_breach": _breach,
    "outcomes_giventotals": _counts,
    **dict.fromkeys(("breaches_breachentry", "breaches_breachassessment"), _of_breach),
    "breaches_breachperson": _touched,
    "people_merge": _about("keep_id"),
    "people_mergedrow": _nobody,
    "people_likelypair": _pair,
    "people_person": _person,
    "people_sealact": _mine_or(READS_LOGS, "asked_by_id"),
    "access_actor": _actor,
    "access_circle": _circle,
    "access_circlesubject": _subject,
    "access_reading": _mine_or(READS_LOGS),
    "access_history": _history,
    "staff_boundaryentry": _boundary,
    "staff_boundarylook": _boundary_look,
    "exports_export": _mine_or(READS_LOGS),
    "tokens_token": _mine_or(ADMINISTERS | READS_LOGS),
    **dict.fromkeys(
        (
            "people_contactpoint", "people_relationship",
            "people_placement", "people_placementcarer", "people_legalorder", "people_legalorderperson",
            "people_lifeevent", "people_lifeeventperson",
            "people_healthmark", "people_drawingwish",
            "intakes_intake", "intakes_screening", "intakes_escalation", "cases_case", "cases_participant",
            "cases_stageevent", "cases_assignment", "cases_closing", "cases_aftercare", "assessments_assessment",
            "assessments_statement", "assessments_causelink", "assessments_domainlook", "assessments_fact",
            "choices_choice", "choices_limit", "choices_limitreview",
            "dynamics_dynamicsentry", "dynamics_dynamicsend", "dynamics_keptto", "dynamics_carersight",
            "assessments_adverseexperience", "assessments_experiencedetail", "assessments_detailopened",
            "cases_adverseinterest", "contacts_cosignature", "contacts_contactpart",
            "contacts_contactremoval",
            "plans_plan", "plans_goal", "plans_goalsource", "plans_progress", "plans_step", "plans_agreement",
            "plans_stepupdate", "careteams_careteammember", "careteams_partnerlink",
            "plans_review", "contacts_appointment", "contacts_appointmentperson", "contacts_contact",
            "contacts_contactperson", "contacts_contactgoal", "contacts_note", "contacts_amendment",
            "corrections_correction",
            "documents_document", "documents_attachment", "contacts_contactfile", "consents_consentfile",
            "consents_consent", "consents_consentsignature", "consents_consentshare",
            "consents_disclosure", "consents_discloseditem", "keys_circlekey",
        ),
        _of_circle,
    ),
    **dict.fromkeys(TAKEN_BACK, _standing),
}  # fmt: skip
"""Who sees a row of each table, in the words of the access model."""

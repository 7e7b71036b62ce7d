"""Protocols: what is shipped holds together, and what is faulty is refused in plain words at its place."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
import yaml

from alongside.agency.organisation.rules import (
    DATA,
    SCREENING_DECISIONS,
    STAGES,
    ProtocolRules,
    default_protocol,
    protocol_keys,
    read_protocol,
)
from alongside.ground.foundation.errors import Refused

ALL = protocol_keys()
PRACTICE = {"kind": "practice", "text": "Agency practice"}


@pytest.fixture
def data() -> dict[str, Any]:
    """The family support protocol as plain data, to be spoilt."""
    return copy.deepcopy(default_protocol("family_support").as_data())


def faults(data: object) -> dict[str, str]:
    with pytest.raises(Refused) as refusal:
        read_protocol(data)
    assert refusal.value.code == "protocol.faulty"
    return {place: str(sentence) for place, sentence in refusal.value.fields.items()}


def test_four_protocols_are_shipped() -> None:
    assert ALL == ("early_help", "family_support", "older_people", "outreach_shelter")


@pytest.mark.parametrize("key", ALL)
def test_a_shipped_protocol_has_the_six_stages_and_its_own_key(key: str) -> None:
    protocol = default_protocol(key)
    assert protocol.key == key
    assert tuple(stage.stage for stage in protocol.stages) == STAGES
    assert {line.decision for line in protocol.screening} == set(SCREENING_DECISIONS)
    assert all(protocol.criteria(decision) for decision in SCREENING_DECISIONS)


@pytest.mark.parametrize("key", ALL)
def test_a_protocol_is_stored_and_read_back_the_same(key: str) -> None:
    protocol = default_protocol(key)
    assert read_protocol(json.loads(json.dumps(protocol.as_data()))) == protocol


@pytest.mark.parametrize("key", ALL)
def test_the_default_note_format_is_one_of_them(key: str) -> None:
    protocol = default_protocol(key)
    assert protocol.note_format(protocol.default_note_format).sections[0].label


def test_family_support_writes_its_notes_by_goal_and_knows_six_ways() -> None:
    protocol = default_protocol("family_support")
    assert protocol.default_note_format == "girp"
    assert [form.key for form in protocol.note_formats] == ["girp", "narrative", "soap", "dap", "birp", "quick"]
    assert [part.key for part in protocol.note_format("soap").sections] == [
        "subjective",
        "objective",
        "assessment",
        "plan",
    ]
    with pytest.raises(KeyError):
        protocol.note_format("telegram")


def test_stages_are_found_by_key() -> None:
    protocol = default_protocol("early_help")
    assert protocol.stage("assessment").label == "Conversation"
    assert protocol.position("closing") == 5
    with pytest.raises(KeyError):
        protocol.stage("limbo")


def test_the_milestones_named_leave_out_what_is_no_milestone() -> None:
    named = default_protocol("outreach_shelter").milestones()
    assert named == {"notice_given", "plan_proposed", "review_held"}


def test_every_shipped_file_is_read() -> None:
    assert {path.stem for path in (DATA / "protocols").iterdir()} == set(ALL)
    shipped = yaml.safe_load((DATA / "note_formats.yaml").read_text(encoding="utf-8"))
    used = {form.key for key in ALL for form in default_protocol(key).note_formats}
    assert used == set(shipped)


def test_a_protocol_that_is_not_shipped_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused, match="family_support"):
        default_protocol("prison")


def test_a_rule_without_a_basis_is_refused_at_its_place(data: dict[str, Any]) -> None:
    del data["stages"][0]["needs"][1]["basis"]
    del data["stages"][1]["deadlines"][0]["basis"]
    del data["closing"][2]["basis"]
    del data["lost_contact"]["basis"]
    found = faults(data)
    assert set(found) == {
        "stages.1.needs.2.basis",
        "stages.2.deadlines.1.basis",
        "closing.3.basis",
        "lost_contact.basis",
    }
    assert set(found.values()) == {"Say what this rule rests on: a law, a funder's condition or a practice standard."}


def test_an_unnamed_basis_is_none(data: dict[str, Any]) -> None:
    data["stages"][0]["needs"][0]["basis"]["text"] = " "
    assert faults(data) == {"stages.1.needs.1.basis.text": "Write this as text of 2 to 400 letters."}


def test_only_a_law_makes_a_lawful_gate(data: dict[str, Any]) -> None:
    data["stages"][0]["needs"][2]["basis"] = {"kind": "funder", "text": "Grant agreement"}
    assert faults(data) == {"stages.1.needs.3": "Is marked lawful, so its basis must be a law."}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda stages: stages.pop(),
        lambda stages: stages.reverse(),
        lambda stages: stages.append(stages[0]),
    ],
)
def test_stages_missing_out_of_order_or_twice_are_refused(data: dict[str, Any], spoil: Any) -> None:
    spoil(data["stages"])
    (sentence,) = faults(data).values()
    assert sentence.startswith(
        "Stages must be these six, in this order: intake, assessment, plan, work, review, closing"
    )


@pytest.mark.parametrize(
    ("path", "value", "place", "sentence"),
    [
        (["stages", 0, "stage"], "limbo", "stages.1.stage", "“limbo” is not possible here; write intake"),
        (
            ["stages", 0, "deadlines", 0, "unit"],
            "working",
            "stages.1.deadlines.1.unit",
            "“working” is not possible here",
        ),
        (["stages", 0, "deadlines", 0, "amount"], -1, "stages.1.deadlines.1.amount", "-1 is too small; at least 0."),
        (["stages", 0, "deadlines", 0, "amount"], 9999, "stages.1.deadlines.1.amount", "9999 is too large"),
        (["stages", 0, "deadlines", 0, "amount"], "two", "stages.1.deadlines.1.amount", "“two” is not a whole number."),
        (["stages", 0, "needs", 0, "key"], "Not A Key", "stages.1.needs.1.key", "“Not A Key” is no key"),
        (["stages", 0, "colour"], "red", "stages.1.colour", "“colour” is not a word that a protocol knows"),
        (["stages", 0, "needs"], "none", "stages.1.needs", "“none” does not fit here."),
        (["urgent", "escalation"], [], "urgent.escalation", "Name at least one here."),
        (["closing", 0, "not_for"], ["bored"], "", "Closing requirement “safety_settled” names the reason “bored”"),
        (["default_note_format"], "telegram", "", "The default note format “telegram” is not among the note formats."),
        (["stages", 4, "then"], "closing", "", "Stage “review” can only go back to an earlier stage by “then”."),
        (["stages", 4, "needs"], [], "", "Stage “review” needs something that ends it before “then”."),
        (["stages", 0, "needs", 0, "key"], "enlightened", "", "“enlightened” is no milestone; use one of these: after"),
        (["stages", 0, "deadlines", 0, "from"], "dawn", "", "“dawn” is no milestone; use one of these: after_care"),
        (["stages", 0, "deadlines", 0, "to"], "opened", "", "“opened” is no milestone; use one of these: after_care"),
        (["review", "from"], "birth", "", "“birth” is no milestone; use one of these: after_care_agreed"),
        (["review", "longest_days"], 10, "review", "Allows at most fewer days than the usual rhythm."),
        (["lost_contact", "variety"], 9, "lost_contact", "Asks for more ways of contact than attempts."),
        (["urgent", "minutes"], 45, "urgent", "Escalates earlier than the step before it."),
    ],
)
def test_a_fault_is_told_where_it_is_and_what_would_be_right(
    data: dict[str, Any], path: list[Any], value: object, place: str, sentence: str
) -> None:
    spot = data
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    found = faults(data)
    assert list(found) == [place]
    assert found[place].startswith(sentence)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (["stages", 0, "needs"], "a need"),
        (["stages", 0, "deadlines"], "a deadline"),
        (["closing"], "a closing requirement"),
        (["closing_reasons"], "a closing reason"),
        (["note_formats"], "a note format"),
        (["screening"], "a screening criterion"),
        (["note_formats", 0, "sections"], "a section of note format girp"),
    ],
)
def test_a_key_used_twice_is_refused(data: dict[str, Any], path: list[Any], what: str) -> None:
    spot: Any = data
    for step in path:
        spot = spot[step]
    spot.append(spot[0])
    (sentence,) = faults(data).values()
    assert f"is used twice as {what}; give each its own key." in sentence


def test_every_fault_is_told_at_once(data: dict[str, Any]) -> None:
    data["version"] = 0
    data["label"] = ""
    del data["interpreter"]
    assert faults(data) == {
        "version": "0 is too small; at least 1.",
        "label": "Write this as text of 2 to 400 letters.",
        "interpreter": "“interpreter” is missing.",
    }


@pytest.mark.parametrize("nothing", [None, [], "protocol", 7])
def test_what_is_no_protocol_at_all_is_refused(nothing: object) -> None:
    assert faults(nothing)


def test_a_protocol_cannot_be_changed_once_read() -> None:
    protocol: Any = default_protocol("family_support")
    with pytest.raises(ValueError, match="frozen"):
        protocol.version = 2
    assert isinstance(protocol, ProtocolRules)

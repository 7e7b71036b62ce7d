"""An example for the body of each operation, from one story: Amara, her son Obi, their rent and their mornings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CASE = "5b0f6a3e-2c0a-4a58-9d0e-7f6b6a1c2d10"
INTAKE = "a3d1c9a2-58c4-4f0e-8c7a-0d7c5b6f9e21"
AMARA = "0f3c8f0a-9b1d-4c64-8a52-3c1f7e5d6b32"
OBI = "9c6e2b14-7a3f-4d0b-b6a9-5e8d1f2c3a43"
WORKER = "d27b5c60-1e9f-4b3a-a1c8-6f4e3d2b5c54"
GOAL = "e81a4f7d-3b6c-4e2a-9f05-7d5c4b3a6e65"
RENT = "f4b9d3e8-6c2a-4f17-8b3d-8e6f5a4c7d76"
STRENGTH = "1a7c5e9b-4d8f-4a36-b2e1-9f7a6b5d8e87"
LINE = "2b8d6fac-5e9a-4b47-83f2-a08b7c6e9f98"

Example = Mapping[str, Any]

PEOPLE: Mapping[str, Example] = {
    "add_person": {"case": CASE, "full_name": "Obi Okoye", "searched": "the receipt", "born_on": "2019-05-02"},
    "join": {"case": CASE, "role": "child"},
    "change_person": {"pronouns": "she/her", "languages": ["ig", "en"]},
    "add_name": {"full": "Ama Okoye", "kind": "preferred", "given": "Ama"},
    "add_contact_point": {"case": CASE, "kind": "phone", "value": "085 555 0100", "text_ok": "yes", "call_ok": "no"},
    "change_contact_point": {"voicemail_ok": "no", "hours_from": "18:00", "hours_until": "20:30"},
    "end_contact_point": {"on": "2026-03-01", "why": "She has a new number"},
    "start_household": {"case": CASE, "label": "The yellow house", "from_on": "2021-09-01"},
    "join_household": {"person": OBI, "part": "child", "from_on": "2021-09-01"},
    "leave_household": {"on": "2026-02-14", "why": "Moved to his aunt"},
    "relate": {"case": CASE, "person": AMARA, "kind": "parent", "other": OBI, "source": "Amara"},
    "end_relationship": {"on": "2026-02-14", "why": "Written down by mistake"},
}
CASES: Mapping[str, Example] = {
    "take_intake": {
        "programme": "family",
        "words": "I lost my job and do not know how to pay the rent.",
        "person_name": "Amara Okoye",
        "phone": "085 555 0100",
        "safe_text": "yes",
        "urgency": "today",
        "received_at": "2026-03-01T09:30:00Z",
    },
    "change_intake": {"birth_words": "May 1992", "safe_voicemail": "no"},
    "give_notice": {"how": "On the phone, in Igbo", "language": "ig"},
    "match_person": {"person": AMARA},
    "decide": {"outcome": "inform", "reason": "The housing office decides on this.", "alternative": "Their number"},
    "accept": {
        "reason": "Lives here, and asks for what we do",
        "team": "Family team",
        "worker": WORKER,
        "people": [{"name": "Amara Okoye", "searched": "the receipt", "focus": True}],
    },
    "reopen": {"case": CASE, "why": "The rent has risen", "worker": WORKER},
    "start_case": {
        "programme": "family",
        "people": [{"full_name": "Amara Okoye", "searched": "the receipt", "focus": True}],
        "worker": WORKER,
        "why": "Came to the open hour",
    },
    "reach": {"milestone": "first_contact_made", "on": "2026-03-02"},
    "move_stage": {"to": "review", "why": "Half of the time has passed"},
    "assign_worker": {"worker": WORKER, "role": "cover", "from_on": "2026-07-01", "until_on": "2026-07-21"},
    "hand_over": {"to_worker": WORKER, "note": "The rent is agreed; ask how the mornings go."},
    "write_closing": {
        "reasons": ["goals_met"],
        "summary": "The rent is paid each month and Obi is on time at school.",
        "person_view": "You listened.",
        "agreed_with": "Amara",
    },
    "add_after_care": {"what": "A call", "due_on": "2026-12-01", "worker": WORKER},
    "finish_after_care": {"outcome": "All is well", "on": "2026-12-01"},
    "close_case": {"on": "2026-11-02"},
    "reopen_case": {"why": "The rent has risen", "worker": WORKER},
    "add_participant": {"case": CASE, "person": OBI, "role": "child", "from_on": "2026-03-01"},
    "end_participation": {"on": "2026-10-01", "why": "Lives with his father now"},
}
PRACTICE: Mapping[str, Example] = {
    "add_attachment": {
        "case": CASE,
        "name": "letter.txt",
        "title": "Letter of the school",
        "content": "RGVhciBBbWFyYQ==",
    },
    "withdraw_attachment": {"why": "Belongs to another case"},
    "start_assessment": {"case": CASE},
    "add_statement": {
        "kind": "need",
        "domain": "housing",
        "words": "Two months of rent are owed",
        "own_words": "I do not open letters any more.",
        "said_by": AMARA,
        "said_on": "2026-03-05",
        "urgency": "soon",
    },
    "change_statement": {"words": "Three months of rent are owed"},
    "end_statement": {"why": "The rent is paid", "on": "2026-06-01"},
    "look_at_area": {"state": "looked", "said_by": AMARA, "person_rating": 3, "worker_rating": 4},
    "finish_assessment": {"note": "Amara read it and agreed", "left_for_later": ["transport"]},
    "add_goal": {
        "case": CASE,
        "title": "The rent is paid by us each month",
        "own_words": "No more letters on the door.",
        "said_by": AMARA,
        "measure": "The rent book shows it",
        "target_on": "2026-09-01",
        "levels_words": {"0": "Paid on time", "2": "One month ahead"},
        "grows_from": [RENT],
    },
    "change_goal": {"target_on": "2026-10-01", "also_from": [STRENGTH]},
    "note_progress": {"level": 0, "words": "March is paid", "at": "2026-03-30T16:00:00Z", "person_rating": 6},
    "end_goal": {"state": "reached", "words": "Six months in a row", "on": "2026-09-01"},
    "start_plan": {"case": CASE},
    "add_line": {
        "goal": GOAL,
        "owner": "worker",
        "worker": WORKER,
        "what": "Asks the landlord for instalments",
        "due_on": "2026-03-20",
        "how_known": "His answer in writing",
        "builds_on": STRENGTH,
    },
    "change_line": {"due_on": "2026-03-27", "help": "Amara's sister"},
    "settle_line": {"state": "done", "words": "He agrees to 60 a month", "on": "2026-03-26"},
    "record_agreement": {"person": AMARA, "reply": "partly", "words": "Not on Fridays.", "how": "spoken", "line": LINE},
    "agree_plan": {"review_on": "2026-06-01"},
    "hold_review": {
        "with_whom": "Amara, Obi, Dele",
        "person_view": "It is lighter.",
        "decision": "Go on as agreed",
        "next_on": "2026-09-01",
    },
    "record_contact": {
        "case": CASE,
        "mode": "visit",
        "at": "2026-03-30T16:00:00+01:00",
        "ends_at": "2026-03-30T16:45:00+01:00",
        "people": [AMARA],
        "goals": [{"goal": GOAL, "level": 0}],
        "text": "The first instalment went out. Obi showed his drawing.",
        "own_words": "I open the letters again.",
        "next_step": {"what": "Calls the school about the mornings", "due_on": "2026-04-03"},
        "next_appointment": {"starts_at": "2026-04-13T16:00:00+01:00", "ends_at": "2026-04-13T16:45:00+01:00"},
        "sign": True,
    },
    "change_note": {"text": "The first instalment went out on Monday.", "goals": [GOAL]},
    "amend_note": {"text": "The visit began at 16:15.", "reason": "Wrong time"},
    "withdraw_consent": {"how": "spoken", "why": "Somebody there knows her cousin."},
    "hold_note": {"reason": "Her former husband reads her post", "until": "2026-05-01"},
}
EXAMPLES: Mapping[str, Example] = {**PEOPLE, **CASES, **PRACTICE}
"""By the name of the operation."""


def with_examples(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI ``document`` with an example in the body of each operation that has one."""
    for verbs in document["paths"].values():
        for operation in verbs.values():
            if example := EXAMPLES.get(operation["operationId"]):
                operation["requestBody"]["content"]["application/json"]["example"] = example
    return document

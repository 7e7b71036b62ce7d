"""Requests are seen by privacy officers without a conflict of interest; what was gathered, by whoever has it open."""

from __future__ import annotations

from alongside.agency.access.policies import POWER
from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import READS_LOGS

OFFICER = POWER.format(READS_LOGS)
REQUEST = f"{OFFICER} and not app.barred_from(person_id)"
"""A request about nobody yet is barred to nobody."""
OPENED = (
    OFFICER + " and circle_id <> all ((select app.excluded_for_good())::bigint[]) and exists (select 1 from "
    "app.my_request_grant m where m.circle_id = {table}.circle_id and (m.levels & {table}.level) <> 0)"
)
GATHERING = (
    OFFICER + " and exists (select 1 from app.my_circle_grant m where m.circle_id = {table}.circle_id "
    "and (m.levels & {table}.level) <> 0)"
)
"""While the record is gathered, before anything of it is open as a passage."""


def _of(rule: str, table: str) -> str:
    return rule.replace("{table}", table)


PASSAGE = " or ".join(f"({_of(rule, 'requests_requestedpassage')})" for rule in (OPENED, GATHERING))
PAPER = _of(OPENED, "requests_requestpaper")

WORDS = ("wanted", "longer_why", "proof_words", "authority", "refusal_words", "asker_name", "person_name")
"""Written once; kept out of history, which an administrator reads where it is about no person yet."""

GUARDS = (
    Guard("requests.RecordRequest", REQUEST, REQUEST, person_column="person_id", unwatched=WORDS),
    Guard("requests.RequestedPassage", PASSAGE, PASSAGE, unwatched=("text",)),
    Guard("requests.RequestPaper", PAPER, PAPER, unwatched=("content",)),
)

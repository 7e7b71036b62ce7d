"""Verbs have one form: each fact by keyword, ``by`` last, and words that say what is refused (contract 6)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from django.apps import apps

from alongside.oversight.overviews.rls import GUARDS
from tests.house.reading import ROOMS, SOURCE, modules

UNLIKE = {
    "access.open_session": "opens the entrance through which there is a reader at all",
    "access.end_session": "whoever holds the secret ends her entrance",
    "access.note_entrance": "somebody comes in, or does not: there is no reader yet",
    "access.acting": "makes the reader, for the length of a transaction",
    "access.say_why": "says why, for every change that follows in the transaction",
    "access.open_account": "the actor it belongs to was made by add_actor, which has a reader",
    "staff.accept_invitation": "whoever comes in by it has no sign-in yet",
    "exports.export_agency": "moves every row whatever its level; the operator of the machine stands for a reader",
    "exports.note_backup": "records what the operator of the machine did, who stands for a reader",
    "exports.import_agency": "comes in before there is anybody who could read",
    "keys.keys_by_master": "counts for the operator of the machine, who renews master keys",
    "keys.rewrap_keys": "renews keys of every circle; the operator of the machine stands for a reader",
    "keys.destroy_keys": "makes what was erased unreadable; the operator of the machine stands for a reader",
    "keys.encrypt_what_is_plain": "encrypts what came in with a whole agency, before there is anybody who could read",
    "keys.bytes_in_clear": "opens what leaves with the whole agency; the operator stands for a reader",
    "keys.row_in_clear": "opens what leaves with the whole agency; the operator stands for a reader",
    "disposals.erase_again": "after a restore, before anybody works; the operator of the machine stands for a reader",
    "audit.seal_what_waits": "enters as the house for each half, by the function that it is given",
    "imports.carry_on": "enters as a reader for each batch, by the function that it is given",
    "imports.import_hmis": "enters as a reader for each part, by the function that it is given",
    "careteams.open_link": "whoever holds the link and its code comes in; there is no reader yet",
    "documents.waiting": "a job asks what it is to make, before it acts as the one who asked",
    "journeys.closing_of": "the words of an ending, for the verbs beside it",
    "journeys.after_care_line": "a handle, for the verb that finishes it",
    "journeys.summary_of": "what a paper shows, for the verb that makes it",
}
"""Public functions among the verbs that have no reader of their own, each with its reason."""

HELPERS = {
    "requests": {
        *("opening", "keep", "close", "require_officer", "finder_of", "undecided", "guard_copy", "require_files"),
        "make_anew",
    },
    "imports": {
        *("bring_in_stay", "write_ledger", "case_key", "bring_in_their_cases", "circle_kind", "record_outcomes"),
        *("described", "own_people", "renew", "places_of"),
    },
    "assessments": {"unfinished", "writable", "refuse_faults"},
    "contacts": {"write_appointments", "settle_written", "is_still_to_come", "write_contact", "people_json"},
    "plans": {
        "level_faults",
        "next_step_faults",
        "current_goal",
        "draft_of",
        "reach_if_possible",
        "note_work_started",
        "refuse_stale",
    },
    "cases": {"closing_digest", "moment_of", "locked", "write_events", "store", "programme_for", "protocol_for"},
    "people": {
        *("check_birth", "tidy_languages", "one_name", "write_keys", "fresh", "name_people", "refuse_all"),
        *("ended", "going_on", "say", "refuse_strangers"),
    },
}
"""Parts of verbs, shared by several modules of one room's actions and by no door."""

Named = tuple[str, ast.FunctionDef]
NO_HISTORY = {
    "drafts.Draft": "typing that nobody saved is no part of the record",
    "drafts.Submission": "one press of a button; what it made has a history of its own",
    "people.LikelyPair": "what a job found alike; it is found again when it is true",
    "people.MergedRow": "what a merge did, row by row; every row that it touched keeps a history",
    "people.PersonKey": "made from names and birth, which have a history of their own",
    "access.AccessSession": "is written once and ended once, and the reading log names it",
    "imports.ImportRun": "a count of what an import did; the rows that it made keep a history",
    "imports.ImportedRow": "where a row came from; the row itself keeps a history",
    "imports.SheetRow": "a row that is not in the record yet; the rows that it becomes keep a history",
    "exports.DrawingPaper": "a copy of what stands in the record; that it was made is an Export",
    "exports.CasePaper": "a copy of what stands in the record; that it was made is an Export",
    "imports.Upload": "a file that is not in the record yet",
    "access.Reading": "is a log itself",
    "access.History": "is the history",
    "audit.Seal": "is a seal over the history; nobody changes it",
    "audit.Erasure": "is written once, signed, with a disposal; nobody changes it",
    "audit.ErasedLeaf": "a digest under a seal; nobody changes it",
    "disposals.DueMark": "what a job found due; it is found again while it is true",
    "disposals.DisposalItem": "a line of a disposal, which keeps a history; it goes when it was carried out",
    "disposals.Tombstone": "is written once by a disposal; nobody changes it",
    "disposals.CaseStatistic": "a history would tell whose case it was",
    "audit.Verification": "is written once by the house; nobody changes it",
}


def public() -> Iterator[Named]:
    """Every public function of rooms' actions and of the journeys, as room.name."""
    for module in modules():
        parts = module.path.relative_to(SOURCE).with_suffix("").parts
        if len(parts) < 3 or parts[0] not in ROOMS or (parts[2] != "actions" and parts[1] != "journeys"):
            continue
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{parts[1]}.{node.name}", node


def verbs() -> Iterator[Named]:
    """Every public function that acts for a reader."""
    for name, node in public():
        room, verb = name.split(".")
        if name not in UNLIKE and verb not in HELPERS.get(room, set()):
            yield name, node


def test_a_verb_takes_facts_by_keyword_and_its_reader_last() -> None:
    seen = list(verbs())
    assert len(seen) > 200
    for name, node in seen:
        assert not node.args.args, name
        assert not node.args.posonlyargs, name
        assert node.args.vararg is None, name
        last = node.args.kwonlyargs[-1]
        assert last.arg == "by", name
        assert last.annotation is not None, name
        assert "Reader" in ast.unparse(last.annotation), name


def test_every_public_function_says_what_it_does() -> None:
    assert not [name for name, node in public() if not ast.get_docstring(node)]


def test_reasons_have_a_function() -> None:
    there = {name for name, _ in public()}
    helpers = {f"{room}.{name}" for room, names in HELPERS.items() for name in names}
    assert not sorted((UNLIKE.keys() | helpers) - there)


def test_no_door_calls_a_part_of_a_verb() -> None:
    called = [
        f"{module.name}:{node.lineno} {node.func.attr}"
        for module in modules()
        if module.path.relative_to(SOURCE).parts[0] == "doors"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.attr in HELPERS.get(node.func.value.id, set())
    ]
    assert not sorted(set(called))


def test_every_table_that_verbs_write_keeps_history() -> None:
    without = {guard.model for guard in GUARDS if not guard.history}
    assert without <= NO_HISTORY.keys(), sorted(without - NO_HISTORY.keys())
    assert not [name for name in NO_HISTORY if not apps.get_model(name)]

"""What pages and programs need of consents: lists, one with everything, what left, the words of the forms."""

from __future__ import annotations

from alongside.practice.consents.queries.forms import (
    AgreementLine,
    agreements,
    filled,
    item_words,
    purpose_words,
    until_words,
    words_in_force,
)
from alongside.practice.consents.queries.pages import (
    ConsentLine,
    ConsentSheet,
    LeftLine,
    consent_of_paper,
    consent_row,
    consent_sheet,
    consents_of_case,
    consents_of_person,
    live_consents,
    signatures_of,
    state_now,
    statements_of,
    terms_of,
    what_left,
    what_left_of_person,
)
from alongside.practice.consents.queries.replacing import Change, FileLine, Neighbours, neighbours_of

__all__ = [
    "AgreementLine",
    "Change",
    "ConsentLine",
    "ConsentSheet",
    "FileLine",
    "LeftLine",
    "Neighbours",
    "agreements",
    "consent_of_paper",
    "consent_row",
    "consent_sheet",
    "consents_of_case",
    "consents_of_person",
    "filled",
    "item_words",
    "live_consents",
    "neighbours_of",
    "purpose_words",
    "signatures_of",
    "state_now",
    "statements_of",
    "terms_of",
    "until_words",
    "what_left",
    "what_left_of_person",
    "words_in_force",
]

"""Verbs of consent and disclosure."""

from __future__ import annotations

from alongside.practice.consents.actions.asking import (
    Asked,
    ask_consent,
    ask_for_paper,
    refuse_consent,
    sign_consent,
    withdraw_consent,
)
from alongside.practice.consents.actions.disclosing import record_disclosure, report_worry, share_by_consent
from alongside.practice.consents.actions.filing import add_drawn_signature, add_signed_paper
from alongside.practice.consents.actions.setting_up import add_agreement, publish_form

__all__ = [
    "Asked",
    "add_agreement",
    "add_drawn_signature",
    "add_signed_paper",
    "ask_consent",
    "ask_for_paper",
    "publish_form",
    "record_disclosure",
    "refuse_consent",
    "report_worry",
    "share_by_consent",
    "sign_consent",
    "withdraw_consent",
]

"""The rights that every copy of a plan carries (S-079)."""

from __future__ import annotations

from django.utils.translation import gettext as _

RIGHTS_VERSION = 1
"""Counts up when the words change; a frozen plan keeps the words that it was agreed with."""


def rights_words() -> str:
    """What a person may do with this plan, in plain words."""
    return _(
        "You can say no. You can change this plan, ask for another worker, or complain to someone who is not on the "
        "team."
    )

"""The requests room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.agency.keys.rules import EncryptedColumn, register_encrypted
from alongside.record.people.rules.pointers import Pointer, register_pointers

ALL_LEVELS = frozenset({1, 2, 4, 8, 16, 32})
ENCRYPTED = (
    EncryptedColumn("requests_requestedpassage", "text", ALL_LEVELS),
    EncryptedColumn("requests_requestpaper", "content", ALL_LEVELS),
)


POINTERS = (Pointer("requests.RecordRequest", "person", _("Requests for the record"), ("asker_name",), stays=True),)


class RequestsConfig(AppConfig):
    """A person's request for her record: clock, identity, passages, decisions, copy and letter."""

    name = "alongside.oversight.requests"
    label = "requests"
    verbose_name = "Requests"

    def ready(self) -> None:
        """Say which columns are encrypted, whatever the level, and which points at a person."""
        for column in ENCRYPTED:
            register_encrypted(column)
        register_pointers(POINTERS)

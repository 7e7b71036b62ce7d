"""What may be kept as a draft, and how two sends of the same form are told apart."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation.decision import Decision

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,119}")
LARGEST = 1_000_000
"""Letters that one draft may hold; a long report has about 50,000."""
APART = ("csrfmiddlewaretoken", "idempotency_key")
"""Fields that say nothing about what was typed."""

Fields = Mapping[str, Any]


def may_keep(key: str, data: object) -> Decision:
    """Whether ``data`` can be kept as the draft ``key``: names of fields with a text or a list of texts each."""
    if not KEY.fullmatch(key):
        return Decision.no("draft.key", _("This draft has no name that we can keep. Open the form again and go on."))
    if not isinstance(data, dict) or not all(isinstance(name, str) and _is_text(data[name]) for name in data):
        return Decision.no("draft.data", _("A draft holds the fields of a form: a name and a text for each."))
    if len(json.dumps(data, ensure_ascii=False)) > LARGEST:
        return Decision.no("draft.size", _("This text is longer than a draft can hold. Save it in two parts."))
    return Decision.yes()


def _is_text(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def own_path(url: str) -> str:
    """``url`` when it is a path of this site, else nothing: a draft never leads anywhere else."""
    return url[:300] if url.startswith("/") and not url.startswith(("//", "/\\")) else ""


def digest_of(body: Mapping[str, Iterable[str]]) -> str:
    """A digest of everything that a form sent: the same for the same press, another when anything was changed.

    ``body`` maps each field to its values, as ``dict(request.POST.lists())`` does.
    """
    sent = sorted((name, list(values)) for name, values in body.items() if name not in APART)
    return hashlib.sha256(json.dumps(sent, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()

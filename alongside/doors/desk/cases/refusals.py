"""How a refusal of an action returns to the form that was sent: every sentence at its field, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping

from django.forms import Form

from alongside.ground.foundation.errors import Refused


def put_right(form: Form, refusal: Refused, *, names: Mapping[str, str] | None = None) -> None:
    """Write the sentences of ``refusal`` to the fields of ``form``, each with the rule behind it.

    What fits no field stands above them all. ``names`` maps names of the action's arguments to names of the form's
    fields where they differ.
    """
    told = False
    for name, sentence in refusal.fields.items():
        place = (names or {}).get(name, name)
        if place in form.fields:
            form.add_error(place, f"{sentence} ({refusal.basis})" if refusal.basis else str(sentence))
            told = True
    if not told:
        form.add_error(None, words_of(refusal))


def words_of(refusal: Refused) -> str:
    """The sentence of ``refusal``, with the rule behind it."""
    return f"{refusal.message} ({refusal.basis})" if refusal.basis else str(refusal.message)

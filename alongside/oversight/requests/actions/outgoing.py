"""The gate of a copy: whatever a human decided, it does not tell where somebody else hides, unless she says why."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.text import fold, joined
from alongside.oversight.exports.actions.outgoing import LETTERS, OVERRIDE
from alongside.oversight.requests.enums import Asker, Choice
from alongside.oversight.requests.models import RecordRequest, RequestedPassage
from alongside.oversight.requests.queries.files import protected_in
from alongside.oversight.requests.queries.passages import openable, texts_of
from alongside.oversight.requests.rules.keeping import kept
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.rules.guarding import Found, Protected, found_in

LEAVING = (Choice.WHOLE, Choice.PART)


def require_files(row: RecordRequest, rows: Sequence[RequestedPassage]) -> None:
    """Refuse a copy of which a file was withdrawn from the record since somebody decided to hand it over."""
    there = openable(row)
    gone = [str(one.place) for one in rows if one.file_kind and one.choice in LEAVING and one.id not in there]
    if gone:
        words = _(
            "A file was withdrawn from the record since it was gathered (passage %(places)s). Hold all of it back."
        )
        raise Refused("request.withdrawn", words % {"places": joined(gone, last=_("and"))})


def guard_copy(row: RecordRequest, rows: Sequence[RequestedPassage]) -> None:
    """Refuse a copy that tells where somebody else may be found who must not be found (R-30), by its passages.

    What leaves of every passage is searched, and everything that can be read in a file. The person's own addresses may
    stand in what she is handed herself, and so may those of whoever hides with her. Whoever writes in a passage, in at
    least 20 letters, why it may leave lets it out by name: that is noted in the reading log.
    """
    texts = {
        str(one.place): kept(text, choice=one.choice, reason=one.reason, spans=one.spans)
        for one, text in zip(rows, texts_of(row, rows), strict=True)
        if one.choice in LEAVING
    }
    found = [one for one in found_in(texts, _of_others(row, protected_in(row))) if one.where]
    if not found:
        return
    reasoned = {str(one.place) for one in rows if len(one.reason_words.strip()) >= LETTERS}
    stopped = [one for one in found if set(one.where) - reasoned]
    if stopped:
        said = "; ".join(_said(one, reasoned) for one in stopped)
        words = _(
            "The copy tells where somebody is who must not be found (%(said)s). Hold it back there, or say there in "
            "your words, in at least 20 letters, why it may leave."
        )
        raise Refused("outgoing.hidden", words % {"said": said})
    circles = {one.circle_id for one in rows if any(str(one.place) in hit.where for hit in found)}
    for circle in sorted(circles):
        note_reading(OVERRIDE, circle=circle, people=[one.hit.person_id for one in found], kind="person")


def _of_others(row: RecordRequest, protected: Sequence[Protected]) -> list[Protected]:
    """What must stay hidden from whoever asks: for the person herself, not what is hers as well."""
    if row.asker != Asker.PERSON:
        return list(protected)
    own = {(one.kind, fold(one.value)) for one in protected if one.person_id == row.person_id}
    return [one for one in protected if (one.kind, fold(one.value)) not in own]


def _said(one: Found, reasoned: set[str]) -> str:
    kind = str(dict(ContactPointKind.choices)[one.hit.kind])
    places = [place for place in one.where if place not in reasoned]
    return _("%(kind)s, in passage %(places)s") % {"kind": kind, "places": joined(places, last=_("and"))}

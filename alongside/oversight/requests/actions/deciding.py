"""A human decides about each passage: hand it over, hold parts of it, hold all, or ask the other person first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, Stale, require
from alongside.ground.foundation.reader import Reader
from alongside.oversight.requests.actions.taking import keep
from alongside.oversight.requests.enums import Choice, Proposal, SpanKind
from alongside.oversight.requests.models import RecordRequest, RequestedPassage, RequestPaper
from alongside.oversight.requests.queries.listing import request_row
from alongside.oversight.requests.queries.passages import UNDECIDED, passage_row, texts_of
from alongside.oversight.requests.rules.files import can_be_cut
from alongside.oversight.requests.rules.keeping import held_words, places_of
from alongside.oversight.requests.rules.states import may


@transaction.atomic
def decide_passage(
    *,
    request: UUID,
    passage: UUID,
    version: int,
    choice: str,
    reason: str = "",
    words: str = "",
    held: Collection[int] = (),
    also: Sequence[str] = (),
    looked: bool = False,
    by: Reader,
) -> RequestedPassage:
    """Decide about one passage: ``held`` are places in its list of suggestions, ``also`` words to hold back as well.

    Every place at which such words stand is held. A file is handed over or held as it is, unless it is plain text;
    ``looked`` says that ``by`` opened it and looked at all of it. Refused: nothing held where parts are, words that are
    not in the passage, no reason for what is held, a file that nobody looked at, a passage that somebody changed
    meanwhile. With a file goes what the record says of it, which would tell its name and kind: held with it, and handed
    over again only by a decision of its own. A copy that was made is made anew.
    """
    row = request_row(request, lock=True)
    require(may("decide", row.state))
    one = passage_row(row, passage)
    if one.version != version:
        raise Stale(_("Somebody decided about this passage meanwhile. Look at what they decided."), {})
    text = texts_of(row, [one])[0]
    spans = _spans(one, text, held, [piece for line in also if (piece := line.strip())])
    if one.file_kind:
        _require_looked(one, text, choice, looked=looked)
    if choice in (Choice.PART, Choice.NONE) and not reason:
        raise _field("reason", _("Choose why it is held back. The reason stands in the copy."))
    if choice == Choice.PART and not held_words(text, spans):
        raise _field("held", _("Mark what is held back, or hand the passage over whole."))
    if choice == Choice.NONE and len(words.strip()) < 3:
        raise _field("words", _("Write in a few words why all of it is held. It stays in the house."))
    one.choice, one.spans = choice, spans
    one.reason = reason if choice in (Choice.PART, Choice.NONE) else ""
    one.reason_words = words.strip()
    _sign(one, by)
    one.save(update_fields=["choice", "spans", "reason", "reason_words", "decided_at", "decided_by", "version"])
    if one.file_kind and choice == Choice.NONE:
        _hold_its_row(one, by)
    make_anew(row)
    return one


@transaction.atomic
def decide_passages(*, request: UUID, by: Reader) -> int:
    """Hand over whole every undecided passage in which nothing was found to look at. Returns how many."""
    row = request_row(request, lock=True)
    require(may("decide", row.state))
    rows = RequestedPassage.objects.filter(request=row, choice="", proposal=Proposal.GIVE)
    found = list(rows.defer("text"))
    for one in found:
        one.choice = Choice.WHOLE
        _sign(one, by)
    RequestedPassage.objects.bulk_update(found, ["choice", "decided_at", "decided_by", "version"], batch_size=500)
    make_anew(row)
    return len(found)


def _require_looked(one: RequestedPassage, text: str, choice: str, *, looked: bool) -> None:
    """Refuse to cut inside a file that cannot be cut for good, and to hand over one that nobody looked at."""
    if choice == Choice.PART and not can_be_cut(one.file_kind, text):
        words = _(
            "We do not cut inside this file: what is cut may still lie in it. Hand it over whole, or hold all of it."
        )
        raise _field("choice", words)
    if choice in (Choice.WHOLE, Choice.PART) and not looked:
        words = _("Open the file and look at all of it before it is handed over. Then say so here.")
        raise _field("looked", words)


def _hold_its_row(file: RequestedPassage, by: Reader) -> None:
    """Hold what the record says of a file that is held: its title, its kind, its size."""
    rows = RequestedPassage.objects.filter(request_id=file.request_id, source=file.source).defer("text")
    for one in rows.exclude(id=file.id).exclude(choice__in=(Choice.NONE, Choice.PART)):
        one.choice, one.reason, one.reason_words = Choice.NONE, file.reason, file.reason_words
        _sign(one, by)
        one.save(update_fields=["choice", "reason", "reason_words", "decided_at", "decided_by", "version"])


def undecided(row: RecordRequest) -> int:
    """How many passages wait for a decision."""
    return RequestedPassage.objects.filter(request=row, choice__in=UNDECIDED).count()


def _sign(one: RequestedPassage, by: Reader) -> None:
    one.decided_at, one.decided_by_id = clock.now(), by.actor_id
    one.version += 1


def _spans(one: RequestedPassage, text: str, held: Collection[int], also: Sequence[str]) -> list[dict[str, Any]]:
    spans = [{**span, "held": place in held} for place, span in enumerate(one.spans)]
    known = {(span["from"], span["to"]) for span in spans}
    for words in also:
        places = places_of(text, words)
        if not places:
            said = _("“%(words)s” does not stand in this passage. Copy the words as they stand.")
            raise _field("also", said % {"words": words[:60]})
        spans += [
            {"from": begin, "to": end, "kind": SpanKind.ADDED.value, "held": True}
            for begin, end in places
            if (begin, end) not in known
        ]
        for span in spans:
            if (span["from"], span["to"]) in places:
                span["held"] = True
    return sorted(spans, key=lambda span: (span["from"], span["to"]))


def make_anew(row: RecordRequest) -> None:
    """What was decided or gathered after the copy was made makes that copy an old one."""
    if row.state != "gathered":
        RequestPaper.objects.filter(request=row).update(made_at=None, content="", digest="")
        RequestedPassage.objects.filter(request=row).exclude(left_digest="").update(left_digest="")
        keep(row, "decide")


def _field(field: str, words: str) -> Refused:
    return Refused(f"request.{field}", words, fields={field: words})

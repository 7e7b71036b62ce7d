"""A request is taken down, whoever asks is known, it may take longer, be refused or be taken back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.reader import READS_LOGS, Reader
from alongside.oversight.requests.enums import Law
from alongside.oversight.requests.models import RecordRequest
from alongside.oversight.requests.queries.listing import request_row
from alongside.oversight.requests.rules.laws import MOST_DAYS, law_of
from alongside.oversight.requests.rules.states import after, may, may_know

WORDS = 10


@transaction.atomic
def take_request(
    *,
    asker: str,
    asker_name: str,
    arrival: str,
    received_on: date,
    law: str,
    days: int | None = None,
    wanted: str = "",
    by: Reader,
) -> RecordRequest:
    """Take a request down; its clock runs from ``received_on``, whoever it turns out to be about.

    ``days`` is for another law than those whose days are known. Refused: a day ahead, no days for such a law, and to
    anybody who is no privacy officer.
    """
    require_officer(by)
    if received_on > clock.today():
        raise _field("received_on", _("This day lies ahead. Write the day on which the request came."))
    if law == Law.OTHER and not (days and 0 < days <= MOST_DAYS):
        raise _field("days", _("Write how many days this law gives: 1 to %(most)d.") % {"most": MOST_DAYS})
    counted = days if law == Law.OTHER else None
    return RecordRequest.objects.create(
        asker=asker,
        asker_name=asker_name.strip(),
        arrival=arrival,
        received_on=received_on,
        law=law,
        days=counted,
        wanted=wanted.strip(),
        due_on=law_of(law).due(received_on, counted),
        taken_by_id=by.actor_id,
    )


@transaction.atomic
def check_asker(
    *,
    request: UUID,
    case_number: str,
    person: UUID | None,
    proof: str,
    proof_words: str,
    authority: str = "",
    asker_safe: bool = False,
    by: Reader,
) -> RecordRequest:
    """Record whose record it is, how it was checked who asks, and by what right. Nothing is gathered before.

    Refused: nothing seen or asked, no authority of somebody who asks for another, a person who is not safe from whoever
    asks, a case or person that is not there or may not be known of, a conflict of interest (told as absent).
    """
    row = request_row(request, lock=True)
    require(may("check", row.state))
    decision = may_know(asker=row.asker, proof_words=proof_words, authority=authority, asker_safe=asker_safe)
    require(decision, field=decision.code.removeprefix("request."))
    found = _person(case_number, person)
    row.person_id, row.person_name = found
    row.proof, row.proof_words, row.authority = proof, proof_words.strip(), authority.strip()
    row.asker_safe, row.known_on, row.known_by_id = asker_safe, clock.today(), by.actor_id
    return keep(row, "check", "person", "person_name", "proof", "proof_words", "authority", "asker_safe", "known_on",
                "known_by")  # fmt: skip


@transaction.atomic
def lengthen_request(*, request: UUID, why: str, by: Reader) -> RecordRequest:
    """Take more time, once, with the reason that the person reads in a letter.

    Refused: a second time, after the first day for an answer has passed, without a reason.
    """
    row = request_row(request, lock=True)
    require(may("withdraw", row.state))
    if row.longer_on:
        raise Refused("request.longer_once", _("It was said once already that it takes longer. Answer by the new day."))
    if clock.today() > row.due_on:
        words = _("The day for an answer has passed; only before it can more time be taken.")
        raise Refused("request.longer_late", words, basis=law_of(row.law).rule)
    _need(why, "why", _("Write why it takes longer, in words that the person understands: at least 10 letters."))
    row.longer_on, row.longer_why = clock.today(), why.strip()
    row.due_on = law_of(row.law).due_longer(row.received_on, row.days)
    row.version += 1
    row.save(update_fields=["longer_on", "longer_why", "due_on", "version"])
    return row


@transaction.atomic
def refuse_request(*, request: UUID, ground: str, words: str, by: Reader) -> RecordRequest:
    """Refuse a request as a whole, with the ground and the words that the person reads; what was gathered is shut."""
    row = request_row(request, lock=True)
    require(may("refuse", row.state))
    _need(words, "words", _("Write to the person why, in plain words: at least 10 letters."))
    row.refusal, row.refusal_words = ground, words.strip()
    return close(row, "refuse", "refusal", "refusal_words", by=by)


@transaction.atomic
def withdraw_request(*, request: UUID, by: Reader) -> RecordRequest:
    """The person took the request back; what was gathered is shut."""
    row = request_row(request, lock=True)
    require(may("withdraw", row.state))
    return close(row, "withdraw", by=by)


def close(row: RecordRequest, verb: str, *fields: str, by: Reader) -> RecordRequest:
    """Close a request and shut what was gathered for it."""
    row.closed_on, row.closed_by_id = clock.today(), by.actor_id
    keep(row, verb, "closed_on", "closed_by", *fields)
    opening("shut_passages", row)
    return row


def keep(row: RecordRequest, verb: str, *fields: str) -> RecordRequest:
    """Write what ``verb`` changed, and the state that it leads to."""
    row.state = after(verb)
    row.version += 1
    row.save(update_fields=[*fields, "state", "version"])
    return row


def opening(function: str, row: RecordRequest) -> list[int]:
    """Call a definer function that opens or shuts what belongs to a request."""
    try:
        return call_gate(function, [row.id]) or []
    except GateRefusal as refusal:
        if refusal.hint == "conflict":
            words = _("You may not answer this request: there is a conflict of interest. Ask another privacy officer.")
            raise Refused("access.conflict", words) from None
        raise Refused("request.absent", _("This request is not one that you can answer.")) from None


def require_officer(by: Reader) -> None:
    """Refuse to anybody who is no privacy officer."""
    if not by.holds(READS_LOGS):
        raise Refused("request.officer", _("Privacy officers answer requests for records. Hand it to one of them."))


def _person(case_number: str, person: UUID | None) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute("select * from app.request_person(%s, %s)", [case_number.strip(), person])
        row = cursor.fetchone()
    if row is None:
        words = _("Choose the person. A case or person that is not in the list is not one that you may know of.")
        raise _field("person", words)
    return int(row[0]), str(row[1])


def _need(text: str, field: str, words: str) -> None:
    if len(text.strip()) < WORDS:
        raise _field(field, words)


def _field(field: str, words: str) -> Refused:
    return Refused(f"request.{field}", words, fields={field: words})

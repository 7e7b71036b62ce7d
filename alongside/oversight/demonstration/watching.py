"""What a story leaves on the privacy officer's desk: a request for a record, a breach, an emergency access, a hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from alongside.ground.foundation.reader import Reader
from alongside.oversight.audit.queries.report import people_of_case
from alongside.oversight.breaches import actions as breaches
from alongside.oversight.breaches.enums import EntryKind
from alongside.oversight.disposals.actions import holding
from alongside.oversight.journeys.emergency import open_in_emergency
from alongside.oversight.requests.actions import gathering, taking

Text = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToldCase:
    """The case of a story and its people's names by their short names: the officer sees no more of it."""

    number: str
    public_id: UUID
    names: Mapping[str, str]

    def person(self, key: str) -> UUID:
        """One of its people, found as a privacy officer finds anybody: by the number of the case."""
        return next(public for public, name in people_of_case(self.number) if name == self.names[key])


def tell_watched(watched: ToldCase, event: Text, moment: datetime, by: Reader) -> None:
    """Tell whatever of this kind an event holds; each by the product's own action, with its own refusals."""
    if "request" in event:
        _request(watched, event["request"], moment, by)
    if "breach" in event:
        _breach(watched, event["breach"], moment, by)
    if "emergency" in event:
        open_in_emergency(case=watched.public_id, by=by, **event["emergency"])
    if "hold" in event:
        text = dict(event["hold"])
        review = moment.date() + timedelta(days=text.pop("review_in"))
        holding.place_hold(number=watched.number, review_on=review, by=by, **text)


def _request(watched: ToldCase, text: Text, moment: datetime, by: Reader) -> None:
    """The person asks for her own record; who she is was checked, and what is kept was gathered."""
    name, person = watched.names[text["who"]], watched.person(text["who"])
    row = taking.take_request(
        asker="person",
        asker_name=name,
        arrival=text["arrival"],
        received_on=moment.date(),
        law=text["law"],
        wanted=text["wanted"],
        by=by,
    )
    taking.check_asker(
        request=row.public_id,
        case_number=watched.number,
        person=person,
        proof=text["proof"],
        proof_words=text["proof_words"],
        by=by,
    )
    gathering.gather_record(request=row.public_id, by=by)


def _breach(watched: ToldCase, text: Text, moment: datetime, by: Reader) -> None:
    """Something went to the wrong place; whom it touches, and that the management knows."""
    row = breaches.take_breach(
        kind=text["kind"], title=text["title"], happened=text["happened"], found_at=moment, by=by
    )
    breaches.add_breach_person(
        breach=row.public_id, case_number=watched.number, person=watched.person(text["who"]), by=by
    )
    told = {"whom": text["told"], "words": text["told_words"], "at": moment}
    breaches.add_breach_entry(breach=row.public_id, kind=EntryKind.TOLD_HOUSE, by=by, **told)

"""Consents: what people agreed to, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import reads, writes
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.paging import page_of
from alongside.doors.exchange.rest.shapes_consents import ConsentLine, ConsentShown, ConsentsSought, Withdrawal
from alongside.doors.exchange.shapes import Page
from alongside.doors.exchange.writing import shown, unchanged, written
from alongside.practice.consents import actions
from alongside.practice.consents.queries import consent_row, series

router = Router()


@router.get("/consents", **reads(Noun.CONSENTS, Page[ConsentLine]))
def list_consents(request: ExchangeRequest, sought: Query[ConsentsSought]) -> Page[ConsentLine]:
    """Consents, newest first."""
    found = series.consents_after(
        after=sought.after,
        size=sought.limit,
        case=sought.case,
        person=sought.person,
        in_force=sought.in_force,
        by=request.reader,
    )
    return page_of(found.items, found.after, ConsentLine.of)


@router.get("/consents/{uuid:consent}", **reads(Noun.CONSENTS, ConsentShown))
def read_consent(request: ExchangeRequest, consent: UUID) -> HttpResponse:
    """One consent with its words, its signatures and what left on it."""
    return shown(request, _show(request)(consent))


@router.post("/consents/{uuid:consent}/withdraw", **writes(Noun.CONSENTS, ConsentShown))
def withdraw_consent(request: ExchangeRequest, consent: UUID, given: Withdrawal) -> HttpResponse:
    """Take a consent back: what rests on it ends at once; what already left stays listed."""

    def act() -> UUID:
        row = consent_row(consent)
        unchanged(request, row)
        actions.withdraw_consent(consent=row, how=given.how, why=given.why, by=request.reader)
        return consent

    return written(request, act, _show(request), sent=given, at=consent)


def _show(request: ExchangeRequest) -> Callable[[UUID], ConsentShown]:
    return lambda name: ConsentShown.whole(series.whole_consent(name, by=request.reader))

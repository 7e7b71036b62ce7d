"""The REST API: a module for each noun."""

from __future__ import annotations

from ninja import Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.rest import people

ROUTERS: tuple[tuple[Noun, Router], ...] = ((Noun.PEOPLE, people.router),)

"""Addresses of appointments: each leads where its name says, and what changes something is never a plain visit."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import resolve, reverse

from alongside.doors.desk.contacts import appointments

NAME = UUID(int=7)
ADDRESSES = {
    "new-appointment": ("/appointments/new/", appointments.new, []),
    "settle-appointment": (f"/appointments/{NAME}/settle/", appointments.settle, [NAME]),
    "unsettle-appointment": (f"/appointments/{NAME}/take-back/", appointments.take_back, [NAME]),
    "move-appointment": (f"/appointments/{NAME}/move/", appointments.move, [NAME]),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_name_and_its_address_lead_to_each_other(name: str) -> None:
    address, view, given = ADDRESSES[name]
    assert reverse(name, args=given) == address
    assert resolve(address).func == view


@pytest.mark.parametrize("name", ["settle-appointment", "unsettle-appointment"])
def test_a_plain_visit_settles_nothing(name: str, visit: Callable[[str], Client]) -> None:
    assert visit("worker").get(ADDRESSES[name][0]).status_code == 405


def test_a_number_is_no_name() -> None:
    with pytest.raises(Exception, match="appointments"):
        resolve("/appointments/7/settle/")

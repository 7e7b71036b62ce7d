"""Visitors who sign in as people do, and workers made by the product's own actions."""

from __future__ import annotations

from django.test import Client

from alongside.agency.staff import actions as staff
from alongside.agency.staff.models import Worker
from alongside.ground.foundation.reader import Reader

PASSWORD = "alongside-demo"


def sign_in(username: str, password: str = PASSWORD) -> Client:
    """A browserless visitor who typed name and password; what matters asks her nothing more for five minutes."""
    client = Client()
    answer = client.post("/sign-in/", {"login": username, "password": password})
    assert answer.status_code == 302, "the password did not open the desk"
    return client


def worker(name: str = "Ana Souza", username: str = "ana", *, by: Reader) -> Worker:
    """A worker without a password of her own yet."""
    return staff.add_worker(name=name, username=username, email=f"{username}@example.org", by=by)


def said_again(client: Client) -> Client:
    """The same visitor, who has just said again who she is."""
    assert client.post("/sign-in/again/", {"password": PASSWORD}).status_code == 302
    return client

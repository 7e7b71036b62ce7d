"""Files on their way in stay in memory, bounded, and nothing of a visitor who is not signed in is kept."""

from __future__ import annotations

import pytest
from django.http import HttpRequest

from alongside.doors.desk import uploads
from alongside.doors.desk.uploads import InMemory, dropped


def taken(handler: InMemory, *pieces: bytes) -> object:
    handler.new_file("upload", "a.jpg", "image/jpeg", None)
    for piece in pieces:
        handler.receive_data_chunk(piece, 0)
    return handler.file_complete(sum(map(len, pieces)))


def test_what_is_too_much_is_counted_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_TOGETHER", 10)
    request = HttpRequest()
    request.reader = object()  # type: ignore[attr-defined]  # somebody is signed in
    handler = InMemory(request)
    first, second = taken(handler, b"12345", b"678"), taken(handler, b"12", b"3")
    assert (first.read(), first.size, dropped(first)) == (b"12345678", 8, False)  # type: ignore[attr-defined]
    assert (second.read(), second.size, dropped(second)) == (b"", 3, True)  # type: ignore[attr-defined]


def test_nothing_is_kept_of_somebody_who_is_not_signed_in() -> None:
    file = taken(InMemory(HttpRequest()), b"12345")
    assert (file.read(), dropped(file)) == (b"", True)  # type: ignore[attr-defined]

"""Mails about signing in: sent over real SMTP, with no name in them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core import mail
from django.test import override_settings

from alongside.agency.access.models import Account
from alongside.doors.commands import letters

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@contextmanager
def sink() -> Iterator[tuple[int, list[str]]]:
    """A mail server that takes one letter and keeps its lines."""
    lines: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection, connection.makefile("rw", newline="\r\n", encoding="utf-8") as stream:

                def say(words: str) -> None:
                    stream.write(words + "\n")
                    stream.flush()

                say("220 sink")
                inside = False
                for line in stream:
                    word = line.strip()
                    lines.append(word)
                    if inside:
                        inside = word != "."
                        if not inside:
                            say("250 kept")
                    elif word.upper() == "DATA":
                        inside = True
                        say("354 go on")
                    elif word.upper() == "QUIT":
                        say("221 bye")
                        return
                    else:
                        say("250 ok")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1], lines
        thread.join(timeout=10)


@pytest.mark.enable_socket
def test_a_letter_goes_out_over_smtp_and_names_nobody() -> None:
    with sink() as (port, lines), override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        letters.send_password_reset("worker@example.org", "https://harbour.example/")
    letter = "\n".join(lines)
    assert "Subject: What you asked for" in letter
    assert "https://harbour.example/password/new/" in letter.replace("=\n", "")
    assert "Akande" not in letter
    assert "Family" not in letter


def test_a_notice_goes_to_the_owner_only() -> None:
    account = Account.objects.get(username="worker")
    letters.send_sign_in_notice(account.id)
    (letter,) = mail.outbox
    assert letter.to == ["worker@example.org"]
    letters.send_sign_in_notice(Account.objects.get(username="client").id)
    letters.send_sign_in_notice(0)
    assert len(mail.outbox) == 1

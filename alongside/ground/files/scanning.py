"""Asking a scanner of viruses (clamd) about a file, over its socket: the INSTREAM command and its answer."""

from __future__ import annotations

import socket
from contextlib import closing

PIECE = 1 << 16
PATIENCE = 30.0
"""Seconds for the whole of one file."""
LONGEST_ANSWER = 4096
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless text by which every scanner is tried; in two parts, so that no scanner finds it in our own source."""


class NoAnswer(Exception):
    """The scanner is not there, or says nothing that we understand: the file is not scanned."""


def is_clean(content: bytes, *, address: str, patience: float = PATIENCE) -> bool:
    """Whether the scanner at ``address`` finds nothing in ``content``.

    ``address`` is ``unix:/path/of/socket`` or ``tcp:host:port``. ``patience`` is in seconds. Raises ``NoAnswer`` when
    it cannot be reached, breaks off, takes too long or answers with an error: silence is never taken for clean.
    """
    try:
        with closing(_reached(address, patience)) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall((0).to_bytes(4, "big"))
            said = _answer(line)
    except (OSError, ValueError) as fault:
        raise NoAnswer(type(fault).__name__) from None
    if said == "stream: OK":
        return True
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return False
    raise NoAnswer("the scanner answered with an error")


def _reached(address: str, patience: float) -> socket.socket:
    kind, _colon, place = address.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(patience)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = place.strip("/").rpartition(":")
    if kind != "tcp" or not host or not port.isdigit():
        raise ValueError("an address of a scanner is unix:/path or tcp:host:port")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=patience)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("utf-8", "replace")

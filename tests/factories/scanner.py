"""A scanner of viruses that answers the INSTREAM command as clamd does, on a socket of its own."""

from __future__ import annotations

import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from alongside.ground.files.scanning import EICAR


@contextmanager
def a_scanner(*, answer: bytes | None = None, silent: bool = False) -> Iterator[str]:
    """Serve until the block ends; gives the address. ``answer`` stands for the right one, ``silent`` gives none."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "clamd")
        server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        server.bind(path)
        server.listen()
        ended = threading.Event()
        thread = threading.Thread(target=_serve, args=(server, answer, silent, ended), daemon=True)
        thread.start()
        try:
            yield f"unix:{path}"
        finally:
            ended.set()
            with suppress(OSError), closing(socket.socket(socket.AF_UNIX)) as last:
                last.connect(path)
            thread.join(5)
            server.close()


def _serve(server: socket.socket, answer: bytes | None, silent: bool, ended: threading.Event) -> None:
    while not ended.is_set():
        line, _address = server.accept()
        with closing(line), suppress(OSError):
            if ended.is_set():
                return
            found = EICAR in _stream(line)
            if silent:
                ended.wait(5)
            else:
                said = b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if found else b"stream: OK\0"
                line.sendall(said if answer is None else answer)


def _stream(line: socket.socket) -> bytes:
    assert _exactly(line, 10) == b"zINSTREAM\0"
    found = b""
    while size := int.from_bytes(_exactly(line, 4), "big"):
        found += _exactly(line, size)
    return found


def _exactly(line: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        piece = line.recv(size - len(found))
        if not piece:
            raise OSError
        found += piece
    return found

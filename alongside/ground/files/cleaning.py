"""Makes one file anew. Runs as a process apart, with no key, no database and no way to write (see ``apart``).

Reads the kind and the bytes from standard input, writes the answer to standard output.
"""

from __future__ import annotations

import sys
from io import BytesIO

from PIL import Image, ImageDraw

from alongside.ground.files.bounds import confine
from alongside.ground.files.kinds import FileKind, text_of
from alongside.ground.files.lines import HIGH, WIDE, strokes_of
from alongside.ground.files.offices import packed_anew
from alongside.ground.files.pdfs import clean_pdf
from alongside.ground.files.pictures import clean_picture
from alongside.ground.files.unfit import Unfit

PEN = (26, 32, 44)


def clean(kind: FileKind, content: bytes) -> tuple[bytes, bytes]:
    """``content`` made anew, and a small picture of it where there is one. Raises ``Unfit``."""
    if kind in (FileKind.JPEG, FileKind.PNG, FileKind.WEBP):
        return clean_picture(content, kind)
    if kind == FileKind.PDF:
        return clean_pdf(content), b""
    if kind == FileKind.TEXT:
        words = text_of(content)
        if words is None:
            raise Unfit("unknown")
        return words.encode(), b""
    if kind == FileKind.LINES:
        return drawn(content.decode("ascii", "replace"))
    return packed_anew(content, clean_picture=_inner_picture), b""


def _inner_picture(content: bytes) -> bytes:
    """A picture inside a document, by what its bytes are; what is none is not let through under its name."""
    starts = ((b"\xff\xd8\xff", FileKind.JPEG), (b"\x89PNG", FileKind.PNG), (b"RIFF", FileKind.WEBP))
    kind = next((kind for start, kind in starts if content.startswith(start)), None)
    if kind is None:
        raise Unfit("embedded")
    return clean_picture(content, kind)[0]


def drawn(said: str) -> tuple[bytes, bytes]:
    """Drawn lines as a picture, and as a small one."""
    strokes = strokes_of(said)
    if strokes is None:
        raise Unfit("broken")
    image = Image.new("RGB", (WIDE * 2, HIGH * 2), "white")
    pen = ImageDraw.Draw(image)
    for stroke in strokes:
        points = [(x * 2, y * 2) for x, y in stroke]
        pen.line(points if len(points) > 1 else points * 2, fill=PEN, width=5, joint="curve")
    out = BytesIO()
    image.save(out, "PNG")
    return clean_picture(out.getvalue(), FileKind.PNG)


def main() -> None:
    """Answer ``ok``, the length of the small picture and both; or ``unfit`` and the code."""
    confine()
    kind, _newline, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        whole, small = clean(FileKind(kind.decode()), content)
        answer = b"ok %d\n" % len(small) + small + whole
    except Unfit as unfit:
        answer = b"unfit " + unfit.code.encode() + b"\n"
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()

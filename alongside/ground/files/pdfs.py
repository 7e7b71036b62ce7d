"""PDFs, taken apart and built anew: the pages as they look, and nothing that runs, opens, sends or tells of itself.

Only the process apart imports this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from alongside.ground.files.unfit import Unfit

MOST_PAGES = 1000
PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate", "/UserUnit"}
    | {"/Resources", "/Contents", "/Group"}
)
GONE = frozenset(
    {"/Metadata", "/PieceInfo", "/AA", "/OpenAction", "/JS", "/JavaScript", "/EF", "/AF", "/EmbeddedFiles", "/XFA"}
    | {"/OPI", "/Alternates", "/LastModified", "/StructParent", "/StructParents", "/RichMediaContent", "/AcroForm"}
)
DRAWN = frozenset({"/Font", "/XObject", "/ExtGState", "/Pattern", "/Encoding"})
"""What a drawing may call by any name, such as a font that happens to be called ``AA``."""


def clean_pdf(content: bytes) -> bytes:
    """The pages of a PDF in a new one; what was filled in or drawn on them stays, as part of the page.

    Raises ``Unfit``: ``locked`` (a password, or rights kept by one), ``broken``, ``long``.
    """
    try:
        return _built_anew(content)
    except pikepdf.PasswordError:
        raise Unfit("locked") from None
    except Unfit:
        raise
    except Exception:  # a reader of PDFs may break in any way: whatever it was, the file is not kept
        raise Unfit("broken") from None


def _built_anew(content: bytes) -> bytes:
    with pikepdf.open(BytesIO(content), attempt_recovery=False) as old, pikepdf.new() as new:
        if old.is_encrypted:
            raise Unfit("locked")
        if not 0 < len(old.pages) <= MOST_PAGES:
            raise Unfit("long" if len(old.pages) else "broken")
        old.generate_appearance_streams()
        old.flatten_annotations("all")
        for page in old.pages:
            whole: Any = page.obj
            for key in set(whole.keys()) - PAGE_KEYS:
                del whole[key]
        new.pages.extend(old.pages)
        for thing in new.objects:
            for held in _inside(thing):
                _empty(held)
        out = BytesIO()
        new.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return out.getvalue()


def _inside(thing: Any, depth: int = 0) -> Iterator[Any]:
    """``thing`` and everything written inside it; what it points at is another object and has its own turn."""
    if depth > 50:
        raise Unfit("broken")
    if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
        yield thing
        held = [value for _key, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        held = list(thing)
    else:
        return
    for value in held:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _inside(value, depth + 1)


def _empty(held: Any) -> None:
    for key, value in list(held.items()):
        if key in GONE and not _is_drawn(value):
            del held[key]
    if isinstance(held, pikepdf.Stream) and held.get("/Filter") in (pikepdf.Name.DCTDecode, [pikepdf.Name.DCTDecode]):
        parameters: Any = held.get("/DecodeParms")
        bare = without_segments(held.read_raw_bytes())
        held.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)


def _is_drawn(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and str(value.get("/Type", "")) in DRAWN


def without_segments(jpeg: bytes) -> bytes:
    """A JPEG without what its camera told: only the segments that its pixels need. Raises ``Unfit`` when broken."""
    if jpeg[:2] != b"\xff\xd8":
        raise Unfit("broken")
    kept, place = [jpeg[:2]], 2
    while place + 4 <= len(jpeg):
        if jpeg[place] != 0xFF:
            raise Unfit("broken")
        marker = jpeg[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xDA:
            return b"".join([*kept, jpeg[place : jpeg.rfind(b"\xff\xd9") + 2 or None]])
        end = place + 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
        told = 0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)
        if not told:
            kept.append(jpeg[place:end])
        place = end
    raise Unfit("broken")

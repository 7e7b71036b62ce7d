"""Files to bring to a case, good ones and bad ones, made from nothing."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from alongside.ground.files.apart import Cleaned
from alongside.ground.files.cleaning import clean
from alongside.ground.files.kinds import FileKind
from alongside.ground.files.scanning import EICAR
from alongside.ground.files.unfit import Unfit
from alongside.ground.foundation.reader import Reader
from alongside.practice.documents import actions as documents
from alongside.practice.documents import queries
from alongside.practice.documents.actions import NewFile
from alongside.practice.documents.models import Attachment
from alongside.practice.documents.queries import Examined, Waiting
from alongside.record.cases.models import Case

SECRET = "14 Hidden Lane"
GPS = {1: "N", 2: (51.0, 30.0, 7.0), 3: "W", 4: (0.0, 7.0, 39.0)}
DOCX_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    """A small picture, red on the left and blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def a_telling_photo() -> bytes:
    """A photo that tells where it was taken, by whom, and lies on its side."""
    told = Image.Exif()
    told[0x010E], told[0x0112], told[0x8825] = SECRET, 6, GPS
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    return a_picture(exif=told, comment=SECRET.encode(), xmp=xmp)


def a_flood(wide: int = 50_000, high: int = 50_000) -> bytes:
    """A PNG of a few bytes that says it has 2.5 thousand million points."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def a_pdf(*, pages: int = 1, words: str = "", harm: bool = False, owner: str = "", user: str = "") -> bytes:
    """A PDF; with ``harm`` it runs a script, sends, opens files that it carries, and tells who wrote it.

    ``words``, without brackets, stand on every page.
    """
    pdf = pikepdf.new()
    for _number in range(pages):
        page = pdf.add_blank_page(page_size=(200, 200))
        page.Contents = pdf.make_stream(b"0 0 1 rg 20 20 100 100 re f")
        if words:
            name = pikepdf.Name
            font = pikepdf.Dictionary(Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica)
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = pdf.make_stream(f"BT /F1 12 Tf 10 100 Td ({words}) Tj ET".encode())
    if harm:
        _harm(pdf)
    out = BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner=owner, user=user) if owner else False)
    return out.getvalue()


def _harm(pdf: pikepdf.Pdf) -> None:
    name = pikepdf.Name
    script = pikepdf.Dictionary(S=name.JavaScript, JS="app.alert('run')")
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("run"), script]))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(b"<xdp>run</xdp>"))
    pdf.Root.Metadata = pdf.make_stream(SECRET.encode(), Type=name.Metadata, Subtype=name.XML)
    pdf.attachments["run.exe"] = b"MZ run"
    pdf.docinfo["/Author"] = SECRET
    launch = pikepdf.Dictionary(
        S=name.Launch, F="run.exe", Next=pikepdf.Dictionary(S=name.URI, URI="https://run.example")
    )
    submit = pikepdf.Dictionary(S=name.SubmitForm, F="https://run.example")
    link = pikepdf.Dictionary(
        Type=name.Annot, Subtype=name.Link, Rect=[0, 0, 50, 50], A=launch, AA=pikepdf.Dictionary(E=submit)
    )
    page = pdf.pages[0]
    page.AA = pikepdf.Dictionary(O=script)
    page.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(link)]))
    photo = pdf.make_stream(a_telling_photo(), Type=name.XObject, Subtype=name.Image, Width=60, Height=40)
    photo.stream_dict.ColorSpace, photo.stream_dict.BitsPerComponent = name.DeviceRGB, 8
    photo.write(a_telling_photo(), filter=name.DCTDecode)
    photo.Metadata = pdf.make_stream(SECRET.encode())
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(AA=photo))
    page.Contents = pdf.make_stream(b"q 100 0 0 100 20 20 cm /AA Do Q")


def a_docx(parts: dict[str, bytes] | None = None, *, relationships: str = "") -> bytes:
    """A Word document with one paragraph, ``parts`` added, and relationships of its text."""
    inside = f'<Relationships xmlns="{RELATIONSHIPS}">{relationships}</Relationships>'
    given = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{DOCX_TYPES}"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONSHIPS}">'
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": (
            b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            b"<w:body><w:p><w:r><w:t>Dear family</w:t></w:r></w:p></w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": inside.encode(),
        "docProps/core.xml": f"<a>{SECRET}</a>".encode(),
        **(parts or {}),
    }
    return a_zip(given)


def a_zip(parts: dict[str, bytes]) -> bytes:
    """A zip file of ``parts``."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in parts.items():
            box.writestr(name, data)
    return out.getvalue()


def an_odt(content: bytes = b"<a/>") -> bytes:
    """An OpenDocument text."""
    mime = b"application/vnd.oasis.opendocument.text"
    return a_zip({"mimetype": mime, "content.xml": content, "meta.xml": SECRET.encode(), "Thumbnails/t.png": b"x"})


def unfit_files() -> dict[str, bytes]:
    """Files that are refused as soon as they come, by the code of their refusal."""
    return {
        "empty": b"",
        "virus": b"Hello " + EICAR,
        "gif": b"GIF89a" + b"<script>alert(1)</script>",
        "page": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
        "program": b"MZ\x90\x00" + bytes(60),
        "old_office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60),
        "archive": a_zip({"letter.txt": b"hello"}),
        "heic": b"\x00\x00\x00\x18ftypheic" + bytes(30),
        "film": b"\x00\x00\x00\x18ftypmp42" + bytes(30),
        "picture": b"II*\x00" + bytes(30),
        "unknown": bytes(range(1, 200)),
    }


def a_file(
    case: Case, by: Reader, *, content: bytes | None = None, name: str = "letter.jpg", check: bool = True, **more: Any
) -> Attachment:
    """A file added to ``case``, checked as the job does it unless said otherwise."""
    given = a_picture() if content is None else content
    row = documents.add_file(case=case, file=NewFile(name, given, **more), by=by)
    return checked(row, by) if check else row


def checked(row: Attachment, by: Reader, *, apart: bool = False) -> Attachment:
    """``row`` once its job has run: with ``apart`` exactly so, else with the same work in this process."""
    waits = queries.waiting_file(public_id=row.public_id, by=by)
    assert waits is not None
    found = queries.examined(waits) if apart else _examined(waits)
    documents.settle_file(public_id=row.public_id, file=waits, found=found, by=by)
    return Attachment.objects.get(id=row.id)


def _examined(file: Waiting) -> Examined:
    try:
        return Examined(Cleaned(FileKind.PNG if file.kind == "lines" else file.kind, *clean(file.kind, file.content)))
    except Unfit as unfit:
        return Examined(refusal=unfit.code)


def sent(content: bytes, name: str = "letter.jpg") -> SimpleUploadedFile:
    """A file as a browser sends it, which says of everything that it is a picture."""
    return SimpleUploadedFile(name, content, content_type="image/jpeg")

"""Files from outside: what they are, made anew without what tells or runs, whatever comes in."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
import zipfile
from io import BytesIO

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from alongside.ground.files.apart import cleaned
from alongside.ground.files.cleaning import clean
from alongside.ground.files.kinds import ENDINGS, LARGEST, MEDIA_TYPES, FileKind, kind_of
from alongside.ground.files.lines import strokes_of
from alongside.ground.files.names import LONGEST, clean_name, without_ending
from alongside.ground.files.offices import MOST_PARTS
from alongside.ground.files.pdfs import without_segments
from alongside.ground.files.unfit import Unfit
from tests.factories.files import (
    OFFICE,
    SECRET,
    a_docx,
    a_flood,
    a_pdf,
    a_picture,
    a_telling_photo,
    a_zip,
    an_odt,
    unfit_files,
)

HELD = SECRET.encode()
MARKS = (HELD, b"Exif", b"GPS", b"xmpmeta", b"xap/1.0", b"photoshop")


def refusal(content: bytes, kind: FileKind | None = None) -> str:
    """The code by which a file is refused; empty when it is kept."""
    try:
        clean(kind or kind_of(content), content)
    except Unfit as unfit:
        return unfit.code
    return ""


def test_what_a_file_is_stands_in_its_bytes() -> None:
    for kind, content in (
        (FileKind.JPEG, a_picture()),
        (FileKind.PNG, a_picture("PNG")),
        (FileKind.WEBP, a_picture("WEBP")),
        (FileKind.PDF, a_pdf()),
        (FileKind.TEXT, "Grüße, 日本, café".encode()),
        (FileKind.TEXT, "Grüße".encode("utf-16")),
        (FileKind.TEXT, "Grüße".encode("cp1252")),
        (FileKind.DOCX, a_docx()),
        (FileKind.XLSX, a_zip({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"})),
        (FileKind.ODT, an_odt()),
    ):
        assert kind_of(content) == kind
        assert kind in MEDIA_TYPES
        assert kind in ENDINGS
    for code, content in unfit_files().items():
        assert refusal(content) == code
    with pytest.raises(Unfit, match="too_large"):
        kind_of(b"a" * (LARGEST + 1))
    for page in (b"<svg onload='alert(1)'/>", b"\n\t <?xml version='1.0'?><svg/>", b"hello <script>alert(1)</script>"):
        assert refusal(page) == "page"
    assert refusal(b"\x7fELF hello") == refusal(b"#!/bin/sh\nrm -rf /") == "program"


def test_a_photo_keeps_its_pixels_and_tells_nothing_else() -> None:
    before = a_telling_photo()
    assert all(mark in before for mark in MARKS[:1])
    whole, small = clean(FileKind.JPEG, before)
    for made in (whole, small):
        assert not [mark for mark in MARKS if mark in made]
        assert not Image.open(BytesIO(made)).getexif()
    assert Image.open(BytesIO(whole)).size == (40, 60)
    assert max(Image.open(BytesIO(clean(FileKind.PNG, a_picture("PNG", (3000, 1000)))[1])).size) == 240
    assert max(Image.open(BytesIO(clean(FileKind.PNG, a_picture("PNG", (5000, 100)))[0])).size) == 4096


def test_what_hides_behind_a_picture_is_gone() -> None:
    harm = b"PK\x03\x04<html><script>alert(1)</script>"
    for kind in ("JPEG", "PNG", "WEBP"):
        whole, _small = clean(FileKind(kind.lower()), a_picture(kind) + harm)
        assert b"<script>" not in whole
    see_through = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(see_through, "PNG", pnginfo=None)
    assert Image.open(BytesIO(clean(FileKind.PNG, see_through.getvalue())[0])).mode == "RGBA"
    profiled = a_picture("PNG", icc_profile=b"no profile at all")
    assert b"no profile" not in clean(FileKind.PNG, profiled)[0]


def test_a_flood_of_pixels_is_refused_before_it_is_decoded() -> None:
    assert refusal(a_flood()) == "pixels"
    assert refusal(a_flood(100_000, 1)) == "pixels"
    assert refusal(a_flood(100, 100)) == "broken"
    assert refusal(a_picture()[:300]) == "broken"


def test_a_pdf_keeps_its_pages_and_nothing_that_runs() -> None:
    before = a_pdf(harm=True, pages=2)
    made, small = clean(FileKind.PDF, before)
    assert small == b""
    with pikepdf.open(BytesIO(made)) as pdf:
        loose = BytesIO()
        pdf.save(loose, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert len(pdf.pages) == 2
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert not pdf.docinfo
        assert not pdf.attachments
        photo = next(iter(pdf.pages[0].get_images().values()))
        assert photo.read_raw_bytes()[:2] == b"\xff\xd8"
    for word in (b"run", b"JavaScript", b"Launch", b"URI", b"SubmitForm", b"OpenAction", b"XFA", b"Annots", *MARKS):
        assert word not in loose.getvalue(), word
    assert b"JavaScript" in before
    assert refusal(a_pdf(owner="owner", user="let me in")) == refusal(a_pdf(owner="owner", user="")) == "locked"
    assert refusal(a_pdf()[:200]) == "broken"
    assert refusal(b"%PDF-1.7\n" + a_picture()) == "broken"


def test_what_was_filled_in_stays_on_the_page() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    look = pdf.make_stream(b"1 0 0 rg 0 0 50 20 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    look.BBox = pikepdf.Array([0, 0, 50, 20])
    stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[10, 10, 60, 30], F=4)
    stamp.AP = pikepdf.Dictionary(N=look)
    page.Annots = pikepdf.Array([pdf.make_indirect(stamp)])
    out = BytesIO()
    pdf.save(out)
    with pikepdf.open(BytesIO(clean(FileKind.PDF, out.getvalue())[0])) as made:
        assert "/Annots" not in made.pages[0]
        made.pages[0].contents_coalesce()
        assert b" Do" in made.pages[0].Contents.read_bytes()


def test_an_office_document_leaves_its_author_behind() -> None:
    photo = {"word/media/image1.jpg": a_telling_photo()}
    link = f'<Relationship Id="r2" Type="{OFFICE}/hyperlink" Target="https://a.example" TargetMode="External"/>'
    made, _small = clean(FileKind.DOCX, b"" + a_docx(photo, relationships=link))
    assert kind_of(made) == FileKind.DOCX
    assert not [mark for mark in (HELD, b"Exif") if mark in _unpacked(made)]
    assert b"Dear family" in _unpacked(made)
    assert HELD not in _unpacked(clean(FileKind.ODT, an_odt())[0])
    behind = clean(FileKind.DOCX, a_docx() + b"<script>alert(1)</script>")[0]
    assert b"<script>" not in behind


def _unpacked(content: bytes) -> bytes:

    with zipfile.ZipFile(BytesIO(content)) as box:
        return b"".join(box.read(name) for name in box.namelist())


def test_an_office_document_that_runs_carries_or_fetches_is_refused() -> None:
    template = f'<Relationship Id="r2" Type="{OFFICE}/attachedTemplate" Target="https://a.b/c" TargetMode="External"/>'
    disguised = template.replace("External", "&#69;xternal")
    link = f'<Relationship Id="r2" Type="{OFFICE}/hyperlink" Target="file://a/b" TargetMode="External"/>'
    field = b"<w:d xmlns:w='u'><w:instrText> DDE</w:instrText><w:instrText>AUTO c:/x</w:instrText></w:d>"
    entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for code, content in (
        ("macros", a_docx({"word/vbaProject.bin": b"x"})),
        ("macros", a_docx({"[Content_Types].xml": b"<a macroEnabled='1'/>"})),
        ("embedded", a_docx({"word/embeddings/oleObject1.bin": b"x"})),
        ("embedded", a_docx({"word/run.exe": b"x"})),
        ("embedded", a_docx({"word/media/image1.png": b"MZ a program"})),
        ("embedded", a_docx({"word/media/image1.png": b"no picture"})),
        ("virus", a_docx({"word/a.txt": unfit_files()["virus"]})),
        ("outside", a_docx(relationships=template)),
        ("outside", a_docx(relationships=disguised)),
        ("outside", a_docx(relationships=link)),
        ("outside", a_docx({"word/document.xml": entity})),
        ("outside", a_docx({"word/document.xml": field})),
        ("outside", a_docx({"xl/externalLinks/a.xml": b"<a/>"})),
        ("broken", a_docx({"../../etc/passwd.xml": b"<a/>"})),
        ("broken", a_docx({"/etc/passwd.xml": b"<a/>"})),
        ("broken", a_docx({"word/document.xml": b"<a>"})),
        ("bomb", a_docx({"word/bomb.xml": b"0" * 5_000_000})),
        ("bomb", a_docx({f"word/{number}.xml": b"" for number in range(MOST_PARTS)})),
    ):
        assert refusal(content) == code, code
    namespace = b'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:x="http://www.w3.org/1999/xlink"'
    drawing = b'xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    for code, inside in (("macros", b"<o:script/>"), ("outside", b'<d:image x:href="https://a.example/b.png"/>')):
        assert refusal(an_odt(b"<a %s %s>%s</a>" % (namespace, drawing, inside))) == code
    assert refusal(an_odt(b'<a %s %s><d:image x:href="Pictures/1.png"/></a>' % (namespace, drawing))) == ""


def test_names_lose_their_path_and_what_deceives() -> None:
    assert clean_name("../../etc/passwd") == "passwd"
    assert clean_name("C:\\Users\\Dele\\letter.pdf") == "letter.pdf"
    assert clean_name("photo\u202egpj.exe") == "photogpj.exe"
    assert clean_name("\x00a\r\nb\u200b .") == "ab"
    assert clean_name("..") == ""
    assert clean_name("x" * 200 + ".pdf") == "x" * (LONGEST - 4) + ".pdf"
    assert without_ending("letter of 3. May.pdf") == "letter of 3. May"
    assert without_ending(".pdf") == ".pdf"


@pytest.mark.hypothesis
@given(st.text(max_size=300))
@example("a/b\\c\u202e.pdf")
def test_any_name_becomes_a_harmless_one(said: str) -> None:
    name = clean_name(said)
    assert len(name) <= LONGEST
    assert not set(name) & set("/\\\r\n\x00")
    assert not [letter for letter in name if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp")]
    assert clean_name(name) == name


@pytest.mark.hypothesis
@given(
    st.sampled_from([a_picture(), a_picture("PNG"), a_picture("WEBP"), a_pdf(harm=True), a_docx(), an_odt()]),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=6),
    st.integers(0, 1 << 20),
)
def test_any_damage_is_a_refusal_and_never_a_fault(content: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    damaged = bytearray(content[: max(1, cut % (2 * len(content)))])
    for place, value in changes:
        damaged[place % len(damaged)] = value
    code = refusal(bytes(damaged))
    assert code == "" or code.isidentifier()


def test_drawn_lines_are_numbers_and_become_a_picture() -> None:
    line = "10,10 20,40 30,10 40,40 50,10 60,40 70,10 80,40"
    assert strokes_of(f"{line};90,90") is not None
    for bad in ("", "1,1", "<svg>", line.replace("10,10", "10,999"), line + ";", "a" * 99_999):
        assert strokes_of(bad) is None
    made = cleaned(FileKind.LINES, line.encode())
    picture = Image.open(BytesIO(made.content))
    assert (made.kind, picture.size) == (FileKind.PNG, (1200, 400))
    assert made.thumbnail
    assert refusal(b"<svg/>", FileKind.LINES) == "broken"


def test_the_process_apart_answers_refuses_and_is_ended() -> None:
    made = cleaned(FileKind.JPEG, a_telling_photo())
    assert not [mark for mark in MARKS if mark in made.content]
    for content, code in ((a_flood(), "pixels"), (b"no picture", "broken")):
        with pytest.raises(Unfit, match=code):
            cleaned(FileKind.PNG, content)
    with pytest.raises(Unfit, match="broken"):
        cleaned(FileKind.PNG, a_picture("PNG"), patience=0.001)


def test_the_process_apart_holds_no_key_and_pages_load_no_decoder() -> None:
    heavy = "import sys, alongside.ground.files.apart as a; print({'PIL', 'pikepdf', 'lxml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_only_the_segments_that_pixels_need_stay_in_a_jpeg() -> None:
    bare = without_segments(a_telling_photo())
    assert not [mark for mark in MARKS if mark in bare]
    assert Image.open(BytesIO(bare)).size == (60, 40)
    for broken in (b"no", b"\xff\xd8\xff", b"\xff\xd8aa aa"):
        with pytest.raises(Unfit):
            without_segments(broken)

"""Files that nobody should have to read: each is refused, and says why."""

import gzip
import struct
import tarfile
import zlib
from functools import partial
from io import BytesIO
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from services.contracts.documents import ContentType
from tests.trust.kinds import JPEG, PDF, PNG, File
from tests.unit.documents import files

UNC = "\\\\evil\\share\\a"
EVIL = "https://evil.example/"


def _saved(pdf: Pdf, **options: Any) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def _pdf(**root: Any) -> bytes:
    """With this in its catalogue."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name, value in root.items():
        pdf.Root[f"/{name}"] = value
    return _saved(pdf)


def _annotated(subtype: Name, **fields: Any) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=subtype, Rect=Array([0, 0, 9, 9]), **fields)])
    return _saved(pdf)


def _acting(**action: Any) -> bytes:
    return files.a_pdf_with_an_action(Dictionary(**action))


def _linking(address: str) -> bytes:
    return files.a_pdf_with_an_action(files.a_link_to(address))


def _encrypted(strength: Literal[4, 6]) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return _saved(pdf, encryption=pikepdf.Encryption(owner="o", user="u", R=strength, allow=pikepdf.Permissions()))


def _unfolding() -> bytes:
    """A megabyte that is nearly two gigabytes."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    packed = zlib.compress(bytes(30_000_000), 9)
    streams = [pikepdf.Stream(pdf, packed, Dictionary(Filter=Name.FlateDecode)) for _ in range(60)]
    pdf.Root.Things = Array([pdf.make_indirect(stream) for stream in streams])
    return _saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _whose_table_loops() -> bytes:
    content = files.a_pdf()
    start = content.rpartition(b"startxref\n")[2].split()[0]
    return content.replace(b"trailer <<", b"trailer << /Prev " + start + b" ", 1)


def _whose_pages_loop() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])
    return _saved(pdf)


def _other_image(image_format: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (9, 9)).save(out, image_format)
    return out.getvalue()


def _archive() -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"))
    return out.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _png(width: int, height: int, rows: bytes | None) -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    data = b"" if rows is None else _chunk(b"IDAT", rows)
    return b"\x89PNG\r\n\x1a\n" + header + data + _chunk(b"IEND", b"")


def _jpeg_of_many_pixels() -> bytes:
    content = files.a_jpeg()
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", 65_000, 65_000) + content[at + 4 :]


def _refused(name: str, content: Any, *reasons: str, content_type: ContentType = PDF) -> File:
    return File(name, content_type, content, reasons)


def _is(content: bytes) -> Any:
    return lambda: content


NO_DOCUMENTS = [
    _refused(f"{name}, said to be a PDF", _is(content), "unsupported-type")
    for name, content in {
        "HTML": files.HTML,
        "HTML in UTF-16": files.HTML.decode().encode("utf-16"),
        "SVG": files.an_svg(),
        "a script": b"#!/bin/sh\nrm -rf /\n",
        "JavaScript": b"alert(1)",
        "a ZIP": files.a_zip(),
        "an Office document": files.a_zip("word/document.xml", b"<w/>"),
        "an old Office document": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512),
        "RTF": b"{\\rtf1 \\object}",
        "a Windows program": b"MZ" + bytes(200),
        "a Linux program": b"\x7fELF" + bytes(200),
        "a gzip": gzip.compress(b"a"),
        "a tar": _archive(),
        "a 7z": b"7z\xbc\xaf\x27\x1c" + bytes(32),
        "a RAR": b"Rar!\x1a\x07\x01\0" + bytes(32),
        "a mail": b"From: a@b.fr\r\nSubject: x\r\n\r\n",
        "PostScript": b"%!PS-Adobe-3.0\n(x) run\n",
        "zeros": bytes(1000),
        "a blank and then a PDF": b"\n" + files.a_pdf(),
        "a byte order mark and then a PDF": b"\xef\xbb\xbf" + files.a_pdf(),
        "the test virus": files.EICAR,
        "the test virus in a ZIP": files.a_zip("eicar.com", files.EICAR),
        **{f"a {each}": _other_image(each) for each in ("GIF", "BMP", "TIFF", "WEBP")},
    }.items()
]

OTHER_TYPES = [
    _refused(f"{name}, said to be {said}", content, "type-mismatch", content_type=said)
    for name, content, said in (
        ("a PNG", files.a_png, JPEG),
        ("a PNG", files.a_png, PDF),
        ("a JPEG", files.a_jpeg, PNG),
        ("a JPEG", files.a_jpeg, PDF),
        ("a PDF", files.a_pdf, PNG),
        ("a PDF", files.a_pdf, JPEG),
    )
]

ACTIVE = [
    _refused(name, content, "active-content")
    for name, content in {
        "a PDF that runs JavaScript": files.a_pdf_that_runs_javascript,
        "a PDF with JavaScript in an object stream": files.a_pdf_with_javascript_in_an_object_stream,
        "a PDF that launches a program": files.a_pdf_that_launches,
        "a PDF with named JavaScript": lambda: _pdf(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))),
        "a PDF with XFA": lambda: _pdf(AcroForm=Dictionary(Fields=Array([]), XFA="<xdp/>")),
        "a PDF that reads its page elsewhere": files.a_pdf_whose_stream_is_elsewhere,
        "a PDF that names a file elsewhere": files.a_pdf_that_names_a_file_elsewhere,
        "a PDF whose links begin at a share": lambda: _pdf(URI=Dictionary(Base=UNC)),
        "a PDF that goes to a file of a share": lambda: _acting(S=Name.GoToR, F=UNC, D=Array([0, Name.Fit])),
        "a PDF that goes into an attachment": lambda: _acting(S=Name.GoToE, T=Dictionary(R=Name.C)),
        "a PDF that sends a form": lambda: _acting(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=EVIL)),
        "a PDF that imports data": lambda: _acting(S=Name.ImportData, F="a.fdf"),
        "a PDF that empties a form": lambda: _acting(S=Name.ResetForm),
        "a PDF that hides": lambda: _acting(S=Name.Hide, T="a"),
        "a PDF that plays a sound": lambda: _acting(S=Name.Sound),
        "a PDF that plays a film": lambda: _acting(S=Name.Movie),
        "a PDF that follows a thread": lambda: _acting(S=Name.Thread, F=UNC),
        "a PDF that shows layers": lambda: _acting(S=Name.SetOCGState),
        "a PDF that prints itself": lambda: _acting(S=Name.Named, N=Name.Print),
        "a PDF that does what nobody knows": lambda: _acting(S=Name.Tomorrow),
        "a PDF that does a second thing": lambda: _acting(S=Name.GoTo, Next=Dictionary(S=Name.Hide)),
        "a PDF that opens the web unasked": lambda: files.a_pdf_with_an_action(files.a_link_to(EVIL), by_itself=True),
        "a PDF that opens the web with its page": lambda: files.a_pdf_with_an_action_on_opening_a_page(
            files.a_link_to(EVIL)
        ),
        "a PDF with a film": lambda: _annotated(Name.Movie),
        "a PDF with a sound": lambda: _annotated(Name.Sound),
        "a PDF with a screen": lambda: _annotated(Name.Screen),
        "a PDF with rich media": lambda: _annotated(Name.RichMedia),
        "a PDF with a model": lambda: _annotated(Name("/3D")),
    }.items()
]

LINKING = [
    _refused(f"a PDF that links to {address}", partial(_linking, address), "active-content")
    for address in (UNC, "//evil/a", "file:///etc/passwd", "javascript:alert(1)", "calc.exe", "smb://evil/a")
]

HIDING = [
    _refused("a PDF with an attachment", files.a_pdf_with_an_attachment, "embedded-files"),
    _refused("a PDF with a virus attached", partial(files.a_pdf_with_an_attachment, files.EICAR), "embedded-files"),
    _refused("a portfolio", lambda: _pdf(Collection=Dictionary(View=Name.D)), "embedded-files"),
    _refused("a pinned file", lambda: _annotated(Name.FileAttachment), "embedded-files"),
    _refused("a PDF and then HTML", partial(files.a_pdf_followed_by, files.HTML), "trailing-data"),
    _refused("a PDF and then much HTML", partial(files.a_pdf_followed_by, files.HTML * 100), "trailing-data"),
    _refused("a PDF and then a ZIP", lambda: files.a_pdf_followed_by(files.a_zip()), "trailing-data"),
    _refused("HTML in the head of a PDF", files.a_pdf_with_html_before_its_first_object, "trailing-data"),
    _refused("a PNG and then a ZIP", lambda: files.a_png() + files.a_zip(), "trailing-data", content_type=PNG),
    _refused("a PNG and then a program", lambda: files.a_png() + b"MZ\x90", "trailing-data", content_type=PNG),
    _refused("a JPEG and then HTML", lambda: files.a_jpeg() + files.HTML, "trailing-data", content_type=JPEG),
    _refused("a JPEG and then a ZIP", lambda: files.a_jpeg() + files.a_zip(), "trailing-data", content_type=JPEG),
    _refused("a virus in the page of a PDF", partial(files.a_pdf, content=files.EICAR), "infected"),
]

CLOSED_OR_BROKEN = [
    _refused("nothing", _is(b""), "empty"),
    _refused("a PDF with a password", files.an_encrypted_pdf, "encrypted"),
    _refused("a PDF with an empty password", partial(files.an_encrypted_pdf, user=""), "encrypted"),
    _refused("a PDF encrypted with RC4 or AES of 128 bits", partial(_encrypted, 4), "encrypted"),
    _refused("a PDF encrypted with AES of 256 bits", partial(_encrypted, 6), "encrypted"),
    _refused("a PDF without a page", partial(files.a_pdf, pages=0), "damaged"),
    _refused("half a PDF", lambda: files.a_pdf()[:-100], "damaged"),
    _refused("the head of a PDF", _is(b"%PDF-1.7\n" + bytes(500)), "damaged"),
    _refused("a PDF whose table loops", _whose_table_loops, "damaged"),
    _refused("a PDF whose pages loop", _whose_pages_loop, "damaged"),
    _refused("a PNG with a broken chunk", files.a_png_with_a_broken_chunk, "damaged", content_type=PNG),
    _refused("a PNG without its end", lambda: files.a_png()[:-12], "damaged", content_type=PNG),
    _refused("a PNG without a picture", lambda: _png(9, 9, None), "damaged", content_type=PNG),
    _refused("a PNG of no width", lambda: _png(0, 9, zlib.compress(b"")), "damaged", content_type=PNG),
    _refused("a PNG of too few rows", lambda: _png(99, 99, zlib.compress(bytes(9))), "damaged", content_type=PNG),
    _refused("half a JPEG", files.a_truncated_jpeg, "damaged", content_type=JPEG),
    _refused("a JPEG without its end", lambda: files.a_jpeg()[:-2], "damaged", content_type=JPEG),
    _refused("the head of a JPEG", _is(b"\xff\xd8\xff\xe0"), "damaged", content_type=JPEG),
]

COSTLY = [
    _refused("a PDF of 201 pages", partial(files.a_pdf, pages=201), "too-many-pages"),
    _refused("a PDF of 101,000 objects", partial(files.a_pdf_of_many_objects, 101_000), "too-costly-to-read"),
    _refused("a PDF of a million dictionaries", partial(files.a_pdf_of_many_objects, 50_000), "too-costly-to-read"),
    _refused("a PDF that unfolds", _unfolding, "too-costly-to-read"),
    _refused("a flood of pixels", files.a_pixel_flood_png, "too-many-pixels", content_type=PNG),
    _refused("a flood of one bit", partial(files.a_one_bit_png, 20_000), "too-many-pixels", content_type=PNG),
    _refused("a JPEG of four thousand megapixels", _jpeg_of_many_pixels, "too-many-pixels", content_type=JPEG),
]

HOSTILE = [*NO_DOCUMENTS, *OTHER_TYPES, *ACTIVE, *LINKING, *HIDING, *CLOSED_OR_BROKEN, *COSTLY]

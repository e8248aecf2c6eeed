"""Files that members really have: all are accepted."""

from functools import partial
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from services.contracts.documents import ContentType
from tests.trust.kinds import JPEG, PDF, PNG, File
from tests.unit.documents import files


def _drawn(image_format: str, mode: str, size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    out = BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(out, image_format, **options)
    return out.getvalue()


def _pdf_of_version(version: str) -> bytes:
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(out, force_version=version)
    return out.getvalue()


def _pdf_with_a_scan() -> bytes:
    out = BytesIO()
    Image.radial_gradient("L").resize((1200, 1600)).convert("RGB").save(out, "PDF")
    return out.getvalue()


def _pdf_with(change: str) -> bytes:
    pdf, out = pikepdf.new(), BytesIO()
    page = pdf.add_blank_page()
    if change == "form":
        field = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="nom", V="Ana", Rect=Array([0, 0, 9, 9]))
        )
        page.Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    elif change == "outline":
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Page 1", 0))
    elif change == "metadata":
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = "Avis d'imposition"
    elif change == "tags":  # a structure element's /S is no action
        pdf.Root.StructTreeRoot = Dictionary(
            Type=Name.StructTreeRoot, K=Dictionary(Type=Name.StructElem, S=Name.Sound, A=Dictionary(O=Name.Layout))
        )
    elif change == "note":
        page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents="lu", Rect=Array([0, 0, 9, 9]))])
    pdf.save(out)
    return out.getvalue()


def _link(address: str) -> bytes:
    return files.a_pdf_with_an_action(files.a_link_to(address))


def _passes(name: str, content_type: ContentType, content: Any, *traces: bytes) -> File:
    return File(name, content_type, content, ("passed",), traces)


VERSIONS = ("1.3", "1.5", "1.7", "2.0")
ADDRESSES = ("https://www.impots.gouv.fr/a?b=c", "http://caf.fr", "mailto:a@b.fr", "tel:+33123456789", "www.caf.fr")

HONEST = [
    _passes("a PDF", PDF, files.a_pdf),
    _passes("a PDF of 200 pages", PDF, partial(files.a_pdf, pages=200)),
    _passes("a PDF with object streams", PDF, files.a_pdf_with_object_streams),
    _passes("a linearized PDF", PDF, files.a_linearized_pdf),
    _passes("a PDF saved twice", PDF, files.an_updated_pdf),
    _passes("a PDF of a thousand objects", PDF, partial(files.a_pdf_of_many_objects, 1000)),
    _passes("a PDF with blanks at its end", PDF, partial(files.a_pdf_followed_by, b"\r\n\0\0")),
    _passes("a scan in a PDF", PDF, _pdf_with_a_scan),
    *(
        _passes(f"a PDF of version {each}", PDF, partial(_pdf_of_version, each))
        for each in ("1.3", "1.5", "1.7", "2.0")
    ),
    *(
        _passes(f"a PDF with {each}", PDF, partial(_pdf_with, each))
        for each in ("form", "outline", "metadata", "tags", "note")
    ),
    *(
        _passes(f"a PDF that links to {each}", PDF, partial(_link, each))
        for each in (
            "https://www.impots.gouv.fr/a?b=c",
            "http://caf.fr",
            "mailto:a@b.fr",
            "tel:+33123456789",
            "www.caf.fr",
        )
    ),
    _passes(
        "a PDF that turns its page",
        PDF,
        lambda: files.a_pdf_with_an_action(Dictionary(S=Name.Named, N=Name.NextPage)),
    ),
    _passes(
        "a PDF that opens on its page",
        PDF,
        lambda: files.a_pdf_with_an_action(Dictionary(S=Name.GoTo, D=Array([0, Name.Fit])), by_itself=True),
    ),
    *(_passes(f"a PNG of mode {mode}", PNG, partial(_drawn, "PNG", mode)) for mode in ("RGB", "RGBA", "P", "L", "1")),
    _passes("a PNG that tells where", PNG, files.a_png_that_tells_where, b"Camille", b"at home"),
    _passes("a large PNG of one bit", PNG, partial(files.a_one_bit_png, 7_700)),
    *(_passes(f"a JPEG of mode {mode}", JPEG, partial(_drawn, "JPEG", mode)) for mode in ("RGB", "L", "CMYK")),
    _passes("a progressive JPEG", JPEG, partial(files.a_jpeg, progressive=True)),
    _passes("a JPEG with restart markers", JPEG, partial(files.a_jpeg, restart_marker_rows=1)),
    _passes("a JPEG with a thumbnail", JPEG, files.a_jpeg_with_a_thumbnail),
    _passes("a JPEG that tells where", JPEG, files.a_jpeg_that_tells_where, b"Camille", b"at home"),
    _passes("a photo of 48 megapixels", JPEG, partial(files.an_image, "JPEG", (6000, 8000))),
]

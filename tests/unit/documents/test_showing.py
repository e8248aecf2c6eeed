"""The pages that officers look at: pictures of our own making."""

from base64 import b64decode
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from services.contracts.documents import (
    ContentType,
    NotPresentable,
    PageImageView,
    PreviewDocument,
    UnknownDocument,
    UnknownPage,
)
from services.documents.domain.checks import Passed
from services.documents.domain.document import Document
from services.documents.showing import renderer
from services.documents.showing.renderer import PageRenderer
from services.kit.process.offload import in_subprocess
from tests.unit.documents import files
from tests.unit.documents.fakes import InMemoryObjects
from tests.unit.documents.lives import MEMBER, NOW

MEMORY = 768 * 1024 * 1024


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "_SECONDS", 90.0)  # the machine may be busy


def shown(content: bytes, content_type: ContentType = "application/pdf", **wanted: Any) -> PageImageView:
    document = accepted(content_type, len(content))
    objects = InMemoryObjects({document.kept_key: content})
    asked = PreviewDocument(document_id=document.id, **wanted)
    return PageRenderer(objects, 30, MEMORY).render(document, asked)


def accepted(content_type: ContentType, size: int) -> Document:
    document = Document.announce(
        owner_id=MEMBER.id, kind="other", filename="a", size=size, content_type=content_type, at=NOW
    )
    document.complete_upload(at=NOW)
    document.conclude(Passed(size), at=NOW)
    return document


def picture(view: PageImageView) -> Image.Image:
    return Image.open(BytesIO(b64decode(view.image)), formats=["JPEG"])


def test_a_page_of_a_pdf_is_a_picture_of_the_width_that_is_asked_for() -> None:
    view = shown(files.a_pdf(pages=3), page=2, width=600)
    assert (view.page, view.pages, view.content_type) == (2, 3, "image/jpeg")
    assert picture(view).size == (600, ceil(600 * 792 / 612))
    assert picture(shown(files.a_pdf(), width=600, turned=90)).size == (600, ceil(600 * 612 / 792))


def test_what_somebody_typed_into_a_form_is_on_its_page() -> None:
    assert darkest(shown(files.a_pdf())) > 200
    assert darkest(shown(files.a_filled_in_pdf())) < 100


def darkest(view: PageImageView) -> int:
    return min(picture(view).convert("L").tobytes())


def test_a_photo_that_lies_on_its_side_is_shown_upright_and_turned_as_one_likes() -> None:
    lying = files.an_image("JPEG", (400, 300), exif=files.lying_on_its_side())
    assert picture(shown(lying, "image/jpeg", width=150)).size == (150, 200)
    assert picture(shown(lying, "image/jpeg", width=150, turned=90)).size == (150, 112)
    assert picture(shown(files.an_image("PNG", (400, 300)), "image/png", width=3000)).size == (400, 300), "no larger"


def test_a_page_that_is_not_there_a_file_that_cannot_be_read_and_one_that_is_gone_are_told_apart() -> None:
    with pytest.raises(UnknownPage):
        shown(files.a_pdf(), page=2)
    with pytest.raises(UnknownPage):
        shown(files.a_png(), "image/png", page=2)
    with pytest.raises(NotPresentable):
        shown(b"%PDF-1.7 nothing")
    document = accepted("application/pdf", 1000)
    with pytest.raises(UnknownDocument):
        PageRenderer(InMemoryObjects(), 30, MEMORY).render(document, PreviewDocument(document_id=document.id))


def test_a_renderer_that_is_taken_over_finds_nothing_to_take(tmp_path: Path) -> None:
    secret = tmp_path / "content"
    secret.write_bytes(b"signing key")
    said = in_subprocess("tests.unit.documents.renderer_taken_over", [str(secret)], stdin=files.a_pdf())
    assert said == b"0\n[]"

"""What the inspection says of files, honest and hostile."""

from pathlib import Path

import pytest

from services.contracts.documents import ContentType, RejectionReason
from services.documents.checking import pdf
from services.documents.checking.inspection import inspect_file
from tests.unit.documents import files

PDF: ContentType = "application/pdf"
JPEG: ContentType = "image/jpeg"
PNG: ContentType = "image/png"


def verdict(tmp_path: Path, content: bytes, content_type: ContentType) -> RejectionReason | None:
    path = tmp_path / "content"
    path.write_bytes(content)
    return inspect_file(str(path), content_type)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        pytest.param(files.a_pdf(), PDF, id="pdf"),
        pytest.param(files.a_pdf(pages=200), PDF, id="pdf-of-many-pages"),
        pytest.param(files.a_pdf_of_many_objects(1000), PDF, id="pdf-of-many-objects"),
        pytest.param(files.a_pdf_with_object_streams(), PDF, id="pdf-with-object-streams"),
        pytest.param(files.a_linearized_pdf(), PDF, id="linearized-pdf"),
        pytest.param(files.an_updated_pdf(), PDF, id="pdf-saved-twice"),
        pytest.param(files.a_pdf_with_a_link_to_a_page_of_the_web(), PDF, id="pdf-with-a-link"),
        pytest.param(files.a_pdf_followed_by(b"\r\n\0\0"), PDF, id="pdf-with-padding"),
        pytest.param(files.a_png(), PNG, id="png"),
        pytest.param(files.a_jpeg(), JPEG, id="jpeg"),
        pytest.param(files.a_jpeg(progressive=True), JPEG, id="progressive-jpeg"),
        pytest.param(files.a_jpeg_with_a_thumbnail(), JPEG, id="jpeg-with-thumbnail"),
        pytest.param(files.an_image("JPEG", (6000, 8000)), JPEG, id="photo-of-48-megapixels"),
    ],
)
def test_an_honest_file_passes(tmp_path: Path, content: bytes, content_type: ContentType) -> None:
    assert verdict(tmp_path, content, content_type) is None


@pytest.mark.parametrize(
    ("content", "content_type", "reason"),
    [
        pytest.param(b"", PDF, "empty", id="nothing"),
        pytest.param(files.an_svg(), PNG, "unsupported-type", id="svg-renamed-png"),
        pytest.param(files.HTML, PDF, "unsupported-type", id="html-renamed-pdf"),
        pytest.param(files.a_zip(), PDF, "unsupported-type", id="zip-renamed-pdf"),
        pytest.param(files.EICAR, PDF, "unsupported-type", id="test-virus-renamed-pdf"),
        pytest.param(b"\n" + files.a_pdf(), PDF, "unsupported-type", id="something-before-the-pdf"),
        pytest.param(files.a_png(), JPEG, "type-mismatch", id="png-renamed-jpeg"),
        pytest.param(files.a_jpeg(), PDF, "type-mismatch", id="jpeg-renamed-pdf"),
        pytest.param(files.an_encrypted_pdf(), PDF, "encrypted", id="encrypted-pdf"),
        pytest.param(files.an_encrypted_pdf(user=""), PDF, "encrypted", id="pdf-encrypted-with-an-empty-password"),
        pytest.param(files.a_pdf_that_runs_javascript(), PDF, "active-content", id="pdf-with-javascript"),
        pytest.param(
            files.a_pdf_with_javascript_in_an_object_stream(), PDF, "active-content", id="javascript-in-object-stream"
        ),
        pytest.param(files.a_pdf_that_launches(), PDF, "active-content", id="pdf-that-launches"),
        pytest.param(files.a_pdf_with_an_attachment(), PDF, "embedded-files", id="pdf-with-attachment"),
        pytest.param(files.a_pdf(pages=201), PDF, "too-many-pages", id="pdf-of-too-many-pages"),
        pytest.param(files.a_pdf(pages=0), PDF, "damaged", id="pdf-without-a-page"),
        pytest.param(files.a_pdf_followed_by(files.HTML), PDF, "trailing-data", id="pdf-then-html"),
        pytest.param(files.a_pdf_followed_by(files.HTML * 100), PDF, "trailing-data", id="pdf-then-much-html"),
        pytest.param(files.a_pdf_followed_by(files.a_zip()), PDF, "trailing-data", id="pdf-then-zip"),
        pytest.param(
            files.a_pdf_with_html_before_its_first_object(), PDF, "trailing-data", id="html-inside-the-pdf-header"
        ),
        pytest.param(files.a_pdf()[:-100], PDF, "damaged", id="pdf-cut-short"),
        pytest.param(b"%PDF-1.7\n" + bytes(500), PDF, "damaged", id="pdf-header-only"),
        pytest.param(files.a_png() + files.a_zip(), PNG, "trailing-data", id="png-then-zip"),
        pytest.param(files.a_pixel_flood_png(), PNG, "too-many-pixels", id="pixel-flood"),
        pytest.param(files.a_png_with_a_broken_chunk(), PNG, "damaged", id="png-with-broken-chunk"),
        pytest.param(files.a_png()[:-12], PNG, "damaged", id="png-without-its-end"),
        pytest.param(files.a_truncated_jpeg(), JPEG, "damaged", id="jpeg-cut-short"),
        pytest.param(files.a_jpeg() + files.HTML, JPEG, "trailing-data", id="jpeg-then-html"),
        pytest.param(files.a_jpeg() + files.a_zip(), JPEG, "trailing-data", id="jpeg-then-zip"),
        pytest.param(files.a_jpeg()[:-2], JPEG, "damaged", id="jpeg-without-its-end"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(
    tmp_path: Path, content: bytes, content_type: ContentType, reason: RejectionReason
) -> None:
    assert verdict(tmp_path, content, content_type) == reason


def test_a_pdf_of_too_many_objects_is_too_costly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_OBJECTS", 100)
    assert verdict(tmp_path, files.a_pdf_of_many_objects(101), PDF) == "too-costly-to-read"


def test_a_script_spelled_in_hexadecimal_is_still_a_script(tmp_path: Path) -> None:
    hidden = files.a_pdf_whose_javascript_is_spelled_in_hexadecimal()
    assert b"/JavaScript" not in hidden
    assert verdict(tmp_path, hidden, PDF) in ("active-content", "damaged")


def test_a_zip_hidden_inside_a_valid_update_of_a_pdf_is_found(tmp_path: Path) -> None:
    """The directory's end record can carry the rest of the PDF as its comment."""
    content = files.a_pdf()
    start = content.rpartition(b"startxref\n")[2].split()[0]
    ending = b"\nstartxref\n" + start + b"\n%%EOF\n"
    archive = files.a_zip()
    with_comment = archive[:-2] + len(ending).to_bytes(2, "little") + ending
    assert verdict(tmp_path, content + with_comment, PDF) == "trailing-data"

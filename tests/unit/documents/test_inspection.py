"""What the inspection says of files, honest and hostile."""

from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from services.contracts.documents import ContentType, RejectionReason
from services.documents.checking import pdf
from services.documents.checking.inspection import inspector_of
from tests.unit.documents import files

PDF: ContentType = "application/pdf"
JPEG: ContentType = "image/jpeg"
PNG: ContentType = "image/png"


def verdict(content: bytes, content_type: ContentType) -> RejectionReason | None:
    return inspector_of(content_type)(content)[0]


def kept(content: bytes, content_type: ContentType) -> bytes:
    reason, clean = inspector_of(content_type)(content)
    assert reason is None
    assert clean is not None
    return clean


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
def test_an_honest_file_passes(content: bytes, content_type: ContentType) -> None:
    assert verdict(content, content_type) is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(files.a_pdf_with_an_action(files.a_link_to(address)), id=address)
        for address in ("https://www.impots.gouv.fr/a?b=c&d=%20", "mailto:a@b.fr", "tel:+33123456789", "www.caf.fr")
    ]
    + [
        pytest.param(files.a_pdf_with_an_action(Dictionary(S=Name.Named, N=Name.NextPage)), id="next-page"),
        pytest.param(
            files.a_pdf_with_an_action(Dictionary(S=Name.GoTo, D=Array([0, Name.Fit])), by_itself=True), id="go-to"
        ),
    ],
)
def test_a_pdf_may_lead_to_a_page_of_its_own_and_on_a_click_to_the_web(content: bytes) -> None:
    assert verdict(content, PDF) is None


UNC = "\\\\evil\\share\\a"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(files.a_pdf_with_an_action(files.a_link_to(address)), id=address)
        for address in (
            UNC,
            "//evil/share",
            "file://evil/share/a",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "calc.exe",
        )
    ]
    + [
        pytest.param(files.a_pdf_with_an_action(action), id=name)
        for name, action in {
            "go-to-another-file": Dictionary(S=Name.GoToR, F=UNC, D=Array([0, Name.Fit])),
            "submit-a-form": Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F="https://evil.example/")),
            "import-data": Dictionary(S=Name.ImportData, F="a.fdf"),
            "reset-a-form": Dictionary(S=Name.ResetForm),
            "play-a-sound": Dictionary(S=Name.Sound),
            "print": Dictionary(S=Name.Named, N=Name.Print),
            "one-that-nobody-knows": Dictionary(S=Name.Tomorrow),
            "none-at-all-and-then-one": Dictionary(S=Name.GoTo, Next=Dictionary(S=Name.Hide)),
            "then-the-web": Dictionary(S=Name.GoTo, Next=Array([files.a_link_to("https://evil.example/")])),
        }.items()
    ]
    + [
        pytest.param(
            files.a_pdf_with_an_action(files.a_link_to("https://evil.example/"), by_itself=True), id="web-unasked"
        ),
        pytest.param(
            files.a_pdf_with_an_action_on_opening_a_page(files.a_link_to("https://evil.example/")), id="web-with-a-page"
        ),
        pytest.param(files.a_pdf_whose_stream_is_elsewhere(), id="stream-elsewhere"),
        pytest.param(files.a_pdf_that_names_a_file_elsewhere(), id="file-elsewhere"),
    ],
)
def test_a_pdf_that_opens_sends_fetches_or_plays_is_refused(content: bytes) -> None:
    assert verdict(content, PDF) == "active-content"


def test_a_photo_is_kept_without_what_it_tells_and_shows_the_same_picture() -> None:
    told = files.a_jpeg_that_tells_where()
    content = kept(told, JPEG)
    before, after = Image.open(BytesIO(told)), Image.open(BytesIO(content))
    assert before.getexif().get_ifd(0x8825)
    assert dict(after.getexif()) == {0x0112: 6}
    assert not after.getexif().get_ifd(0x8825)
    assert {"comment", "icc_profile"} & after.info.keys() == set()
    assert b"Camille" not in content
    assert after.tobytes() == before.tobytes()


def test_a_png_is_kept_without_what_it_tells_and_shows_the_same_picture() -> None:
    told = files.a_png_that_tells_where()
    content = kept(told, PNG)
    before, after = Image.open(BytesIO(told)), Image.open(BytesIO(content))
    assert before.info.keys() >= {"Comment", "Author", "exif"}
    assert {"Comment", "Author", "exif"} & after.info.keys() == set()
    assert after.tobytes() == before.tobytes()


@pytest.mark.parametrize("content", [files.a_jpeg(), files.a_jpeg(progressive=True), files.a_jpeg_with_a_thumbnail()])
def test_any_jpeg_is_kept_as_the_picture_it_was(content: bytes) -> None:
    assert Image.open(BytesIO(kept(content, JPEG))).tobytes() == Image.open(BytesIO(content)).tobytes()


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
        pytest.param(files.a_one_bit_png(20_000), PNG, "too-many-pixels", id="pixel-flood-of-one-bit"),
        pytest.param(files.a_png_with_a_broken_chunk(), PNG, "damaged", id="png-with-broken-chunk"),
        pytest.param(files.a_png()[:-12], PNG, "damaged", id="png-without-its-end"),
        pytest.param(files.a_truncated_jpeg(), JPEG, "damaged", id="jpeg-cut-short"),
        pytest.param(files.a_jpeg() + files.HTML, JPEG, "trailing-data", id="jpeg-then-html"),
        pytest.param(files.a_jpeg() + files.a_zip(), JPEG, "trailing-data", id="jpeg-then-zip"),
        pytest.param(files.a_jpeg()[:-2], JPEG, "damaged", id="jpeg-without-its-end"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_its_reason(
    content: bytes, content_type: ContentType, reason: RejectionReason
) -> None:
    assert verdict(content, content_type) == reason


def test_a_pdf_of_too_many_objects_is_too_costly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_OBJECTS", 100)
    assert verdict(files.a_pdf_of_many_objects(101), PDF) == "too-costly-to-read"


def test_a_pdf_of_too_many_dictionaries_inside_others_is_too_costly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_DICTIONARIES", 1000)
    assert verdict(files.a_pdf_of_many_objects(40), PDF) is None
    assert verdict(files.a_pdf_of_many_objects(60), PDF) == "too-costly-to-read"


def test_a_script_spelled_in_hexadecimal_is_still_a_script() -> None:
    hidden = files.a_pdf_whose_javascript_is_spelled_in_hexadecimal()
    assert b"/JavaScript" not in hidden
    assert verdict(hidden, PDF) in ("active-content", "damaged")


def test_a_zip_hidden_inside_a_valid_update_of_a_pdf_is_found() -> None:
    """The directory's end record can carry the rest of the PDF as its comment."""
    content = files.a_pdf()
    start = content.rpartition(b"startxref\n")[2].split()[0]
    ending = b"\nstartxref\n" + start + b"\n%%EOF\n"
    archive = files.a_zip()
    with_comment = archive[:-2] + len(ending).to_bytes(2, "little") + ending
    assert verdict(content + with_comment, PDF) == "trailing-data"

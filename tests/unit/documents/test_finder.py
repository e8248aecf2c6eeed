"""The process that looks for the code of a paper."""

from pathlib import Path

import pytest
from PIL import Image

from deploy.demo.notices import Notice, specimen_notice, specimen_photo
from deploy.demo.paper_authority import PaperAuthority
from services.contracts.documents import ContentType
from services.documents.papers.finder import SubprocessFinder
from services.documents.papers.pictures import MOST_PAGES, MOST_PIXELS, pictures_of
from services.kit.process.offload import in_subprocess
from tests.unit.documents import files

MEMORY = 768 * 1024 * 1024
AUTHORITY = PaperAuthority.new()


def found(path: Path, content: bytes, content_type: ContentType, *, memory: int = MEMORY) -> list[bytes]:
    path.write_bytes(content)
    return list(SubprocessFinder(15, memory).find(path, content_type))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "content"


def test_the_code_of_a_notice_is_found_in_a_pdf_and_in_a_photo(path: Path) -> None:
    (of_pdf,) = found(path, specimen_notice(AUTHORITY), "application/pdf")
    (of_photo,) = found(path, specimen_photo(AUTHORITY), "image/jpeg")
    said = Notice().message(AUTHORITY).encode()
    assert of_pdf.startswith(said)
    assert of_photo.startswith(said)


def test_a_paper_that_cannot_be_searched_has_no_code_and_is_not_refused(path: Path) -> None:
    assert found(path, specimen_notice(AUTHORITY), "application/pdf", memory=64 * 1024 * 1024) == []
    assert found(path, b"%PDF-", "application/pdf") == []
    path.unlink()
    assert SubprocessFinder(15, MEMORY).find(path, "application/pdf") == ()


def test_a_finder_that_is_taken_over_finds_nothing_to_take(path: Path) -> None:
    path.write_bytes(b"signing key")
    assert in_subprocess("tests.unit.documents.finder_taken_over", [str(path)], stdin=b"%PDF-") == b"[]"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (files.a_pdf(pages=MOST_PAGES + 3), "application/pdf"),
        (files.an_image("JPEG", (6000, 8000)), "image/jpeg"),
        (files.an_image("PNG", (30000, 900)), "image/png"),
    ],
    ids=["pdf-of-many-pages", "photo-of-48-megapixels", "strip"],
)
def test_only_so_many_pictures_of_so_many_pixels_are_looked_through(content: bytes, content_type: str) -> None:
    pictures: list[Image.Image] = list(pictures_of(content_type)(content))
    assert len(pictures) <= 3 * MOST_PAGES
    assert max(picture.width * picture.height for picture in pictures) <= 1.01 * MOST_PIXELS

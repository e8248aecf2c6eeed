"""The process in which a file is opened."""

from pathlib import Path

import pytest

from services.contracts.documents import ContentType
from services.documents.checking.sandbox import InspectionBroke, SubprocessInspector
from services.kit.process.offload import in_subprocess
from tests.unit.documents import files

MEMORY = 768 * 1024 * 1024


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "content"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (files.a_pdf(), "application/pdf"),
        (files.a_png(), "image/png"),
        (files.an_image("JPEG", (6000, 8000)), "image/jpeg"),
    ],
    ids=["pdf", "png", "photo-of-48-megapixels"],
)
def test_an_honest_file_passes_within_the_limits(path: Path, content: bytes, content_type: ContentType) -> None:
    path.write_bytes(content)
    assert SubprocessInspector(15, MEMORY).inspect(path, content_type).reason is None


def test_a_picture_comes_back_without_what_it_tells(path: Path) -> None:
    path.write_bytes(files.a_jpeg_that_tells_where())
    clean = SubprocessInspector(15, MEMORY).inspect(path, "image/jpeg").clean
    assert clean
    assert clean.startswith(b"\xff\xd8\xff")
    assert b"Camille" not in clean


def test_a_hostile_file_is_refused_with_its_reason(path: Path) -> None:
    path.write_bytes(files.a_pdf_that_runs_javascript())
    assert SubprocessInspector(15, MEMORY).inspect(path, "application/pdf").reason == "active-content"


def test_a_file_that_wants_too_much_memory_is_too_costly(path: Path) -> None:
    path.write_bytes(files.an_image("JPEG", (6000, 8000)))
    assert SubprocessInspector(15, 96 * 1024 * 1024).inspect(path, "image/jpeg").reason == "too-costly-to-read"


def test_a_file_that_wants_too_much_time_is_too_costly(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.documents.checking.sandbox._WAITS", 90)  # a busy machine gives its second late
    path.write_bytes(files.a_pdf_of_many_objects(95_000))
    assert SubprocessInspector(1, MEMORY).inspect(path, "application/pdf").reason == "too-costly-to-read"


def test_a_parser_that_is_taken_over_finds_nothing_to_take(path: Path) -> None:
    path.write_bytes(b"signing key")
    said = in_subprocess("tests.unit.documents.taken_over", [str(path)], stdin=b"%PDF-")
    assert said == b"cleaned\n[]"


def test_an_inspection_that_breaks_says_nothing_of_the_file(path: Path) -> None:
    with pytest.raises(InspectionBroke):
        SubprocessInspector(15, MEMORY).inspect(path, "application/pdf")  # no such file

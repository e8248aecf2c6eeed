"""The name a member gives a file, made safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.documents.domain.filenames import safe_filename


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("Avis d'impôt 2025.PDF", "Avis d'impôt 2025.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\avis.pdf", "avis.pdf"),
        ("avis\u202efdp.pdf", "avisfdp.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie_ b.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        (".pdf", "document.pdf"),
        ("  ..  .pdf", "document.pdf"),
        ("e\u0301tat.pdf", "état.pdf"),
        ("x" * 196 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_filename_keeps_its_words_and_loses_what_is_dangerous(given_name: str, safe: str) -> None:
    assert safe_filename(given_name, "application/pdf") == safe


@given(st.text(max_size=200))
def test_whatever_is_typed_the_name_is_one_printable_line_without_a_path(stem: str) -> None:
    safe = safe_filename(f"{stem}.png", "image/png")
    assert safe.endswith(".png")
    assert safe.isprintable()
    assert not set(safe) & set('/\\:*?"<>|')
    assert len(safe) <= 124

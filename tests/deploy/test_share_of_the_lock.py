import pytest

from deploy.docker.share import NotPinned, read_lock, read_names, share_of

LOCK = """\
alembic==1.20.1 \\
    --hash=sha256:aa
    # via agentspace (pyproject.toml)
mako==1.4.3 \\
    --hash=sha256:bb
    # via alembic
markupsafe==3.0.4 \\
    --hash=sha256:cc
    # via
    #   jinja2
    #   mako
Py.Test_Tool==1 \\
    --hash=sha256:dd
    # via agentspace (pyproject.toml:dev)
"""


def test_a_share_holds_what_is_named_and_what_that_needs() -> None:
    assert share_of({"alembic"}, read_lock(LOCK)) == {"alembic", "mako", "markupsafe"}


def test_every_package_keeps_its_hashes() -> None:
    assert read_lock(LOCK)["mako"].lines[:2] == ("mako==1.4.3 \\", "    --hash=sha256:bb")


def test_a_name_that_is_not_pinned_is_refused() -> None:
    with pytest.raises(NotPinned, match="left-pad"):
        share_of({"left-pad"}, read_lock(LOCK))


def test_names_are_read_whatever_their_spelling_extras_and_comments() -> None:
    assert read_names("# the bus\nNameko\nuvicorn[standard]  # serves\n\npsycopg2_binary\n") == {
        "nameko",
        "uvicorn",
        "psycopg2-binary",
    }

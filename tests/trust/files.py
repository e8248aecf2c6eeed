"""Files as members send them and as an attacker would, each through the whole check, its process and a real antivirus.
What was expected and what was found."""

from datetime import UTC, datetime
from uuid import uuid4

from services.documents.checking.check import check_upload
from services.documents.checking.clamd import Clamd
from services.documents.checking.sandbox import SubprocessInspector
from services.documents.domain.checks import Passed, Refused
from services.documents.domain.document import Document
from services.documents.settings import CheckSettings
from tests.trust.honest_files import HONEST
from tests.trust.hostile_files import HOSTILE
from tests.trust.kinds import File
from tests.trust.table import Table
from tests.unit.documents.fakes import InMemoryObjects, ScriptedReader

PASSED = "passed"


def found(file: File, scanner: Clamd, inspector: SubprocessInspector) -> str:
    """`passed`, the reason of its refusal, or why nothing was found."""
    content = file.content()
    document = Document.announce(
        owner_id=uuid4(),
        kind="other",
        filename="a",
        size=len(content),
        content_type=file.content_type,
        at=datetime.now(UTC),
    )
    objects = InMemoryObjects({document.incoming_key: content})
    try:
        outcome = check_upload(document, objects, scanner, inspector, ScriptedReader())
    except Exception as error:
        return type(error).__name__
    match outcome:
        case Refused(reason):
            return reason
        case Passed():
            left = [trace for trace in file.traces if trace in objects.content[document.kept_key]]
            return f"kept {left}" if left else PASSED
        case _:
            return type(outcome).__name__


def try_files(clamd: str) -> Table:
    """`clamd`: where it listens."""
    setting = CheckSettings.model_fields
    inspector = SubprocessInspector(setting["inspection_seconds"].default, setting["inspection_memory"].default)
    scanner = Clamd(clamd, seconds=setting["clamd_seconds"].default)
    table = Table("files")
    for file in [*HONEST, *HOSTILE]:
        said = found(file, scanner, inspector)
        table.tried += 1
        if said not in file.expected:
            table.mismatch("a member", f"sends {file.name}", expected=" or ".join(file.expected), found=said)
    return table

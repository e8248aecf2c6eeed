"""An own clamd whose signature database is one line: the EICAR test file. 19 MB of memory instead of a gigabyte.

A real deployment gives it freshclam's database instead (deploy/README.md); every other setting stays.
"""

import shutil
from pathlib import Path

from deploy.native.parts.part import Part

EICAR = bytes.fromhex(  # in hexadecimal, so that no scanner removes this very file
    "58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d5354414e444152442d41"
    "4e544956495255532d544553542d46494c452124482b482a"
)
LARGEST_STREAM = "64M"  # more than any slot of a form accepts: documents refuses earlier, with a better reason

CONFIGURATION = """\
Foreground yes
TCPAddr 127.0.0.1
TCPSocket {port}
DatabaseDirectory {database}
TemporaryDirectory {temporary}
StreamMaxLength {largest}
MaxFileSize {largest}
MaxScanSize 256M
AlertExceedsMax yes
AlertEncryptedDoc yes
AlertEncryptedArchive yes
MaxThreads 4
SelfCheck 0
LogTime yes
"""


class Clamd(Part):
    name = "clamd"
    greeting = b"zPING\0"

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def _configuration(self) -> Path:
        return self.directory / "clamd.conf"

    def prepare(self) -> None:
        database, temporary = self.directory / "database", self.directory / "temporary"
        for folder in (database, temporary):
            folder.mkdir(parents=True, exist_ok=True)
        (database / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
        self._configuration.write_text(
            CONFIGURATION.format(port=self.port, database=database, temporary=temporary, largest=LARGEST_STREAM)
        )

    def command(self) -> list[str]:
        return [shutil.which("clamd") or "/usr/sbin/clamd", "--config-file", str(self._configuration)]

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
MOST_MEMORY = 1 << 30
"""Bytes. What asks for more is given none: such a file gets no verdict, and documents counts that as a try."""

LIMITS = f"""\
StreamMaxLength {LARGEST_STREAM}
MaxFileSize {LARGEST_STREAM}
MaxScanSize 256M
MaxScanTime 4000
MaxRecursion 8
MaxFiles 2000
MaxThreads 12
MaxQueue 48
ScanImageFuzzyHash no
AlertExceedsMax yes
AlertEncryptedDoc yes
AlertEncryptedArchive yes
"""
"""What a file may cost: the same in deploy/docker/clamd.conf. A fuzzy hash decodes a picture whole: 20,000 by 20,000 of
one bit, which arrive as 48 kB, took 46 s and 2 GB."""

CONFIGURATION = """\
Foreground yes
TCPAddr 127.0.0.1
TCPSocket {port}
DatabaseDirectory {database}
TemporaryDirectory {temporary}
{limits}SelfCheck 0
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
            CONFIGURATION.format(port=self.port, database=database, temporary=temporary, limits=LIMITS)
        )

    def command(self) -> list[str]:
        clamd = [shutil.which("clamd") or "/usr/sbin/clamd", "--config-file", str(self._configuration)]
        return ["prlimit", f"--data={MOST_MEMORY}", "--core=0", "--", *clamd]

"""How the gateway and the process that makes PDFs tell where one message ends."""

import struct
from typing import Final

LENGTH: Final = struct.Struct(">I")

"""What documents promises: bytes in, checked, read, kept, and shown only to those who may see them."""

from services.contracts.documents.documents import *  # noqa: F403 - one name for all that a service promises
from services.contracts.documents.events import *  # noqa: F403 - as above
from services.contracts.documents.exports import *  # noqa: F403 - as above
from services.contracts.documents.fields import *  # noqa: F403 - as above
from services.contracts.documents.papers import *  # noqa: F403 - as above
from services.contracts.documents.refusals import *  # noqa: F403 - as above

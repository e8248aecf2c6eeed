"""What applications promises: benefits with their scales, the members' applications, the officers' review."""

from services.contracts.applications.amendments import *  # noqa: F403 - as above
from services.contracts.applications.appeals import *  # noqa: F403 - as above
from services.contracts.applications.applications import *  # noqa: F403 - as above
from services.contracts.applications.benefits import *  # noqa: F403 - one name for all that a service promises
from services.contracts.applications.calendars import *  # noqa: F403 - as above
from services.contracts.applications.decisions import *  # noqa: F403 - as above
from services.contracts.applications.desk import *  # noqa: F403 - as above
from services.contracts.applications.events import *  # noqa: F403 - as above
from services.contracts.applications.radar import *  # noqa: F403 - as above
from services.contracts.applications.readings import *  # noqa: F403 - as above
from services.contracts.applications.refusals import *  # noqa: F403 - as above
from services.contracts.applications.review import *  # noqa: F403 - as above
from services.contracts.applications.rules import *  # noqa: F403 - as above
from services.contracts.applications.threads import *  # noqa: F403 - as above

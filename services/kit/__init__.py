"""What every service stands on: nameko extensions, no business. README.md tells what is in here and why."""

import warnings

# Known and accepted: nameko stands on eventlet, and asks for pkg_resources. Nobody needs to read it in each log.
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")

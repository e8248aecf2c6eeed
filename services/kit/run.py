"""`python -m services.kit.run identity` runs the service class of `services.identity.service`, until SIGTERM."""

import warnings

# Known and accepted: nameko stands on eventlet, and asks for pkg_resources. Said once here, not in each log.
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")

import eventlet  # noqa: E402  # must follow the filter

eventlet.monkey_patch()  # before anything opens a socket or makes a lock

from services.kit.serving import serve  # noqa: E402  # must follow the patch

if __name__ == "__main__":
    serve()

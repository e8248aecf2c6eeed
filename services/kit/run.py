"""`python -m services.kit.run identity` runs the service class of `services.identity.service`, until SIGTERM."""

import eventlet

eventlet.monkey_patch()  # before anything opens a socket or makes a lock

from services.kit.serving import serve  # noqa: E402  # must follow the patch

if __name__ == "__main__":
    serve()

"""`python -m services.kit.process.run identity` runs the class of `services.identity.service`, until SIGTERM."""

import eventlet

eventlet.monkey_patch()  # before anything opens a socket or makes a lock

from services.kit.process.serving import serve  # noqa: E402  # must follow the patch

if __name__ == "__main__":
    serve()

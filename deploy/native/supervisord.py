"""`python -m deploy.native.supervisord`: supervisord that looks around four times a second instead of once.

It notices an end in one round and starts the program anew in the next: two seconds of absence become half a second.
"""

from supervisor import poller, supervisord

ROUND = 0.25  # seconds

_poll = poller.Poller.poll


def _poll_for_less_long(self: object, timeout: float) -> object:
    return _poll(self, min(timeout, ROUND))


poller.Poller.poll = _poll_for_less_long

if __name__ == "__main__":
    supervisord.main()

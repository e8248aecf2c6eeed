"""What a process holds from its start to its end."""

import gc


def hold_for_good() -> None:
    """Modules, models, routes: a hundred thousand objects that stay. A full collection looks through all of them each
    time, and nobody is answered meanwhile; from here on it passes them over."""
    gc.collect()
    gc.freeze()

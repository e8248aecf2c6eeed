from services.identity.ports import Establishments

AT_ONCE = 500


def index_establishments(establishments: Establishments) -> int:
    """Those of before, and those that the version before registers beside this one."""
    found = establishments.without_index(AT_ONCE)
    for establishment in found:
        establishments.index(establishment)
    return len(found)

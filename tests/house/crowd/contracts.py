from services.contracts.actor import ANYBODY
from services.contracts.base import Query, View


class Greeting(View):
    pass


class Greet(Query[Greeting]):
    callers = ANYBODY
    seconds: float = 0
    """That it hangs before its transaction, where nothing ends it."""

from services.applications.ports import Messages


def find_unanswered(messages: Messages) -> None:
    """What a process of the version before took waits like any other."""
    messages.find_unanswered()

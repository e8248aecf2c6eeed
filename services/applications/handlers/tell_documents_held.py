from services.applications.ports import Applications

AT_ONCE = 200


def tell_documents_held(applications: Applications) -> None:
    """What a version wrote that did not tell it."""
    for application in applications.untold(AT_ONCE):
        applications.tell_held(application)

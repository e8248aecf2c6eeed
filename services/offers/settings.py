from services.kit.settings import ServiceSettings


class Settings(ServiceSettings):
    """Nothing of its own."""

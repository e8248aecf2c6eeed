"""The settings of every service, and nothing else."""

from services.kit.settings import ServiceSettings


class Settings(ServiceSettings):
    """Nothing of its own."""

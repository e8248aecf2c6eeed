"""Nothing beside what every service needs."""

from services.kit.settings import ServiceSettings


class Settings(ServiceSettings):
    pass

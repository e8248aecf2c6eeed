"""What applications needs beside what every service does."""

from pydantic import Field

from services.kit.settings import ServiceSettings


class Settings(ServiceSettings):
    open_drafts: int = Field(default=100, ge=1)
    open_drafts_of_benefit: int = Field(default=30, ge=1)
    """Drafts of one member at a time, in all and of one benefit."""
    drafts_per_hour: int = Field(default=200, ge=1)
    """Started by one member, whatever became of them."""
    messages_per_hour: int = Field(default=200, ge=1)
    """Written by one member, in all threads."""
    messages_per_hour_in_thread: int = Field(default=60, ge=1)
    """Written in one thread by one side."""

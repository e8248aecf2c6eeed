"""Running a service, and seeing how it fares."""

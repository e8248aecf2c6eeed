"""What every service stands on: nameko extensions, no business. README.md tells what is in here and why."""

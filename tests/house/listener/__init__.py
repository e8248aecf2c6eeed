"""What an integrator writes, with nothing of ours: a plain nameko service."""

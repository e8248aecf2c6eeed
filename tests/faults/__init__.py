"""The stack under a steady load of main jobs while its parts are killed, stopped and fed with nonsense."""

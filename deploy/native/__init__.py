"""The whole house on one machine: own instances of every part as child processes, all data under one directory."""

"""`make service NAME=…`: a service with nothing in it yet, laid out and wired like the others."""

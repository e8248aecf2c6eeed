"""The real parts the system stands on, each a directory and a port: the development stack and the tests start them."""

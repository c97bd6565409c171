"""The outside: everything with a socket, a clock or a language."""

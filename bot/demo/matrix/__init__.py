"""The demonstration on Matrix: an embedded homeserver, and people with a small chat program."""

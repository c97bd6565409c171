"""A day without a server."""

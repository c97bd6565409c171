"""Discord: discord.py keeps the connection and its limits; reading and saying are our own."""

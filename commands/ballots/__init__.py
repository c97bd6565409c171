"""Ballots as people write them, one file a way to vote."""

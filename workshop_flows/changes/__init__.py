"""What each group of facts changes, and what follows from it: the rooms behind the one door, `happen.py`."""

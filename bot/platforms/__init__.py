"""The chat platforms, one folder each, all of one shape: `platform.py`."""

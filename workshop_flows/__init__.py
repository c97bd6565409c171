"""What a workshop is. Pure: no I/O, no clock, no chance, no sentence in any language."""

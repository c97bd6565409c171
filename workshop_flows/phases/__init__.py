"""The kinds of phase: what each says when it opens, takes while it is open, and says when it closes."""

"""What survives: the journal and what lies beside it. Nobody else touches these."""

"""A chat line becomes facts, or a polite refusal. Pure, like the workshops themselves."""

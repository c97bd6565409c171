"""Everything that can happen, in the past tense.

A fact is what the journal keeps and what the state is folded from. It is scoped to a workshop, or to the conference,
by the entry that carries it. People are numbers, their words are `Text`, what caused a fact is its `Source`.
New fields get a default, so that old journals fold for ever.
"""

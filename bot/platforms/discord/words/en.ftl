# What people read on Discord, where they tap instead of typing.
poll-choose = { $choices ->
    [one] Choose here
   *[other] Choose up to { $choices } here
}
poll-how = Nobody sees what you choose. To change it, choose again.
    .du = Nobody sees what you choose. To change it, choose again.
poll-closed = Closed
noted = Noted.
ballot = Noted: { $items }. To change it, choose again.
ballot-empty = Your choice is taken back.
    .du = Your choice is taken back.
ballot-too-many = At most { $choices } are possible. What you chose before stands.
    .du = At most { $choices } are possible. What you chose before stands.
ballot-late = The straw poll is closed. What you chose before stands.
    .du = The straw poll is closed. What you chose before stands.
not-counted = This does not count here.
nothing = There is nothing I can do about this here now.
no-longer = This is no longer open.
elsewhere = There is no workshop in this channel.
write-idea = Give an idea
write-question = Ask the city
write-message = Message to the city
modal-label = Briefly, in your own words
said-idea = Idea
said-question = Question
said-message = Message
option-text = what it is about
command-text = { $name }: { $help }

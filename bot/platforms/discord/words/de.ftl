# Was Menschen auf Discord lesen, wo sie tippen statt schreiben.
poll-choose = { $choices ->
    [one] Hier wählen
   *[other] Hier bis zu { $choices } wählen
}
poll-how = Ihre Wahl sieht niemand. Ändern: einfach neu wählen.
    .du = Deine Wahl sieht niemand. Ändern: einfach neu wählen.
poll-closed = Geschlossen
noted = Notiert.
ballot = Notiert: { $items }. Ändern: einfach neu wählen.
ballot-empty = Ihre Wahl ist zurückgenommen.
    .du = Deine Wahl ist zurückgenommen.
ballot-too-many = Höchstens { $choices } sind möglich. Ihre frühere Wahl gilt weiter.
    .du = Höchstens { $choices } sind möglich. Deine frühere Wahl gilt weiter.
ballot-late = Das Stimmungsbild ist schon zu. Ihre frühere Wahl gilt.
    .du = Das Stimmungsbild ist schon zu. Deine frühere Wahl gilt.
not-counted = Das zählt hier nicht mit.
nothing = Dazu kann ich hier gerade nichts tun.
no-longer = Das ist nicht mehr offen.
elsewhere = In diesem Kanal läuft kein Workshop.
write-idea = Idee einreichen
write-question = Frage an die Stadt
write-message = Botschaft
modal-label = Kurz und in eigenen Worten
said-idea = Idee
said-question = Frage
said-message = Botschaft
option-text = worum es geht
command-text = { $name }: { $help }

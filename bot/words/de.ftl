# Alles, was Menschen auf Deutsch lesen. `.du` ist derselbe Satz für Veranstaltungen, die sich duzen.
# Eine Zeile mit `.row` beginnt eine neue Zeile der Nachricht; mit `.gap` steht vorher eine Leerzeile.

### Wörter der Befehle: das erste ist das, welches die Hilfe nennt.

command-idea = idee, vorschlag
command-vote = stimme, stimmen, punkte, widerstand
command-support = dafür, auchdafür
command-withdraw = zurückziehen, zurücknehmen
command-question = frage
command-message = botschaft
command-speak = wort, wortmeldung
command-done = fertig
command-agenda = ablauf, programm, tagesordnung
command-status = stand
command-results = ergebnis, ergebnisse
command-mine = meine, meins
command-call = regie
command-privacy = datenschutz
command-mydata = meinedaten, auskunft
command-erase = löschen
command-help = hilfe, befehle
command-start = start, anfangen
command-next = weiter
command-back = vorige, zurück
command-pause = anhalten, pause
command-extend = länger, verlängern
command-shorten = kürzer, kürzen
command-count = auszählen
command-end = beenden, ende
command-hide = ausblenden
command-show = einblenden
command-bundle = bündeln, zusammenlegen
command-unbundle = trennen
command-tag = thema
command-title = titel
command-admit = aufnehmen
command-poll = umfrage
command-runoff = stichwahl
command-people = wer
command-present = anwesend
command-guest = gast
command-announce = ansage
command-undo = rückgängig
command-clock = uhr
command-answer = antwort
command-overview = übersicht
command-release = freigeben
command-broadcast = durchsage
command-digest = dokumentation

### Grundlegendes

and = und
or = oder
clock = { $time } Uhr
name = { $person }
person-unknown = jemand
text = { $text }
trial = Probe:
option = { $title } ({ $number })
status-quo = Alles bleibt, wie es ist
withdrawn = (zurückgezogen)
hidden = (ausgeblendet)
hidden-poll = Ausgeblendet. Nur in der offenen Umfrage auf Matrix steht der Text noch: Sie lässt sich nicht ändern. Soll er auch dort weg? Dann löschen Sie die Umfrage im Raum. Alle Stimmen bleiben, und Nummern kann man weiter schreiben.
    .du = Ausgeblendet. Nur in der offenen Umfrage auf Matrix steht der Text noch: Sie lässt sich nicht ändern. Soll er auch dort weg? Dann lösch die Umfrage im Raum. Alle Stimmen bleiben, und Nummern kann man weiter schreiben.
to = (an { $person })

### Ankommen

welcome = Guten Tag! Ich bin die Werkstatt, das Schreibprogramm (verantwortlich: { $controller }).
welcome-kept = Ich halte Ideen, Fragen, Stimmen und Botschaften fest und wer dabei ist, sonst nichts; Namen lösche ich nach { $days ->
        [one] einem Tag
       *[other] { $days } Tagen
    }.
welcome-listeners = Es lesen mit: { $listeners }.
welcome-officials = Im Saal liest die Stadt mit.
welcome-others = Ein Teil der Gruppe schreibt in einem anderen Chat mit. Ideen von dort zeige ich auch hier.
welcome-more = Mehr: !{ COMMAND("privacy") }.
welcome-call = Zum Video: { $call }
    .row = 1
welcome-there = Sind Sie da? Tippen Sie auf 👋 oder schreiben Sie: da
    .du = Bist du da? Tippe auf 👋 oder schreibe: da
    .row = 1

### Phasen

phase-opens = { $title }, bis { $ends }.
    .row = 1
phase-opens-mark = { $title } Bis { $ends }.
    .row = 1
phase-opens-open = { $title }.
    .row = 1
phase-moved = „{ $title }“ geht jetzt bis { $ends }.
phase-reopened = Wir machen noch einmal weiter mit „{ $title }“, bis { $ends }. { $void ->
        [0] Alles bisher Gesagte gilt.
       *[other] Danach stimmen wir neu ab, die Stimmen von eben zählen nicht mit. Alles andere gilt weiter.
    }
paused = Wir machen eine Pause. Die Uhr steht.
paused-until = Wir machen eine Pause, bis { $until }.
resumed = Weiter geht es mit „{ $title }“, bis { $ends }.
resumed-open = Weiter geht es mit „{ $title }“.
warning = Noch { $minutes ->
        [one] 1 Minute
       *[other] { $minutes } Minuten
    }.
talk-ideas = Fällt Ihnen noch etwas ein? Schreiben Sie „Idee:“ davor.
    .du = Fällt dir noch etwas ein? Schreib „Idee:“ davor.

### Ideen

ideas-plain = Schreiben Sie einfach los, eine Nachricht für jede Idee. Ich nehme jetzt jede Nachricht als Idee auf.
    .du = Schreib einfach los, eine Nachricht für jede Idee. Ich nehme jetzt jede Nachricht als Idee auf.
ideas-command = Schreiben Sie „Idee:“ davor, zum Beispiel: Idee: Nachtbus am Wochenende
    .du = Schreib „Idee:“ davor, zum Beispiel: Idee: Nachtbus am Wochenende
ideas-limit = Bis zu { $limit ->
        [one] eine Idee
       *[other] { WORD($limit) } Ideen
    } von jedem kommen auf die Liste, weitere in den Themenspeicher.
ideas-so-far = { $count ->
        [0] Noch ist keine Idee da.
        [one] Eine Idee ist da.
       *[other] { $count } Ideen sind da.
    }
ideas-thanks = { $count ->
        [one] Danke für die Idee!
       *[other] Danke, { $count } Ideen!
    }
ideas-none = Das macht nichts. Kommt noch eine Idee, schreiben Sie „Idee:“ davor.
    .du = Das macht nichts. Kommt noch eine Idee, schreib „Idee:“ davor.
ideas-list = { $ideas }
    .row = 1
idea-first = Danke, das ist Idee { $idea }. Die 💡{ $idea } heißt: notiert. Sie sind auch dafür? Tippen Sie auf die 💡{ $idea }.
    .du = Danke, das ist Idee { $idea }. Die 💡{ $idea } heißt: notiert. Du bist auch dafür? Tippe auf die 💡{ $idea }.
idea-twin = Das ist schon Idee { $idea }. Ich habe notiert, dass Sie auch dafür sind.
    .du = Das ist schon Idee { $idea }. Ich habe notiert, dass du auch dafür bist.
idea-twin-own = Das ist schon notiert, als Ihre Idee { $idea }.
    .du = Das ist schon notiert, als deine Idee { $idea }.
idea-parked = Notiert als Idee { $idea }. Sie liegt im Themenspeicher und kommt in die Dokumentation.
idea-needs-text = Schreiben Sie Ihre Idee gleich dahinter, zum Beispiel: !{ COMMAND("idea") } Mehr Bänke am See
    .du = Schreib deine Idee gleich dahinter, zum Beispiel: !{ COMMAND("idea") } Mehr Bänke am See
idea-unknown = Die Nummer { $number } gibt es hier nicht.
acknowledged = Notiert: { $items }
others-ideas = Von den anderen: { $ideas }
others-more = Und { $count ->
        [one] eine weitere
       *[other] { $count } weitere
    }; alle stehen nachher auf der Liste.
others-how = Auch dafür? Tippen Sie unten auf die Nummer oder schreiben Sie: +1 { $idea }
    .du = Auch dafür? Tippe unten auf die Nummer oder schreib: +1 { $idea }
    .row = 1

### Botschaften und Fragen

messages-plain = Ein Satz genügt. Schreiben Sie einfach los.
    .du = Ein Satz genügt. Schreib einfach los.
messages-command = Ein Satz genügt. Schreiben Sie „Botschaft:“ davor.
    .du = Ein Satz genügt. Schreib „Botschaft:“ davor.
messages-so-far = { $count ->
        [0] Noch ist keine Botschaft da.
        [one] Eine Botschaft ist da.
       *[other] { $count } Botschaften sind da.
    }
message-needs-text = Schreiben Sie Ihren Satz gleich dahinter, zum Beispiel: !{ COMMAND("message") } Fragen Sie uns öfter.
    .du = Schreib deinen Satz gleich dahinter, zum Beispiel: !{ COMMAND("message") } Fragt uns öfter.
question-needs-text = Schreiben Sie Ihre Frage gleich dahinter, zum Beispiel: !{ COMMAND("question") } Wann fährt der Bus öfter?
    .du = Schreib deine Frage gleich dahinter, zum Beispiel: !{ COMMAND("question") } Wann fährt der Bus öfter?
speak-noted = Sie stehen schon auf der Redeliste, an { $place }. Stelle.
    .du = Du stehst schon auf der Redeliste, an { $place }. Stelle.
speak-nobody = Auf der Redeliste ist niemand zu streichen.
question-unknown = Die Frage { $question } gibt es nicht.
answer = Antwort der Stadt auf { $question }: „{ $answer }“
answer-office = Antwort der Stadt ({ $office }) auf { $question }: „{ $answer }“
answer-preview = So erscheint es im Workshop:
answer-confirm = Abschicken: ✅ tippen oder !{ COMMAND("answer") } { $question } schreiben. Ändern: Ihre Nachricht bearbeiten.
    .du = Abschicken: ✅ tippen oder !{ COMMAND("answer") } { $question } schreiben. Ändern: deine Nachricht bearbeiten.
    .row = 1
answer-how = Schreiben Sie Nummer und Antwort, zum Beispiel: !{ COMMAND("answer") } F7 (Tiefbauamt) Die Bänke kommen im Mai.
    .du = Schreib Nummer und Antwort, zum Beispiel: !{ COMMAND("answer") } F7 (Tiefbauamt) Die Bänke kommen im Mai.

### Abstimmen: Einladung

vote-nothing = Es gibt noch nichts zur Auswahl. Wir reden einfach weiter.
vote-how-dots = Ein Stimmungsbild: Sie haben { $limit ->
        [one] einen Punkt. Schreiben Sie nur die Nummer
       *[other] { $limit } Punkte. Schreiben Sie nur die Nummern
    }, zum Beispiel: { $example }
    .du = Ein Stimmungsbild: Du hast { $limit ->
        [one] einen Punkt. Schreib nur die Nummer
       *[other] { $limit } Punkte. Schreib nur die Nummern
    }, zum Beispiel: { $example }
vote-how-approval = Ein Stimmungsbild: Schreiben Sie die Nummern, für die Sie sind, höchstens { WORD($limit) }, zum Beispiel: { $example }
    .du = Ein Stimmungsbild: Schreib die Nummern, für die du bist, höchstens { WORD($limit) }, zum Beispiel: { $example }
vote-how-single = Ein Stimmungsbild: Schreiben Sie eine Nummer, zum Beispiel: { $example }
    .du = Ein Stimmungsbild: Schreib eine Nummer, zum Beispiel: { $example }
vote-how-resistance = Ein Stimmungsbild: Wie sehr stört Sie das? 0 = gar nicht, 10 = geht gar nicht. Schreiben Sie zu jeder Nummer Ihre Zahl, zum Beispiel: { $first }=0 { $last }=7. Was fehlt, zählt als 0.
    .du = Ein Stimmungsbild: Wie sehr stört dich das? 0 = gar nicht, 10 = geht gar nicht. Schreib zu jeder Nummer deine Zahl, zum Beispiel: { $first }=0 { $last }=7. Was fehlt, zählt als 0.
vote-how-opinion = Ein Stimmungsbild: Schreiben Sie + oder − vor die Nummer, zum Beispiel: +{ $first } −{ $last }. Ein ? davor heißt: weder noch. Daumen hoch oder runter geht auch.
    .du = Ein Stimmungsbild: Schreib + oder − vor die Nummer, zum Beispiel: +{ $first } −{ $last }. Ein ? davor heißt: weder noch. Daumen hoch oder runter geht auch.
vote-how-scale = Ein Stimmungsbild: Schreiben Sie eine Zahl von 1 (gar nicht) bis 5 (sehr).
    .du = Ein Stimmungsbild: Schreib eine Zahl von 1 (gar nicht) bis 5 (sehr).
vote-last-counts = Die letzte Nachricht gilt.
    .row = 1
vote-adds-up = Zu jeder Nummer gilt Ihre letzte Meinung.
    .du = Zu jeder Nummer gilt deine letzte Meinung.
    .row = 1
vote-visible = Ihre Zahlen sieht man hier im Raum. Lieber nicht? Schreiben Sie mir direkt.
    .du = Deine Zahlen sieht man hier im Raum. Lieber nicht? Schreib mir direkt.
vote-visible-poll = Ihre Zahlen sieht man hier im Raum. Lieber nicht? Tippen Sie in der Umfrage oder schreiben Sie mir direkt.
    .du = Deine Zahlen sieht man hier im Raum. Lieber nicht? Tippe in der Umfrage oder schreib mir direkt.
vote-list = { $options }
    .row = 1
vote-question = { $question }
    .row = 1
vote-status-quo = { $number } { $title }
    .row = 1
vote-status-quo-own = { $number } Alles bleibt, wie es ist
    .row = 1
poll-opens = { $title } Bis { $ends }.
runoff-opens = Stichabstimmung, bis { $ends }.
    .row = 1
runoff-how = Bitte eine Nummer schreiben:
vote-so-far = { $ballots ->
        [0] Noch hat niemand mitgemacht.
        [one] Bisher hat eine Person von { $present } mitgemacht.
       *[other] { $ballots } von { $present } haben mitgemacht.
    }

### Abstimmen: Stimmzettel

ballot-empty = Ich habe keine Nummer gefunden. Bitte schreiben Sie nur die Nummern.
    .du = Ich habe keine Nummer gefunden. Bitte schreib nur die Nummern.
ballot-unknown = Die { $number } steht nicht zur Auswahl. Bitte schreiben Sie noch einmal.
    .du = Die { $number } steht nicht zur Auswahl. Bitte schreib noch einmal.
ballot-too-many-dots = Das sind { WORD($given) } Punkte, Sie haben { WORD($limit) }. Bitte schreiben Sie noch einmal.
    .du = Das sind { WORD($given) } Punkte, du hast { WORD($limit) }. Bitte schreib noch einmal.
ballot-too-many = Das sind { WORD($given) } Nummern, möglich sind höchstens { WORD($limit) }. Bitte schreiben Sie noch einmal.
    .du = Das sind { WORD($given) } Nummern, möglich sind höchstens { WORD($limit) }. Bitte schreib noch einmal.
ballot-only-one = Bitte nur eine Nummer.
ballot-not-twice = Bitte jede Nummer nur einmal.
ballot-resistance = Bitte zu jeder der { $count } Nummern eine Zahl von 0 bis 10, zum Beispiel: 1=0 2=7
ballot-resistance-range = Bitte nur Zahlen von 0 (gar nicht) bis 10 (geht gar nicht).
ballot-scale = Bitte genau eine Zahl von 1 bis 5.
ballot-opinion = Da ist nicht klar, was dafür und was dagegen ist. Bitte so: +3 −5
ballot-bundled = Die { $number } gehört jetzt zur { $head }. { $points ->
        [one] Ihre Stimme zählt
       *[other] Ihre { WORD($points) } Punkte zählen
    } dort.
    .du = Die { $number } gehört jetzt zur { $head }. { $points ->
        [one] Deine Stimme zählt
       *[other] Deine { WORD($points) } Punkte zählen
    } dort.
ballot-late = Das Stimmungsbild ist schon zu.
ballot-edit-late = Das Stimmungsbild zu dieser Nachricht ist schon zu. Die Änderung zählt nicht mehr.
ballot-edit-new = Für das Stimmungsbild, das jetzt läuft, schreiben Sie bitte eine neue Nachricht.
    .du = Für das Stimmungsbild, das jetzt läuft, schreib bitte eine neue Nachricht.
ballot-late-message = Schreiben Sie gern noch einen Satz an die Stadt.
    .du = Schreib gern noch einen Satz an die Stadt.
vote-none = Gerade läuft kein Stimmungsbild.
vote-not-you = Zuhörende stimmen nicht mit ab.
vote-not-you-lead = Die Moderation stimmt nicht mit ab. Für jemanden eintragen: !{ COMMAND("vote") } für Karin: 1 4 7

### Abstimmen: Ergebnis

vote-thanks = { $ballots ->
        [one] Danke, eine Person von { $present } hat mitgemacht.
       *[other] Danke, { $ballots } von { $present } haben mitgemacht.
    }
vote-nobody = Es hat niemand mitgemacht. Macht nichts, wir gehen weiter.
vote-not-binding = Das ist ein Stimmungsbild, nicht bindend.
    .row = 1
vote-missed = { $platforms } war dabei nicht erreichbar. Was von dort später kommt, zählt nicht mit.
    .row = 1
result-dots-place = Platz { $rank }: { $title }, { $value ->
        [one] 1 Punkt
       *[other] { $value } Punkte
    }.
    .row = 1
result-dots-tie = Platz { $rank }, Gleichstand: { $titles }, je { $value ->
        [one] 1 Punkt
       *[other] { $value } Punkte
    }.
    .row = 1
result-approval-place = Platz { $rank }: { $title }, { $value ->
        [one] 1 Stimme
       *[other] { $value } Stimmen
    }.
    .row = 1
result-approval-tie = Platz { $rank }, Gleichstand: { $titles }, je { $value ->
        [one] 1 Stimme
       *[other] { $value } Stimmen
    }.
    .row = 1
result-single-place = Platz { $rank }: { $title }, { $value ->
        [one] 1 Stimme
       *[other] { $value } Stimmen
    }.
    .row = 1
result-single-tie = Platz { $rank }, Gleichstand: { $titles }, je { $value ->
        [one] 1 Stimme
       *[other] { $value } Stimmen
    }.
    .row = 1
result-resistance-place = Platz { $rank }: { $title }, Widerstand zusammen { $value }.
    .row = 1
result-resistance-tie = Platz { $rank }, Gleichstand: { $titles }, Widerstand je { $value }.
    .row = 1
result-opinion-row = { $title }: { $agree } dafür, { $disagree } dagegen{ $neutral ->
        [0] {""}
       *[other] , { $neutral } weder noch
    }.
    .row = 1
result-scale = Im Mittel { $average } von 5. Fünf: { $p5 }, vier: { $p4 }, drei: { $p3 }, zwei: { $p2 }, eins: { $p1 }.
    .row = 1
runoff-won = Entschieden, mit { $votes } Stimmen: { $titles }. Was nicht gewonnen hat, steht mit in der Dokumentation.
runoff-tie = Wieder Gleichstand, { $votes }. Alle bleiben dabei: { $titles }.

### Abschluss

closing-thanks = Vielen Dank!
closing-counts = Das kommt von Ihnen: { $parts }.
    .du = Das kommt von euch: { $parts }.
closing-ideas = { $count ->
        [one] eine Idee
       *[other] { $count } Ideen
    }
closing-questions = { $count ->
        [one] { $answered ->
            [0] eine Frage
           *[other] eine Frage mit Antwort
        }
       *[other] { $answered ->
            [0] { $count } Fragen
           *[other] { $count } Fragen ({ $answered } mit Antwort)
        }
    }
closing-messages = { $count ->
        [one] eine Botschaft
       *[other] { $count } Botschaften
    }
closing-winner = { $title }
closing-winners = Ganz vorn: { $winners }.
closing-winners-plenary = Ins Plenum um { $at } gehen: { $winners }.
closing-coverage = Für { $covered } von { $voters } ist eine eigene Wahl dabei.
closing-next-steps = So geht es weiter: { $steps }
    .row = 1
closing-there = Noch da? Bitte noch einmal 👋 tippen.
    .row = 1

### Hinweise an die Moderation

hint-here = { $count ->
        [0] Noch hat sich niemand gemeldet.
        [one] Eine Person ist da.
       *[other] { $count } sind da.
    }
hint-next = In { $minutes ->
        [one] 1 Minute
       *[other] { $minutes } Minuten
    } beginnt „{ $title }“.
hint-end = In { $minutes ->
        [one] 1 Minute
       *[other] { $minutes } Minuten
    } ist Schluss.
hint-extend = Mehr Zeit: !{ COMMAND("extend") } 2
hint-admit = { $count ->
        [one] Idee { $numbers } mit zur Auswahl: !{ COMMAND("admit") } { $numbers }
       *[other] Die Ideen { $numbers } liegen im Themenspeicher. Mit zur Auswahl: !{ COMMAND("admit") } { $numbers }
    }
    .row = 1
ahead = { $minutes ->
        [one] 1 Minute vor dem Plan.
       *[other] { $minutes } Minuten vor dem Plan.
    }
    .row = 1
behind = { $minutes ->
        [one] 1 Minute hinter dem Plan.
       *[other] { $minutes } Minuten hinter dem Plan.
    }
    .row = 1
pair-hint = Ähnlich? { $one } und { $other }. Zusammenlegen: 🔗 tippen. Sonst nichts tun.
tie-hint = Gleichstand auf Platz { $rank }. Nichts tun: { $count ->
        [2] beide bleiben dabei
       *[other] alle bleiben dabei
    }. Entscheiden lassen: !{ COMMAND("runoff") } ({ $minutes } Minuten, Schluss bleibt { $end }).
    .row = 1
tie-hint-open = Gleichstand auf Platz { $rank }. Nichts tun: { $count ->
        [2] beide bleiben dabei
       *[other] alle bleiben dabei
    }. Entscheiden lassen: !{ COMMAND("runoff") } ({ $minutes } Minuten).
    .row = 1
trial-ended = Die Probe ist vorbei. Nichts davon zählt. Richtig los geht es mit !{ COMMAND("start") }.
ended-on-time = Beendet, pünktlich.
ended-late = Beendet, { $minutes ->
        [one] 1 Minute
       *[other] { $minutes } Minuten
    } später als geplant.
ended-early = Beendet, { $minutes ->
        [one] 1 Minute
       *[other] { $minutes } Minuten
    } früher als geplant.
ended-stayed = { $stayed ->
        [0] Bis zum Schluss war niemand von { $came } dabei.
        [one] Eine Person von { $came } war bis zum Schluss dabei.
       *[other] { $stayed } von { $came } waren bis zum Schluss dabei.
    }
ended-release = Bitte durchsehen und dann: !{ COMMAND("release") }
    .row = 1
platform-missed = { $platform } antwortet nicht. Die Veranstaltung geht ohne weiter; was von dort später kommt, steht als verspätet im Ergebnis.
platform-back = { $platform } antwortet wieder.
bot-gone = Ich war { $minutes ->
        [one] etwa eine Minute
       *[other] etwa { $minutes } Minuten
    } weg und habe alles Geschriebene nachgeholt.
clock-jumped = Die Uhr meines Rechners ist um etwa { $minutes ->
        [one] eine Minute
       *[other] { $minutes } Minuten
    } gesprungen. Ich gehe weiter nach meiner eigenen. Welche stimmt? Nachsehen und stellen: !{ COMMAND("clock") }
clock-set = Meine Uhr ist gestellt, es ist jetzt { $now }.
clock-waits = Bei mir bleibt es { $until }, bis die Uhr meines Rechners so weit ist. So lange endet und beginnt nichts von selbst; !{ COMMAND("next") } geht.
journal-log-taken = Eine Hilfsdatei meines Journals wurde gelöscht oder verschoben. Noch ist nichts verloren. Bitte der Technik sagen: mich jetzt ordentlich beenden und neu starten.
journal-taken = Mein Journal wurde gelöscht oder verschoben, während ich laufe. Noch ist nichts verloren. Bitte der Technik sagen: mich nicht beenden, erst die Datei zurücklegen.
disk-low = Auf meiner Festplatte sind nur noch { $free } MB frei. Noch ist alles gespeichert. Bitte der Technik sagen: Mein Rechner braucht Platz.
disk-reserve = Meine Festplatte ist voll. Ich schreibe jetzt in meine Reserve von { $size } MB. Noch ist alles gespeichert. Bitte der Technik gleich sagen: Mein Rechner braucht Platz.
disk-was-full = { $seconds ->
        [one] Eine Sekunde
       *[other] { $seconds } Sekunden
    } lang konnte ich nichts speichern. Nichts ist verloren. Bitte der Technik sagen: Mein Rechner braucht Platz.
distress = Seit { $since } kann ich nichts speichern. Meist ist dann die Festplatte voll. Bitte der Technik sagen: Mein Rechner braucht Platz. Nichts ist verloren. Sobald es geht, mache ich von selbst weiter.

### Zwischenstand für die Zuhörenden

bulletin-title = { $title } ({ $letter })
    .row = 1
bulletin-result = Vorn: { $ideas }
    .row = 1
bulletin-turnout = { $ballots } von { $present } haben mitgemacht, als Stimmungsbild.
    .row = 1
bulletin-questions = Offene Fragen: { $questions }
    .row = 1

### Auskunft

status-phase = { $title }: { $phase }, bis { $ends }.
    .row = 1
status-phase-open = { $title }: { $phase }.
    .row = 1
status-here = { $count ->
        [0] Noch hat sich niemand gemeldet.
        [one] Eine Person ist da.
       *[other] { $count } sind da.
    }
status-ideas = { $count ->
        [one] Eine Idee
       *[other] { $count } Ideen
    }, vorn: { $ideas }
    .row = 1
status-none-running = Gerade läuft kein Workshop.
status-not-running = „{ $title }“ läuft gerade nicht.
agenda = Ablauf: { $title }
agenda-none = Für diesen Workshop gibt es noch keinen Ablauf.
agenda-starts = Beginn { $starts }.
agenda-row = { $begins } { $title }
    .row = 1
agenda-row-now = { $begins } { $title } (jetzt)
    .row = 1
agenda-row-open = { $title }, { $minutes } Minuten
    .row = 1
results-none = Es gibt noch kein Ergebnis.
mine-ideas = Ihre Ideen: { $ideas }
    .du = Deine Ideen: { $ideas }
    .row = 1
mine-questions = Ihre Fragen: { $questions }
    .du = Deine Fragen: { $questions }
    .row = 1
mine-ballot = Ihre Stimme: { $numbers }
    .du = Deine Stimme: { $numbers }
    .row = 1
mine-ballot-secret = Ihre Stimme habe ich. Welche es ist, sage ich Ihnen nur im Direktchat.
    .du = Deine Stimme habe ich. Welche es ist, sage ich dir nur im Direktchat.
    .row = 1
mine-nothing = Von Ihnen habe ich noch nichts.
    .du = Von dir habe ich noch nichts.
people-here = { $count ->
        [one] Eine Person ist da: { $names }
       *[other] { $count } sind da: { $names }
    }
people-nobody = Es hat sich noch niemand gemeldet.
people-left = { $count ->
        [one] Eine Person ist gegangen: { $names }
       *[other] { $count } sind gegangen: { $names }
    }
    .row = 1
privacy = Verantwortlich: { $controller }, { $contact }. Grundlage: { $basis }. Ich speichere Ihren Namen und Ihr Konto, was Sie mir als Idee, Frage, Botschaft oder Stimme schreiben, und wann Sie dabei waren. Gewöhnliche Gespräche speichere ich nicht. Namen und Konten lösche ich { $days ->
        [one] einen Tag
       *[other] { $days } Tage
    } nach der Veranstaltung; Ideen und Ergebnisse bleiben ohne Namen in der Dokumentation. Einen Beitrag zurückziehen: Ihre Nachricht löschen oder !{ COMMAND("withdraw") } mit seiner Nummer schreiben.
    .du = Verantwortlich: { $controller }, { $contact }. Grundlage: { $basis }. Ich speichere deinen Namen und dein Konto, was du mir als Idee, Frage, Botschaft oder Stimme schreibst, und wann du dabei warst. Gewöhnliche Gespräche speichere ich nicht. Namen und Konten lösche ich { $days ->
        [one] einen Tag
       *[other] { $days } Tage
    } nach der Veranstaltung; Ideen und Ergebnisse bleiben ohne Namen in der Dokumentation. Einen Beitrag zurückziehen: deine Nachricht löschen oder !{ COMMAND("withdraw") } mit seiner Nummer schreiben.
mydata = Das habe ich über Sie gespeichert. Ihr Name hier: { $person }.
    .du = Das habe ich über dich gespeichert. Dein Name hier: { $person }.
mydata-workshop = { $title }:
    .row = 1
mydata-ideas = Ideen: { $items }
    .row = 1
mydata-questions = Fragen: { $items }
    .row = 1
mydata-messages = Botschaften: { $items }
    .row = 1
mydata-supported = Auch dafür sind Sie bei: { $numbers }
    .du = Auch dafür bist du bei: { $numbers }
    .row = 1
mydata-ballot = Stimme bei „{ $vote }“: { $numbers }
    .row = 1
mydata-there = Von Ihnen gehört: zuerst um { $first }, zuletzt um { $last }.
    .du = Von dir gehört: zuerst um { $first }, zuletzt um { $last }.
    .row = 1
mydata-nothing = Beigetragen haben Sie bisher nichts.
    .du = Beigetragen hast du bisher nichts.
    .row = 1
mydata-file = Alles einzeln, mit Konto und Uhrzeiten, steht in der Datei.
    .row = 1
mydata-kept = Namen und Konten lösche ich { $days ->
        [one] einen Tag
       *[other] { $days } Tage
    } nach der Veranstaltung. Lieber früher? Schreiben Sie: !{ COMMAND("erase") }
    .du = Namen und Konten lösche ich { $days ->
        [one] einen Tag
       *[other] { $days } Tage
    } nach der Veranstaltung. Lieber früher? Schreib: !{ COMMAND("erase") }
mydata-directly = Das sage ich Ihnen nur dort, wo es sonst niemand liest. Schreiben Sie mir bitte direkt: !{ COMMAND("mydata") }
    .du = Das sage ich dir nur dort, wo es sonst niemand liest. Schreib mir bitte direkt: !{ COMMAND("mydata") }
erase-late = Ihr Ja kam spät, darum frage ich lieber noch einmal.
    .du = Dein Ja kam spät, darum frage ich lieber noch einmal.
erase-asked = Soll ich Ihre Daten löschen? Ihren Namen und Ihr Konto vergesse ich dann.
    .du = Soll ich deine Daten löschen? Deinen Namen und dein Konto vergesse ich dann.
erase-given = { $count ->
        [one] Ihren Beitrag ziehe ich zurück und lösche den Text.
       *[other] Ihre { $count } Beiträge ziehe ich zurück und lösche die Texte. (Nur einen davon? Dann schreiben Sie !{ COMMAND("withdraw") } mit seiner Nummer.)
    }
    .du = { $count ->
        [one] Deinen Beitrag ziehe ich zurück und lösche den Text.
       *[other] Deine { $count } Beiträge ziehe ich zurück und lösche die Texte. (Nur einen davon? Dann schreib !{ COMMAND("withdraw") } mit seiner Nummer.)
    }
erase-polled = Eine Umfrage, in der Ihr Text steht, kann im Raum stehen bleiben. Löschen kann sie die Moderation.
    .du = Eine Umfrage, in der dein Text steht, kann im Raum stehen bleiben. Löschen kann sie die Moderation.
erase-released = { $count ->
        [one] Ihr Beitrag steht schon in der fertigen Dokumentation. Er bleibt dort, ohne Namen.
       *[other] Ihre { $count } Beiträge stehen schon in der fertigen Dokumentation. Sie bleiben dort, ohne Namen.
    }
    .du = { $count ->
        [one] Dein Beitrag steht schon in der fertigen Dokumentation. Er bleibt dort, ohne Namen.
       *[other] Deine { $count } Beiträge stehen schon in der fertigen Dokumentation. Sie bleiben dort, ohne Namen.
    }
erase-ballot-open = Ihre Stimme im offenen Stimmungsbild ziehe ich zurück.
    .du = Deine Stimme im offenen Stimmungsbild ziehe ich zurück.
erase-ballot-counted = Gezählte Stimmen bleiben in der Summe, ohne Namen.
erase-presence = Dass jemand da war, bleibt als Zahl.
erase-messages = Ihre eigenen Nachrichten im Chat bleiben stehen: Löschen können Sie sie selbst, im Raum auch die Moderation.
    .du = Deine eigenen Nachrichten im Chat bleiben stehen: Löschen kannst du sie selbst, im Raum auch die Moderation.
    .row = 1
erase-sure = Zurückholen lässt sich das nicht. Sind Sie sicher? Dann schreiben Sie in den nächsten fünf Minuten: !{ COMMAND("erase") } ja
    .du = Zurückholen lässt sich das nicht. Bist du sicher? Dann schreib in den nächsten fünf Minuten: !{ COMMAND("erase") } ja
    .row = 1
erased = Ihre Daten sind gelöscht. Danke, dass Sie dabei waren!
    .du = Deine Daten sind gelöscht. Danke, dass du dabei warst!
erased-room = Im Chat stehen Ihre Nachrichten noch, im Direktchat auch meine Antworten. Löschen Sie dort selbst, was weg soll; im Raum hilft die Moderation.
    .du = Im Chat stehen deine Nachrichten noch, im Direktchat auch meine Antworten. Lösch dort selbst, was weg soll; im Raum hilft die Moderation.
erased-back = Möchten Sie wieder mitmachen? Dann schreiben Sie einfach im Raum.
    .du = Möchtest du wieder mitmachen? Dann schreib einfach im Raum.
call-heard = Ich habe die Regie gerufen. Es kommt gleich jemand.
call-control = { $person } ruft aus „{ $title }“.
call-control-why = { $person } ruft aus „{ $title }“: { $why }
digest-coming = Die Dokumentation kommt gleich zu den Veranstaltern.
announcement = { $text }
broadcast = Durchsage: { $text }

### Hilfe: für Teilnehmende ein Bildschirm auf dem Telefon

help-intro = Schreiben Sie einfach los. Das geht außerdem:
    .du = Schreib einfach los. Das geht außerdem:
help-intro-lead = Für die Moderation:
help-intro-official = Für Zuhörende:
help-idea = !{ COMMAND("idea") } … eine Idee
    .row = 1
help-vote = !{ COMMAND("vote") } 1 4 4 … oder nur die Nummern
    .row = 1
help-support = !{ COMMAND("support") } 7 … auch dafür sein, oder 💡7 tippen
    .row = 1
help-question = !{ COMMAND("question") } … eine Frage an die Stadt
    .row = 1
help-speak = !{ COMMAND("speak") } … sich zu Wort melden
    .row = 1
help-done = !{ COMMAND("done") } … von der Redeliste nehmen
    .row = 1
help-withdraw = !{ COMMAND("withdraw") } 7 … zurücknehmen
    .row = 1
help-agenda = !{ COMMAND("agenda") } … was wann kommt
    .row = 1
help-status = !{ COMMAND("status") } … wo wir stehen
    .row = 1
help-results = !{ COMMAND("results") } … das letzte Ergebnis
    .row = 1
help-mine = !{ COMMAND("mine") } … was Sie beigetragen haben
    .du = !{ COMMAND("mine") } … was du beigetragen hast
    .row = 1
help-call = !{ COMMAND("call") } … jemanden rufen
    .row = 1
help-privacy = !{ COMMAND("privacy") } … was ich speichere, und wie man es löscht
    .row = 1
help-mydata = !{ COMMAND("mydata") } … was ich über Sie gespeichert habe (im Direktchat)
    .du = !{ COMMAND("mydata") } … was ich über dich gespeichert habe (im Direktchat)
    .row = 1
help-erase = !{ COMMAND("erase") } … Ihre Daten löschen (ich frage vorher)
    .du = !{ COMMAND("erase") } … deine Daten löschen (ich frage vorher)
    .row = 1
help-start = !{ COMMAND("start") } … beginnen; mit „probe“: nur zur Probe
    .row = 1
help-next = !{ COMMAND("next") } … nächste Phase, oder nach der Pause weiter
    .row = 1
help-back = !{ COMMAND("back") } … zurück zur vorigen Phase
    .row = 1
help-pause = !{ COMMAND("pause") } 5 … Uhr anhalten
    .row = 1
help-extend = !{ COMMAND("extend") } 2 … mehr Zeit
    .row = 1
help-shorten = !{ COMMAND("shorten") } 2 … weniger Zeit
    .row = 1
help-count = !{ COMMAND("count") } … Stimmungsbild jetzt schließen
    .row = 1
help-runoff = !{ COMMAND("runoff") } … bei Gleichstand
    .row = 1
help-poll = !{ COMMAND("poll") } Wo? Rathaus | Park … kurz fragen
    .row = 1
help-bundle = !{ COMMAND("bundle") } 1 6 Gemeinsamer Titel … trennen: !{ COMMAND("unbundle") } 1
    .row = 1
help-hide = !{ COMMAND("hide") } 7 … zurück: !{ COMMAND("show") } 7
    .row = 1
help-title = !{ COMMAND("title") } 7 Sauberer Titel
    .row = 1
help-admit = !{ COMMAND("admit") } 19 … aus dem Themenspeicher auf die Liste
    .row = 1
help-tag = !{ COMMAND("tag") } 7 Verkehr … ein Thema geben
    .row = 1
help-people = !{ COMMAND("people") } … wer da ist
    .row = 1
help-present = !{ COMMAND("present") } 14 … Köpfe im Video
    .row = 1
help-guest = !{ COMMAND("guest") } Karin … jemand ohne Konto
    .row = 1
help-announce = !{ COMMAND("announce") } … eine Ansage von mir
    .row = 1
help-undo = !{ COMMAND("undo") } … das Letzte zurücknehmen
    .row = 1
help-clock = !{ COMMAND("clock") } … wie spät es bei mir ist
    .row = 1
help-end = !{ COMMAND("end") } … den Workshop beenden
    .row = 1
help-release = !{ COMMAND("release") } … die Dokumentation freigeben
    .row = 1
help-answer = !{ COMMAND("answer") } F7 (Tiefbauamt) … eine Frage beantworten
    .row = 1
help-overview = !{ COMMAND("overview") } … alle Workshops
    .row = 1

### Was gerade nicht geht

command-meant = Meinen Sie !{ COMMAND($command) }? Dann schreiben Sie es bitte so.
    .du = Meinst du !{ COMMAND($command) }? Dann schreib es bitte so.
command-unknown = Das Wort kenne ich nicht. Was geht, zeigt !{ COMMAND("help") }.
not-for-you = Das kann nur die Moderation.
not-for-you-hint = { $person } hat !{ COMMAND($command) } geschrieben. Das kann nur die Moderation. Soll { $person } mitmoderieren? Dann braucht das Konto im Raum die Rechte der Moderation.
not-for-listeners = Zuhörende lesen mit. Eintragen kann das, wer am Workshop teilnimmt.
guest-which = { $guest } gibt es { WORD($count) }mal. Bitte mit vollem Namen.
between-phases = Gerade ist keine Phase offen. Weiter: !{ COMMAND("next") }
back-ballots = { $count ->
        [one] Im Stimmungsbild ist schon eine Stimme. Erst auszählen: !{ COMMAND("count") }
       *[other] Im Stimmungsbild sind schon { $count } Stimmen. Erst auszählen: !{ COMMAND("count") }
    }
not-running = „{ $title }“ läuft gerade nicht.
direct-hello = Guten Tag! Was Sie mir hier schreiben, sieht sonst niemand. Was geht, zeigt !{ COMMAND("help") }.
    .du = Hallo! Was du mir hier schreibst, sieht sonst niemand. Was geht, zeigt !{ COMMAND("help") }.
where-asked = Für welchen Workshop ist das? Bitte antworten Sie mit dem Buchstaben.
    .du = Für welchen Workshop ist das? Bitte antworte mit dem Buchstaben.
where-row = { $letter } { $title }
    .row = 1
too-long = Das ist sehr lang. Bitte höchstens { $most } Zeichen.
number-needed = Bitte die Nummer dazuschreiben.
minutes-needed = Bitte mit Minuten, zum Beispiel: !{ COMMAND($command) } 5
start-running = Der Workshop läuft schon.
start-over = Der Workshop ist schon vorbei.
start-no-flow = Für diesen Workshop gibt es keinen Ablauf. Bitte in der Konfiguration eintragen.
start-unknown-flow = Diesen Ablauf kenne ich nicht. Es gibt: { $names }
closing-already = Einen Moment, ich zähle gerade noch.
next-none = Danach kommt nichts mehr. Beenden: !{ COMMAND("end") }
back-first = Davor gibt es keine Phase.
pause-already = Die Uhr steht schon. Weiter: !{ COMMAND("next") }
move-open = „{ $title }“ hat kein festes Ende. Weiter: !{ COMMAND("next") }
extend-too-far = „{ $title }“ kann höchstens bis { $latest } gehen, danach wartet ein fester Termin.
shorten-too-far = So kurz geht es nicht. Sofort weiter: !{ COMMAND("next") }
count-none = Gerade läuft kein Stimmungsbild.
end-sure = „{ $title }“ wirklich beenden? Dann noch einmal: !{ COMMAND("end") }
undo-nothing = Es gibt nichts zurückzunehmen.
undo-sure = { $count ->
        [one] Eine Stimme ist schon abgegeben, sie verfällt dann.
       *[other] { $count } Stimmen sind schon abgegeben, sie verfallen dann.
    } Trotzdem zurück? Dann noch einmal: !{ COMMAND("undo") }
clock-right = Bei mir ist es { $ours }, und die Uhr meines Rechners zeigt dasselbe.
clock-ahead = Bei mir ist es { $ours }, auf meinem Rechner { $theirs }. Stimmt die Zeit auf dem Rechner? Dann: !{ COMMAND("clock") } stellen. Was gerade läuft, behält die Zeit, die noch bleibt.
clock-behind = Bei mir ist es { $ours }, auf meinem Rechner erst { $theirs }. Stimmt die Zeit auf dem Rechner? Dann: !{ COMMAND("clock") } stellen. Bei mir bleibt es dann { $ours }, bis der Rechner so weit ist. So lange endet und beginnt nichts von selbst.
poll-not-now = Es läuft schon ein Stimmungsbild. Bitte danach noch einmal.
poll-how = So geht es: !{ COMMAND("poll") } Wo treffen wir uns? Rathaus | Park (2 bis { $most } Antworten)
runoff-no-tie = Es gibt keinen Gleichstand zu entscheiden.
runoff-too-late = Es geht schon weiter. Zurück und noch einmal: !{ COMMAND("undo") }
support-needs-number = Bitte die Nummer dazuschreiben, zum Beispiel: !{ COMMAND("support") } 7
support-own = Das ist Ihre eigene Idee. Schön, dass Sie dafür sind.
    .du = Das ist deine eigene Idee. Schön, dass du dafür bist.
withdraw-not-yours = Zurücknehmen können Sie nur, was von Ihnen ist.
    .du = Zurücknehmen kannst du nur, was von dir ist.
withdraw-needs-number = Bitte die Nummer dazuschreiben, zum Beispiel: !{ COMMAND("withdraw") } 7
bundle-needs-two = Bitte zwei Nummern, zum Beispiel: !{ COMMAND("bundle") } 1 6 Gemeinsamer Titel
bundle-already = Diese Ideen gehören schon zusammen.
bundle-not-now = Während dieser Abfrage kann ich nichts bündeln. Bitte danach.
unbundle-nothing = Die { $number } ist kein Bündel.
tag-needs-words = Bitte Nummer und Thema, zum Beispiel: !{ COMMAND("tag") } 7 Verkehr
title-needs-words = Bitte Nummer und Titel, zum Beispiel: !{ COMMAND("title") } 7 Sichere Radwege zur Schule
admit-already = Die { $number } steht schon auf der Liste.
guest-needs-name = Bitte mit Namen, zum Beispiel: !{ COMMAND("guest") } Karin
guest-known = { $guest } ist schon dabei.
present-needs-number = Bitte mit Zahl, zum Beispiel: !{ COMMAND("present") } 14
announce-needs-text = Bitte den Text dazuschreiben, zum Beispiel: !{ COMMAND("announce") } Wir treffen uns gleich im Video.
release-already = Die Dokumentation ist schon freigegeben.
release-running = Es läuft noch: { $titles }. Bitte danach.
unreadable = Ich kann hier noch nicht alles lesen, weil der Raum verschlüsselt ist. Bitte schreiben Sie es noch einmal.
    .du = Ich kann hier noch nicht alles lesen, weil der Raum verschlüsselt ist. Bitte schreib es noch einmal.
room-lost = Der Raum { $room } ist für mich zu. Ich wurde entfernt ({ $reason }). Bitte laden Sie mich wieder ein.
    .du = Der Raum { $room } ist für mich zu. Ich wurde entfernt ({ $reason }). Bitte ladet mich wieder ein.
flood = Das geht mir zu schnell. Ich nehme weiter alles auf, bestätige aber nicht mehr jede Nachricht.
flood-hint = { $person } schreibt sehr viel auf einmal. Alles ist aufgenommen, { $count ->
        [one] eine Nachricht
       *[other] { $count } Nachrichten
    } davon ohne Bestätigung.
went-wrong = Da ist bei mir etwas schiefgegangen. Ich habe es gemeldet; bitte schreiben Sie es noch einmal anders.
    .du = Da ist bei mir etwas schiefgegangen. Ich habe es gemeldet; bitte schreib es noch einmal anders.

### Die angeheftete Nachricht, die Übersicht, das Pult der Moderation

placard-now = Jetzt: { $title }, bis { $ends }
placard-now-open = Jetzt: { $title }
placard-paused = Pause. Danach: { $title }
placard-then = Danach: { $rows }
    .row = 1
placard-row = { $begins } { $title }
placard-call = Zum Video: { $call }
    .row = 1
placard-over = „{ $title }“ ist vorbei. Vielen Dank!
placard-planned = „{ $title }“ beginnt um { $starts }.
placard-planned-open = „{ $title }“ beginnt bald.
overview-title = Übersicht
overview-over = { $title } ({ $letter }): vorbei.
    .row = 1
overview-planned = { $title } ({ $letter }): noch nicht begonnen.
    .row = 1
hands = Zu Wort gemeldet: { $names }
    .row = 1
panel-taps = ⏭ weiter · ⏸ anhalten · ➕ fünf Minuten mehr · 🗳 auszählen · 📊 Stand
    .row = 1
digest-draft = Entwurf „Auf einen Blick“, { $title }: { $came ->
        [one] 1 kam
       *[other] { $came } kamen
    }, { $stayed ->
        [one] 1 blieb
       *[other] { $stayed } blieben
    }, { $ideas ->
        [one] 1 Idee
       *[other] { $ideas } Ideen
    }, { $ballots } von { $present } im Stimmungsbild.
digest-draft-no-vote = Entwurf „Auf einen Blick“, { $title }: { $came ->
        [one] 1 kam
       *[other] { $came } kamen
    }, { $stayed ->
        [one] 1 blieb
       *[other] { $stayed } blieben
    }, { $ideas ->
        [one] 1 Idee
       *[other] { $ideas } Ideen
    }.
digest-files = Die Dateien folgen.
digest-final = Die Dokumentation ist freigegeben. Die Dateien folgen.

### Tippen statt schreiben (Discord)

form-again = Ich war kurz weg. Sie haben gerade ein Formular abgeschickt, und es steht nicht hier? Bitte noch einmal senden.
    .du = Ich war kurz weg. Du hast gerade ein Formular abgeschickt, und es steht nicht hier? Bitte noch einmal senden.

tap-poll-choose = { $choices ->
    [one] Hier wählen
   *[other] Hier bis zu { $choices } wählen
}
tap-poll-rest = Ab Nummer { $first } geht es so: /{ COMMAND("vote") } { $first }
tap-poll-pick = Hier eine Nummer wählen
tap-poll-next = Weiter mit einer anderen Nummer
tap-poll-grade = 0 = gar nicht, 10 = geht gar nicht
tap-poll-how = Ihre Wahl sieht hier niemand. Ändern: einfach neu wählen.
    .du = Deine Wahl sieht hier niemand. Ändern: einfach neu wählen.
tap-poll-how-dots = Sie haben { $choices ->
    [one] einen Punkt. Nummer wählen, fertig
   *[other] { $choices } Punkte. Nummer wählen, dann mit + und − verteilen
}. Ihre Wahl sieht hier niemand.
    .du = Du hast { $choices ->
    [one] einen Punkt. Nummer wählen, fertig
   *[other] { $choices } Punkte. Nummer wählen, dann mit + und − verteilen
}. Deine Wahl sieht hier niemand.
tap-poll-how-resistance = Nummer wählen, dann tippen, wie sehr Sie das stört. Was Sie tippen, sieht hier niemand.
    .du = Nummer wählen, dann tippen, wie sehr dich das stört. Was du tippst, sieht hier niemand.
tap-poll-how-opinion = Nummer wählen, dann Daumen hoch oder runter. Was Sie tippen, sieht hier niemand.
    .du = Nummer wählen, dann Daumen hoch oder runter. Was du tippst, sieht hier niemand.
tap-poll-how-scale = Tippen Sie auf eine Zahl von 1 (gar nicht) bis 5 (sehr). Was Sie tippen, sieht hier niemand.
    .du = Tippe auf eine Zahl von 1 (gar nicht) bis 5 (sehr). Was du tippst, sieht hier niemand.
tap-poll-closed = Geschlossen
tap-noted = Notiert.
tap-ballot = Notiert: { $items }. Ändern: einfach neu wählen.
tap-ballot-dots = Notiert: { $items }. { $left ->
    [0] Alle Punkte sind vergeben.
    [one] Ein Punkt ist noch frei.
   *[other] { $left } Punkte sind noch frei.
}
tap-ballot-dots-none = Noch kein Punkt vergeben, { $left ->
    [one] einer ist
   *[other] { $left } sind
} frei.
tap-ballot-so-far = Notiert: { $items }.
tap-grade-resistance = Wie sehr stört Sie das: { $option }?
    .du = Wie sehr stört dich das: { $option }?
tap-grade-opinion = Was meinen Sie: { $option }?
    .du = Was meinst du: { $option }?
tap-agree = Dafür
tap-disagree = Dagegen
tap-pass = Weder noch
tap-ballot-empty = Ihre Wahl ist zurückgenommen.
    .du = Deine Wahl ist zurückgenommen.
tap-ballot-too-many = Höchstens { $choices } sind möglich. Ihre frühere Wahl gilt weiter.
    .du = Höchstens { $choices } sind möglich. Deine frühere Wahl gilt weiter.
tap-ballot-late = Das Stimmungsbild ist schon zu. Ihre frühere Wahl gilt.
    .du = Das Stimmungsbild ist schon zu. Deine frühere Wahl gilt.
tap-ballot-none = Das Stimmungsbild ist schon zu.
tap-not-counted = Das zählt hier nicht mit.
tap-nothing = Dazu kann ich hier gerade nichts tun.
tap-no-longer = Das ist nicht mehr offen.
tap-elsewhere = In diesem Kanal läuft kein Workshop.
tap-write-idea = Idee einreichen
tap-write-question = Frage an die Stadt
tap-write-message = Botschaft
tap-modal-label = Kurz und in eigenen Worten
tap-sign-next = ⏭ weiter
tap-sign-pause = ⏸ anhalten
tap-sign-extend = ➕ 5 Minuten
tap-sign-count = 🗳 auszählen
tap-sign-status = 📊 Stand
tap-sign-wave = 👋 Ich bin da
tap-sign-bundle = 🔗 zusammenlegen
tap-sign-yes = ✅ Ja, so
tap-option-text = worum es geht

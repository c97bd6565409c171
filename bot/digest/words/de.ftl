### Die Sätze der Dokumentation.

## Zahlen, Zeiten

date = { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }
clock = { $time } Uhr
moment = { $date }, { $clock }
span = { $from } bis { $to } Uhr
percent = { $value } %
fewer = weniger als { $small }
unknown = –
yes = ja
no = nein
and = und
quoted = „{ $text }“
minutes = { $count ->
        [one] 1 Minute
       *[other] { $count } Minuten
    }

## Kopf

document-title = Dokumentation: { $title }
title-draft = Entwurf: { $title }
draft = Entwurf, noch nicht freigegeben. Titel und Bündel können sich noch ändern, die abgegebenen Stimmen nicht.
released = Freigegeben am { $moment }.
as-of = Stand: { $moment }.
not-binding = Alle Ergebnisse sind ein Stimmungsbild, nicht bindend.
contents = Inhalt
controller = Verantwortlich: { $controller }.
controller-contact = Verantwortlich: { $controller }, { $contact }.
no-names = Wer was beigetragen hat, steht hier nicht. Den Wortlaut aller Ideen enthält der Anhang.
nothing = Es gibt noch nichts zu dokumentieren.
waiting = Nicht begonnen: { $titles }.
missed = Beim Zählen nicht erreichbar: { $platforms }. Stimmen von dort, die später kamen, stehen als verspätet im Ergebnis.

## Auf einen Blick

glance = Auf einen Blick
glance-asked = Die Fragen
glance-asked-row = { $title }: { $prompt }
glance-people = Wer dabei war
glance-results = Die wichtigsten Ergebnisse
glance-press = Für die Presse, zum Kopieren
glance-mayor = Für die Stadtspitze, zum Kopieren
glance-open = Offene Fragen an die Stadt
glance-open-none = Keine Frage ist offen.
glance-open-row = { $reference } ({ $title }): { $question }
glance-next = So geht es weiter
glance-next-none = Die nächsten Schritte werden noch bekannt gegeben.
glance-stay = { $stayed ->
        [0] Von { $came } Teilnehmenden blieb niemand bis zum Schluss
        [one] Von { $came } Teilnehmenden blieb eine Person bis zum Schluss
       *[other] { $stayed } von { $came } Teilnehmenden blieben bis zum Schluss
    }.
glance-stay-small = Zu Beginn waren { $came } Teilnehmende dabei.
glance-unique = { $unique ->
        [one] Insgesamt hat eine Person mitgemacht
       *[other] Insgesamt haben { $unique } Personen mitgemacht
    }.
glance-unique-invited = Eingeladen waren { $invited } Personen, mitgemacht { $unique ->
        [one] hat eine
       *[other] haben { $unique }
    }.
glance-counts = Das kam von ihnen: { $parts }.
count-ideas = { $count ->
        [one] eine Idee
       *[other] { $count } Ideen
    }
count-questions = { $count } Fragen ({ $answered ->
        [one] eine beantwortet
       *[other] { $answered } beantwortet
    })
count-questions-answered = { $count ->
        [one] eine beantwortete Frage
       *[other] { $count } beantwortete Fragen
    }
count-questions-open = { $count ->
        [one] eine offene Frage
       *[other] { $count } offene Fragen
    }
count-messages = { $count ->
        [one] eine Botschaft an die Stadt
       *[other] { $count } Botschaften an die Stadt
    }

## Sätze zum Übernehmen

press-day = { $people }; { $parts }.
press-day-only = { $people }.
press-people = { $unique ->
        [one] Ein Mensch hat mitgemacht
       *[other] { $unique } Menschen haben mitgemacht
    }
press-people-stayed = { $unique } Menschen haben mitgemacht, { $stayed } der anfangs { $came } blieben bis zum Schluss
press-came = sie brachten { $parts } ein
press-where = { $conference }, { $date }: { $sentence }
press-first-dots = Im Stimmungsbild des Workshops „{ $title }“ liegt { $winner } mit { $value ->
        [one] einem Punkt
       *[other] { $value } Punkten
    } vorn; { $turnout }, bindend ist das Ergebnis nicht.
press-first-voters = Im Stimmungsbild des Workshops „{ $title }“ liegt { $winner } mit { $value ->
        [one] einer Stimme
       *[other] { $value } Stimmen
    } vorn; { $turnout }, bindend ist das Ergebnis nicht.
press-first-resistance = Im Stimmungsbild des Workshops „{ $title }“ stört { $winner } am wenigsten; { $turnout }, bindend ist das Ergebnis nicht.
press-first-opinion = Im Stimmungsbild des Workshops „{ $title }“ findet { $winner } die größte Zustimmung ({ $agree } dafür, { $disagree } dagegen); { $turnout }, bindend ist das Ergebnis nicht.
press-tie-dots = Im Stimmungsbild des Workshops „{ $title }“ liegen { $winners } mit je { $value ->
        [one] einem Punkt
       *[other] { $value } Punkten
    } gleichauf vorn; { $turnout }, bindend ist das Ergebnis nicht.
press-tie-voters = Im Stimmungsbild des Workshops „{ $title }“ liegen { $winners } mit je { $value ->
        [one] einer Stimme
       *[other] { $value } Stimmen
    } gleichauf vorn; { $turnout }, bindend ist das Ergebnis nicht.
press-tie-resistance = Im Stimmungsbild des Workshops „{ $title }“ stören { $winners } gleichermaßen am wenigsten; { $turnout }, bindend ist das Ergebnis nicht.
press-tie-opinion = Im Stimmungsbild des Workshops „{ $title }“ liegen { $winners } in der Zustimmung gleichauf vorn; { $turnout }, bindend ist das Ergebnis nicht.
press-turnout = { $ballots ->
        [one] eine von { $present } anwesenden Personen hat mitgemacht
       *[other] { $ballots } von { $present } Anwesenden haben mitgemacht
    }
press-scale = Auf die Frage „{ $question }“ gaben { $answers ->
        [one] eine Person
       *[other] { $answers } Teilnehmende
    } im Schnitt { $average } von 5 Punkten.
press-ideas = Beim Workshop „{ $title }“ { $count ->
        [one] kam eine Idee zusammen
       *[other] kamen { $count } Ideen zusammen
    }.
press-ideas-supported = Beim Workshop „{ $title }“ { $count ->
        [one] kam eine Idee zusammen
       *[other] kamen { $count } Ideen zusammen
    }; die meiste Unterstützung fand { $winner }.
mayor-one = Aus dem Workshop „{ $title }“ geben Sie uns vor allem einen Vorschlag mit: { $winners }.
    .du = Aus dem Workshop „{ $title }“ gebt ihr uns vor allem einen Vorschlag mit: { $winners }.
mayor-several = Aus dem Workshop „{ $title }“ geben Sie uns vor allem { WORD($count) } Vorschläge mit: { $winners }.
    .du = Aus dem Workshop „{ $title }“ gebt ihr uns vor allem { WORD($count) } Vorschläge mit: { $winners }.
mayor-ideas = Aus dem Workshop „{ $title }“ nehmen wir { $count ->
        [one] eine Idee
       *[other] { $count } Ideen
    } mit.
mayor-open = Auf { $count ->
        [one] eine Ihrer Fragen
       *[other] { WORD($count) } Ihrer Fragen
    } schulden wir Ihnen noch eine Antwort.
    .du = Auf { $count ->
        [one] eine eurer Fragen
       *[other] { WORD($count) } eurer Fragen
    } schulden wir euch noch eine Antwort.

## Ein Workshop

workshop = Workshop { $letter }: { $title }
plenary = { $title }
workshop-when = { $date }, { $span }.
workshop-since = { $date }, seit { $clock }. Der Workshop läuft noch.
workshop-planned = Noch nicht begonnen.
agenda = Ablauf
agenda-caption = Was wann war
column-phase = Abschnitt
column-planned = Geplant
column-began = Beginn
column-ended = Ende
agenda-skipped = ausgefallen
agenda-running = läuft
runoff = Stichabstimmung

results = Ergebnisse
results-none = Es wurde kein Stimmungsbild erhoben.
results-pending = Noch gibt es kein Ergebnis.
result-heading = { $title }
result-heading-runoff = Stichabstimmung zu „{ $title }“
result-heading-poll = Zwischendurch gefragt: { $title }
method-approval = { $limit ->
        [one] Alle hatten eine Stimme.
       *[other] Alle hatten bis zu { $limit } Stimmen.
    }
method-dots = { $limit ->
        [one] Alle hatten einen Punkt.
       *[other] Alle hatten { $limit } Punkte.
    }
method-single = Alle hatten eine Stimme.
method-resistance = Gefragt war, wie sehr jeder Vorschlag stört: 0 heißt gar nicht, 10 heißt geht gar nicht. Vorn liegt, was zusammen am wenigsten stört.
method-opinion = Zu jedem Vorschlag konnte man dafür oder dagegen sein oder sich enthalten.
method-scale = Die Antworten reichen von 1 (niedrig) bis 5 (hoch).
result-nobody = Niemand hat mitgemacht.
result-turnout = { $ballots ->
        [one] Eine Person von { $present } Anwesenden hat mitgemacht
       *[other] { $ballots } von { $present } Anwesenden haben mitgemacht
    } (bis dahin insgesamt dabei: { $joined }). Ein Stimmungsbild, nicht bindend.
result-visible = { $visible ->
        [0] Keine Stimme wurde für alle lesbar im Raum abgegeben
        [one] Eine Stimme wurde für alle lesbar im Raum abgegeben
       *[other] { $visible } Stimmen wurden für alle lesbar im Raum abgegeben
    }, { $secret ->
        [0] keine
        [one] eine
       *[other] { $secret }
    } auf anderem Weg.
result-entered = { $entered ->
        [one] Eine Stimme hat die Moderation für jemanden eingetragen.
       *[other] { $entered } Stimmen hat die Moderation für andere eingetragen.
    }
result-late = { $late ->
        [one] Eine Person stimmte erst nach dem Schluss; das zählt nicht mit.
       *[other] { $late } Personen stimmten erst nach dem Schluss; das zählt nicht mit.
    }
result-coverage = Für { $covered } von { $voters } ist eine eigene Wahl unter den ersten.
result-tie = Gleichstand: { $titles }. Alle bleiben dabei.
result-runoff = Den Gleichstand hat eine Stichabstimmung entschieden.
result-average = Durchschnitt: { $average } von 5.
result-caption = Ergebnis: { $title }
result-caption-glance = { $workshop } ({ $title })
liked-caption = { $workshop } (meiste Unterstützung)
column-rank = Platz
column-number = Nummer
column-ideas = Vorschlag
column-questions = Frage
column-options = Antwort
column-points = Punkte
column-votes = Stimmen
column-resistance = Summe (weniger ist besser)
column-agree = Dafür
column-disagree = Dagegen
column-pass = Enthalten
column-kept = Bleibt dabei
column-answer = Punkte von 1 bis 5
column-count = Anzahl
status-quo = Alles bleibt, wie es ist
withheld-hidden = (von der Moderation ausgeblendet)
withheld-withdrawn = (zurückgezogen)
withheld-erased = (gelöscht)

ideas = Ideen
ideas-none = Es gibt keine Ideen.
ideas-caption = Ideen zum Thema { $topic }
ideas-caption-all = Ideen
ideas-other = Ohne Thema
store = Themenspeicher
store-note = Diese Ideen kamen dazu, ohne zur Auswahl zu stehen.
store-caption = Ideen im Themenspeicher
column-idea = Idee
column-supporters = Weitere dafür
column-includes = Enthält auch
left = Nicht gezeigt: { $parts }.
left-ideas-hidden = { $count ->
        [one] eine ausgeblendete Idee
       *[other] { $count } ausgeblendete Ideen
    }
left-ideas-withdrawn = { $count ->
        [one] eine zurückgezogene Idee
       *[other] { $count } zurückgezogene Ideen
    }
left-questions-hidden = { $count ->
        [one] eine ausgeblendete Frage
       *[other] { $count } ausgeblendete Fragen
    }
left-questions-withdrawn = { $count ->
        [one] eine zurückgezogene Frage
       *[other] { $count } zurückgezogene Fragen
    }
left-messages-hidden = { $count ->
        [one] eine ausgeblendete Botschaft
       *[other] { $count } ausgeblendete Botschaften
    }
left-messages-withdrawn = { $count ->
        [one] eine zurückgezogene Botschaft
       *[other] { $count } zurückgezogene Botschaften
    }
questions = Fragen und Antworten
questions-none = Es gibt keine Fragen.
question = { $reference }: { $question }
question-supported = { $reference }: { $question } ({ $count ->
        [one] eine weitere Person möchte
       *[other] { $count } weitere möchten
    } das wissen)
answer = Antwort der Stadt: { $answer }
answer-office = Antwort der Stadt ({ $office }): { $answer }
answer-open = Noch ohne Antwort.
messages = Botschaften an die Stadt
messages-none = Es gibt keine Botschaften.

## Wer dabei war

attendance = Wer dabei war
attendance-caption = Zahlen zur Teilnahme, ohne Moderation, Veranstaltende und Zuhörende
column-figure = Zahl
column-value = Wert
column-meaning = Was sie bedeutet
attendance-none = Die Zahlen kommen, wenn der Workshop zu Ende ist.
figure-unique = Mitgemacht
figure-unique-means = Personen, die sich mindestens einmal gemeldet haben: mit einer Nachricht, einem Tipp oder einer Stimme. Dazu gehören auch die, die von der Moderation eingetragen wurden.
figure-peak = Höchstzahl gleichzeitig
figure-peak-means = Jede Person zählt von ihrer ersten bis zu ihrer letzten Meldung, oder bis sie den Raum verließ.
figure-at_start = Zu Beginn dabei
figure-at_start-means = Zur Begrüßung oder in den ersten zehn Minuten gemeldet. In kurzen Workshops: im ersten Drittel.
figure-came-means = Gemeldet am Anfang irgendeines Workshops.
figure-at_end = Zum Schluss dabei
figure-at_end-means = Zum Abschluss oder in den letzten zehn Minuten gemeldet, auch wer später dazukam. In kurzen Workshops: im letzten Drittel.
figure-waved_at_start = Am Anfang „da“ gesagt
figure-waved_at_start-means = Bei der Begrüßung auf das Winken getippt oder „da“ geschrieben.
figure-waved_at_end = Am Ende „da“ gesagt
figure-waved_at_end-means = Beim Abschluss auf das Winken getippt oder „da“ geschrieben.
figure-seated = Im Sprachkanal
figure-seated-means = Saßen während des Workshops im Sprach- oder Bühnenkanal.
figure-members = Im Raum angemeldet
figure-members-means = Mitglieder des Chatraums während des Workshops. Das heißt nicht, dass sie dabei waren.
figure-guests = Ohne eigenes Konto
figure-guests-means = Haben nur gesprochen; die Moderation hat sie eingetragen.
figure-stayed = Bis zum Schluss geblieben
figure-stayed-means = Zu Beginn dabei und auch zum Abschluss oder in den letzten zehn Minuten noch (in kurzen Workshops: im letzten Drittel).
figure-dropout = Aussteigerquote
figure-dropout-means = Anteil derer, die zu Beginn dabei waren und zum Schluss nicht mehr, an allen, die zu Beginn dabei waren. Wer später kam, zählt hier nicht mit.
figure-dropout-value = { $dropped } von { $came } ({ $percent })
attendance-small = Zahlen von 1 bis { $most } stehen hier als „{ $fewer }“. Die Aussteigerquote ergibt sich aus den Zahlen darüber und ist deshalb ausgeschrieben.
attendance-heads = Köpfe in der Videokonferenz, von der Moderation gezählt: { $counts }.
attendance-head = { $clock }: { $count }
attendance-gap = Nicht beobachtet: { $span }. In dieser Zeit war das Schreibprogramm nicht verbunden. Nachrichten daraus wurden nachgeholt; wann genau jemand ging oder kam, ist nicht bekannt.

## Anhang

appendix = Anhang: die Ideen im Wortlaut
appendix-note = Jede Idee so, wie sie geschrieben wurde. Hier steht auch, was später einen anderen Titel bekam oder zusammengelegt wurde.
appendix-caption = Ideen im Wortlaut, { $title }
column-original = Im Wortlaut
column-remark = Anmerkung
remark-edited = von der Person selbst geändert
remark-entered = von der Moderation eingetragen
remark-titled = Titel von der Moderation: { $title }
remark-bundled = gehört zu { $reference }
remark-parked = Themenspeicher
total = Insgesamt
total-note = Über alle Workshops zählt jede Person einmal. Geblieben sind alle, die zu Beginn eines Workshops dabei waren und noch am Ende ihres letzten.

## Spalten der Tabellen für Excel

csv-workshop = Workshop
csv-letter = Buchstabe
csv-workshop_title = Titel des Workshops
csv-reference = Kennung
csv-number = Nummer
csv-words = Idee
csv-original = Wortlaut
csv-topics = Themen
csv-supporters = Weitere dafür
csv-bundled_into = Gehört zu
csv-parked = Themenspeicher
csv-edited = Selbst geändert
csv-entered = Von der Moderation eingetragen
csv-vote = Stimmungsbild
csv-vote_title = Titel des Stimmungsbilds
csv-method = Art
csv-runoff_of = Stichabstimmung zu
csv-binding = Bindend
csv-option = Nummer
csv-title = Titel
csv-rank = Platz
csv-value = Wert
csv-agree = Dafür
csv-disagree = Dagegen
csv-passed = Enthalten
csv-shortlisted = Bleibt dabei
csv-status_quo = Alles bleibt, wie es ist
csv-withheld = Nicht gezeigt, weil
csv-ballots = Mitgemacht
csv-present = Anwesend
csv-joined = Bis dahin dabei
csv-visible = Für alle lesbar
csv-late = Zu spät
csv-average = Durchschnitt
csv-kind = Art
csv-planned_minutes = Geplante Minuten
csv-begins = Beginn
csv-ends = Ende
csv-minutes = Minuten
csv-runoff = Stichabstimmung
csv-unique = Mitgemacht
csv-peak = Höchstzahl gleichzeitig
csv-at_start = Zu Beginn dabei
csv-at_end = Zum Schluss dabei
csv-waved_at_start = Am Anfang „da“ gesagt
csv-waved_at_end = Am Ende „da“ gesagt
csv-seated = Im Sprachkanal
csv-members = Im Raum angemeldet
csv-guests = Ohne eigenes Konto
csv-stayed = Bis zum Schluss geblieben
csv-dropped = Ausgestiegen
csv-dropout_percent = Aussteigerquote in Prozent
csv-head_counts = Köpfe gezählt
csv-unobserved_minutes = Minuten ohne Beobachtung

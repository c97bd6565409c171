"""What invented citizens say. Their own words, as people write on a phone: nothing here was said by anybody."""

from __future__ import annotations

_NAMES = (
    "Karin Ahmet Petra Jonas Mehmet Lena Uwe Ruth Selim Olga Bernd Ines Kemal Dora Max Fatma Jürgen Elif Horst Nadja",
    "Timo Gisela Ali Renate Pavel Sabine Yusuf Anke Marek Heike Deniz Ulrike Leon Brigitte Samir Monika Paul Aylin",
    "Dieter Svenja Emre Christa Niklas Zeynep Wolfgang Mira Tobias Hanna Ibrahim Käthe Luca Marlies Erkan Vera Björn",
    "Swetlana Ludger Meike Omar Rosi",
)
NAMES = tuple(name for row in _NAMES for name in row.split())

MODERATORS = ("Anna", "Stefan", "Gül", "Martin")

TOPICS = {
    "mobilitaet": "Mobilität",
    "bildung": "Digitale Bildung",
    "verwaltung": "Bürgernahe Verwaltung",
    "stadtleben": "Stadtleben",
}

IDEAS: dict[str, tuple[str, ...]] = {
    "mobilitaet": (
        "mehr Sitzbänke am Weg zum Bahnhof",
        "Nachtbus am Wochenende bis in die Vororte",
        "Warme Wartehäuschen an den Endhaltestellen",
        "Sichere Radwege zur Schule, ohne Lücken",
        "Ein Ticket für alle Busse und Bahnen der Region",
        "Haltestellen ohne Stufen",
        "Leihräder vor jeder Bibliothek",
        "Ampeln mit längerem Grün für Fußgänger",
        "Tempo 30 vor allen Kitas",
        "Ladesäulen an den Laternen",
        "Ein Mitfahrbank-Netz zwischen den Ortsteilen",
        "Fahrradboxen am Hauptbahnhof, die man per App bucht",
        "Busfahrpläne in großer Schrift",
        "Lastenräder zum Ausleihen beim Bürgerbüro",
        "Autofreier Sonntag einmal im Monat",
        "Schlaglöcher per Foto melden können",
        "Der Bus soll mein Kinderwagen-Zeichen sehen 🙂",
        "Zebrastreifen an der Kreuzung beim Markt",
    ),
    "bildung": (
        "Tablets zum Ausleihen in jeder Schule",
        "Kostenloses WLAN in allen Büchereien",
        "Computerkurse für Ältere, mit Paten",
        "Ein Repair-Café für alte Laptops",
        "Lernvideos von Schülern für Schüler",
        "Volkshochschulkurse auch abends online",
        "Jede Schule braucht jemanden, der die Technik betreut",
        "Programmieren schon in der Grundschule",
        "Ein digitaler Stadtplan der Lernorte",
        "Hausaufgabenhilfe per Video",
        "Elternabende wahlweise online",
        "Die Bibliothek sonntags öffnen",
        "Sprachkurse im Chat üben",
        "Ein Medienführerschein für die 6. Klasse",
        "Schulbücher digital und auf Papier",
        "Ein Raum zum Lernen in jedem Stadtteil",
    ),
    "verwaltung": (
        "Anträge komplett online, ohne Drucker",
        "Termine beim Amt auch samstags",
        "Briefe vom Amt in einfacher Sprache",
        "Ein Mängelmelder mit Antwort in drei Tagen",
        "Sprechstunde der Oberbürgermeisterin per Video",
        "Offene Daten der Stadt zum Herunterladen",
        "Den Haushalt der Stadt verständlich zeigen",
        "Eine Nummer für alle Ämter",
        "Ein Lotse, der durch die Anträge hilft",
        "Ratssitzungen als Livestream mit Untertiteln",
        "Bürgerbüro mobil im Bus",
        "Personalausweis an der Haustür abholen können",
        "Formulare auf Türkisch, Arabisch und Ukrainisch",
        "Sagen, was aus unseren Ideen geworden ist",
        "Bezahlen mit Karte in jedem Amt",
        "Weniger Papier, mehr Rückruf",
    ),
    "stadtleben": (
        "Trinkbrunnen auf allen Plätzen",
        "Ein Nachbarschaftsfest in jedem Viertel",
        "Schatten auf den Spielplätzen",
        "Leerstehende Läden für Kunst öffnen",
        "Mehr Bäume in der Innenstadt",
        "Öffentliche Toiletten, die offen sind",
        "Ein Kalender für alle Veranstaltungen",
        "Bänke mit Lehnen im Stadtpark",
        "Gemeinschaftsgärten auf Brachflächen",
        "Freilichtkino im Sommer",
        "Ein Platz für Jugendliche, an dem sie laut sein dürfen",
        "Beleuchtung am Weg durch den Park",
        "Hundewiese mit Zaun",
        "Wochenmarkt auch am Abend",
        "Ein Begegnungscafé im alten Rathaus",
        "Mülleimer mit Pfandring",
    ),
}

TALK = (
    "Guten Morgen!",
    "Kann man mich hören?",
    "Genau so",
    "Bei uns auch",
    "Wo finde ich das Video?",
    "👍",
    "Danke schön",
    "Wie war das gemeint?",
    "Stimmt",
)

QUESTIONS = (
    "Wann fährt der Bus abends wieder öfter?",
    "Wer entscheidet am Ende darüber?",
    "Gibt es dafür schon Geld im Haushalt?",
    "Was ist aus den Ideen vom letzten Mal geworden?",
    "Wann wird der Platz endlich umgebaut?",
)

MESSAGES = (
    "Fragen Sie uns öfter, und antworten Sie auch.",
    "Bitte bleiben Sie im Gespräch mit uns.",
    "Danke, dass Sie heute zugehört haben.",
    "Trauen Sie sich etwas, wir machen mit!",
    "Vergessen Sie die Vororte nicht.",
    "Mehr Mut zu einfachen Lösungen.",
    "Schön wäre eine Antwort bis zum Herbst.",
    "Machen Sie Termine, zu denen auch Eltern können.",
)

RUBBISH = ("!ausblenden 1", "!beenden", "@room HALLO", "!idee", "!stimme 99", "<b>laut</b> und noch lauter", "!weitr")

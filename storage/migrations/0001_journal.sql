-- The journal of a conference: what happened, what was handled, what is to be said.

-- One row about the journal itself. `id` and `epoch` are part of every outbox id; a restored copy begins a new epoch.
-- `turn` is the last turn that was written, also one without facts; `alive` the last sign of life of the bot.
CREATE TABLE journal (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    began INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    alive INTEGER
) STRICT;

-- What people wrote. Erasing means: empty words; the facts stay as they are.
CREATE TABLE texts (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;

CREATE TRIGGER texts_stay BEFORE DELETE ON texts BEGIN
    SELECT RAISE(ABORT, 'a number is never given again: erase by empty words');
END;

-- What caused the facts. Erasing means: an empty source.
CREATE TABLE sources (id INTEGER PRIMARY KEY, source TEXT NOT NULL) STRICT;

CREATE TRIGGER sources_stay BEFORE DELETE ON sources BEGIN
    SELECT RAISE(ABORT, 'a number is never given again: erase by an empty source');
END;

CREATE TABLE facts (
    number INTEGER PRIMARY KEY,
    turn INTEGER NOT NULL,
    at INTEGER NOT NULL,
    workshop TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- Each handled input and what became of it, so that nothing counts twice.
CREATE TABLE seen (source TEXT PRIMARY KEY, outcome TEXT NOT NULL, line TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- How far each platform was read.
CREATE TABLE positions (name TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (account TEXT PRIMARY KEY, person INTEGER NOT NULL, name TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE directs (room TEXT PRIMARY KEY, person INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- What is to be said, in the order of `place`; a merged row takes the place of the first that it replaces.
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    room TEXT NOT NULL,
    urgency TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    anchor TEXT NOT NULL,
    workshop TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'merged', 'lost')),
    event TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX outbox_waiting ON outbox (place, number) WHERE state = 'waiting';

CREATE INDEX outbox_anchors ON outbox (room, anchor) WHERE anchor <> '';

-- Standing messages that are edited in place, and a digest of what they say now.
CREATE TABLE placards (
    room TEXT NOT NULL,
    slot TEXT NOT NULL,
    event TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (room, slot)
) STRICT, WITHOUT ROWID;

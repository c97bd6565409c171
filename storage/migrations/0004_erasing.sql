-- Whose input it was, so that it can be erased with the person; 0: nobody's, or from before that was noted.
ALTER TABLE seen ADD COLUMN person INTEGER NOT NULL DEFAULT 0;

-- Who was forgotten: the account as a keyed hash, the server's stamp of the wish (what is older is not heard again),
-- the last words to them in the outbox, and whether the remains of what was erased are gone from the disk.
CREATE TABLE tombstones (
    account TEXT PRIMARY KEY,
    stamp INTEGER NOT NULL,
    farewell TEXT NOT NULL,
    shredded INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

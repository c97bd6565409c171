-- When a row was written: one that is older than what its platform remembers is looked up before it is said again.
ALTER TABLE outbox ADD COLUMN at INTEGER NOT NULL DEFAULT 0;

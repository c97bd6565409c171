-- Which room was found under which name of the configuration, so that it is spoken to before its platform answers.
CREATE TABLE rooms (
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    room TEXT NOT NULL,
    PRIMARY KEY (platform, name)
) STRICT, WITHOUT ROWID;

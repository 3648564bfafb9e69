-- One-time codes: shown to nobody but whoever is reached at the dossier's
-- contact, kept as a keyed hash. A row without a dossier is a decoy: what was
-- typed fits nothing, and yet it is asked for, tried and ended like any other.

CREATE TABLE code (
    id        TEXT    NOT NULL PRIMARY KEY,
    purpose   TEXT    NOT NULL CHECK (purpose IN ('result', 'secret')),
    principal TEXT    NOT NULL REFERENCES principal (id),
    dossier   INTEGER REFERENCES dossier (id),
    pool      BLOB    NOT NULL,          -- keyed hash of what was asked for: counted per hour
    hash      BLOB    NOT NULL,
    wrong     INTEGER NOT NULL,          -- how often another code was typed
    made_at   INTEGER NOT NULL,
    ended_at  INTEGER                    -- used, tried too often, or followed by another
) STRICT;

CREATE INDEX code_live ON code (principal, purpose) WHERE ended_at IS NULL;
CREATE INDEX code_pool ON code (pool, made_at);
CREATE INDEX code_made ON code (made_at);

-- Who proved, until when, that they are reached at the dossier's contact.
CREATE TABLE proof (
    principal TEXT    NOT NULL REFERENCES principal (id),
    dossier   INTEGER NOT NULL REFERENCES dossier (id),
    until     INTEGER NOT NULL,
    PRIMARY KEY (principal, dossier)
) STRICT, WITHOUT ROWID;

CREATE INDEX proof_until ON proof (until);

ALTER TABLE outbox ADD COLUMN code  BLOB;       -- sealed; gone once the message is
ALTER TABLE outbox ADD COLUMN until INTEGER;    -- of no use after that; NULL: never too late

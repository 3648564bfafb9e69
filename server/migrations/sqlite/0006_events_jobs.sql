-- What happened, and what is to be done.

-- Invariant audit-chain: `hash` covers the hash of the row before.
CREATE TABLE event (
    seq     INTEGER NOT NULL PRIMARY KEY,
    dossier TEXT    NOT NULL REFERENCES dossier (id),
    kind    TEXT    NOT NULL,
    actor   TEXT    NOT NULL,
    data    TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    hash    BLOB    NOT NULL
) STRICT;

CREATE INDEX event_dossier ON event (dossier);

CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE (ABORT, 'audit-chain: the log is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE (ABORT, 'audit-chain: the log is append-only'); END;

-- `run_at` is also the end of a lease: a claimed row comes again after it.
CREATE TABLE job (
    id         TEXT    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,
    payload    TEXT    NOT NULL,
    run_at     INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    last_error TEXT,
    dead       INTEGER NOT NULL CHECK (dead IN (0, 1)),
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX job_due ON job (run_at) WHERE dead = 0;

-- Messages to people. Where to is in the dossier, sealed.
CREATE TABLE outbox (
    id         TEXT    NOT NULL PRIMARY KEY,
    dossier    TEXT    NOT NULL REFERENCES dossier (id),
    words      TEXT    NOT NULL,
    lang       TEXT    NOT NULL,
    run_at     INTEGER NOT NULL,
    tries      INTEGER NOT NULL,
    last_error TEXT,
    dead       INTEGER NOT NULL CHECK (dead IN (0, 1)),
    sent_at    INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_due ON outbox (run_at) WHERE dead = 0 AND sent_at IS NULL;

-- The row `/readyz` writes and syncs.
CREATE TABLE probe (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;

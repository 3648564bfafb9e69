-- Dossiers. Ids are time-ordered, so that trees grow at their end; the
-- reference a person holds is random and has the one index it needs.

CREATE TABLE dossier (
    id            TEXT    NOT NULL PRIMARY KEY,
    reference     TEXT    NOT NULL UNIQUE,
    secret_hash   BLOB    NOT NULL,
    secret_sealed BLOB,             -- for the receipt's first hour, then NULL
    owner         TEXT    NOT NULL REFERENCES principal (id),
    form_hash     TEXT    NOT NULL REFERENCES form_version (hash),
    procedure     TEXT    NOT NULL,
    agency        TEXT    NOT NULL REFERENCES agency (code),
    deciding      TEXT    NOT NULL REFERENCES agency (code),
    state         TEXT    NOT NULL,
    channel       TEXT    NOT NULL CHECK (channel IN ('online', 'counter', 'post')),
    lang          TEXT    NOT NULL,
    today         TEXT    NOT NULL,
    contact       BLOB,             -- sealed
    submitted_at  INTEGER NOT NULL,
    received_at   INTEGER
) STRICT;

CREATE INDEX dossier_agency ON dossier (agency, id);
CREATE INDEX dossier_deciding ON dossier (deciding, id) WHERE deciding <> agency;
CREATE INDEX dossier_secret ON dossier (submitted_at) WHERE secret_sealed IS NOT NULL;

CREATE TRIGGER dossier_frozen BEFORE UPDATE OF id, reference, owner, form_hash, procedure, today, submitted_at ON dossier
BEGIN SELECT RAISE (ABORT, 'version-frozen: a dossier names one version and one instant'); END;

-- Submitted documents, sealed. Invariant submission-append: a change is a new
-- row with its author and reason.
CREATE TABLE submission (
    dossier   TEXT    NOT NULL REFERENCES dossier (id),
    number    INTEGER NOT NULL,
    author    TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    form_hash TEXT    NOT NULL,
    document  BLOB    NOT NULL,
    at        INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX submission_dossier ON submission (dossier, number);

CREATE TRIGGER submission_no_update BEFORE UPDATE ON submission
BEGIN SELECT RAISE (ABORT, 'submission-append: what was submitted never changes'); END;
CREATE TRIGGER submission_no_delete BEFORE DELETE ON submission
BEGIN SELECT RAISE (ABORT, 'submission-append: what was submitted is not deleted'); END;

-- Who besides its owner may read a dossier, since the secret was right.
CREATE TABLE access (
    principal TEXT    NOT NULL REFERENCES principal (id),
    dossier   TEXT    NOT NULL REFERENCES dossier (id),
    at        INTEGER NOT NULL,
    PRIMARY KEY (principal, dossier)
) STRICT, WITHOUT ROWID;

-- Invariant once. The key is a hash of principal and key: short, since its
-- index is the one other random one on the road of a submission, and a key may
-- hold anything.
CREATE TABLE idempotency (
    key       BLOB    NOT NULL UNIQUE,
    body_hash BLOB    NOT NULL,
    dossier   TEXT    NOT NULL,
    at        INTEGER NOT NULL
) STRICT;

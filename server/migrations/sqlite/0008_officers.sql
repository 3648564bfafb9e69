-- Officers, their sessions, and what their desk needs of a dossier.

CREATE TABLE officer (
    id         TEXT    NOT NULL PRIMARY KEY,
    login      TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    password   TEXT    NOT NULL,              -- argon2id, as a PHC string
    totp       BLOB,                          -- sealed
    totp_step  INTEGER NOT NULL DEFAULT 0,    -- the last step whose code was used
    closed_at  INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE officer_role (
    officer TEXT NOT NULL REFERENCES officer (id),
    agency  TEXT NOT NULL REFERENCES agency (code),
    role    TEXT NOT NULL CHECK (role IN ('receive', 'decide', 'supervise', 'author', 'administer')),
    PRIMARY KEY (officer, agency, role)
) STRICT, WITHOUT ROWID;

-- A token is kept as its hash alone.
CREATE TABLE officer_session (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    officer    TEXT    NOT NULL REFERENCES officer (id),
    created_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX officer_session_officer ON officer_session (officer);
CREATE INDEX officer_session_seen ON officer_session (seen_at);

ALTER TABLE dossier ADD COLUMN applicant BLOB;                     -- sealed
ALTER TABLE dossier ADD COLUMN code TEXT;
ALTER TABLE dossier ADD COLUMN accepted_at INTEGER;
ALTER TABLE dossier ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;  -- 0: nothing was promised
ALTER TABLE dossier ADD COLUMN promise TEXT;                       -- JSON: what explains due_at

CREATE UNIQUE INDEX dossier_code ON dossier (code) WHERE code IS NOT NULL;

-- The inbox: one piece of an index per agency and state, in the order of the
-- list; its counts need no row at all. What was never received in law is no
-- officer's affair.
CREATE INDEX dossier_inbox ON dossier (agency, state, due_at, received_at, id) WHERE received_at IS NOT NULL;
CREATE INDEX dossier_inbox_deciding ON dossier (deciding, state, due_at, received_at, id, agency)
    WHERE received_at IS NOT NULL AND deciding <> agency;

CREATE TRIGGER dossier_accepted_once BEFORE UPDATE OF code, accepted_at, promise ON dossier
WHEN OLD.accepted_at IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'promise-frozen: a dossier is accepted once'); END;

-- A keyed hash of each word of the applicant's name: found by who knows the
-- name, read by nobody.
CREATE TABLE dossier_word (
    word_hash BLOB    NOT NULL,
    dossier   INTEGER NOT NULL REFERENCES dossier (id),
    PRIMARY KEY (word_hash, dossier)
) STRICT, WITHOUT ROWID;

-- The last number of a day at an agency.
CREATE TABLE dossier_code_sequence (
    agency TEXT    NOT NULL REFERENCES agency (code),
    day    TEXT    NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (agency, day)
) STRICT, WITHOUT ROWID;

-- What officers wrote: `note` to each other, `refused` to the citizen. Sealed.
CREATE TABLE note (
    id      TEXT    NOT NULL PRIMARY KEY,
    dossier INTEGER NOT NULL REFERENCES dossier (id),
    officer TEXT    NOT NULL REFERENCES officer (id),
    kind    TEXT    NOT NULL CHECK (kind IN ('note', 'refused')),
    text    BLOB    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;

CREATE INDEX note_dossier ON note (dossier, id);

CREATE TRIGGER note_no_update BEFORE UPDATE ON note
BEGIN SELECT RAISE (ABORT, 'note-append: what was written never changes'); END;
CREATE TRIGGER note_no_delete BEFORE DELETE ON note
BEGIN SELECT RAISE (ABORT, 'note-append: what was written is not deleted'); END;

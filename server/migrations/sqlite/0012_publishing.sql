-- Agencies publish without a restart: proposals, what is no longer offered, and
-- events that belong to a form and to no dossier.

-- Not NULL: the procedure takes no new drafts, what was begun goes on.
ALTER TABLE form_current ADD COLUMN retired_at INTEGER;

-- A version while it is written, asked for and decided on. Definitions are
-- public texts, so nothing is sealed. Frozen once approval was asked for.
CREATE TABLE proposal (
    id         TEXT    NOT NULL PRIMARY KEY,
    agency     TEXT    NOT NULL REFERENCES agency (code),
    author     TEXT    NOT NULL REFERENCES officer (id),
    state      TEXT    NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'refused', 'withdrawn')),
    files      TEXT    NOT NULL,              -- JSON: file name to text
    revision   INTEGER NOT NULL,
    form       TEXT    NOT NULL DEFAULT '',   -- the rest is known once approval is asked for
    procedure  TEXT    NOT NULL DEFAULT '',
    version    TEXT    NOT NULL DEFAULT '',
    hash       TEXT    NOT NULL DEFAULT '',
    made_at    INTEGER NOT NULL,
    saved_at   INTEGER NOT NULL,
    asked_at   INTEGER,
    decided_at INTEGER,
    decided_by TEXT    REFERENCES officer (id),
    why        TEXT    NOT NULL DEFAULT '',
    CHECK (state <> 'approved' OR decided_by <> author)
) STRICT;

CREATE INDEX proposal_agency ON proposal (agency, saved_at);

CREATE TRIGGER proposal_frozen BEFORE UPDATE OF files, revision, form, procedure, version, hash ON proposal
WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE (ABORT, 'proposal-frozen: what was asked for never changes'); END;
CREATE TRIGGER proposal_closed BEFORE UPDATE ON proposal
WHEN OLD.state IN ('approved', 'refused', 'withdrawn')
BEGIN SELECT RAISE (ABORT, 'proposal-frozen: it was decided'); END;
CREATE TRIGGER proposal_no_delete BEFORE DELETE ON proposal
BEGIN SELECT RAISE (ABORT, 'proposal-frozen: a proposal is not deleted'); END;

-- What somebody typed to try a proposal. Sealed like a draft, and never submitted.
CREATE TABLE preview (
    proposal TEXT    NOT NULL REFERENCES proposal (id),
    officer  TEXT    NOT NULL REFERENCES officer (id),
    revision INTEGER NOT NULL,
    answers  BLOB    NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (proposal, officer)
) STRICT, WITHOUT ROWID;

CREATE INDEX preview_saved ON preview (saved_at);

-- The chain as before, in which an event may be of no dossier; hashed as 0.
CREATE TABLE chain (
    seq     INTEGER NOT NULL PRIMARY KEY,
    dossier INTEGER REFERENCES dossier (id),
    kind    TEXT    NOT NULL,
    actor   TEXT    NOT NULL,
    data    TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    hash    BLOB    NOT NULL
) STRICT;
INSERT INTO chain SELECT seq, dossier, kind, actor, data, at, hash FROM event ORDER BY seq;
DROP TRIGGER event_no_update;
DROP TRIGGER event_no_delete;
DROP TABLE event;
ALTER TABLE chain RENAME TO event;

CREATE INDEX event_dossier ON event (dossier) WHERE dossier IS NOT NULL;

CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE (ABORT, 'audit-chain: the log is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE (ABORT, 'audit-chain: the log is append-only'); END;

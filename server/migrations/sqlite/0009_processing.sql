-- What comes between acceptance and the result: the one supplement, how
-- identity was checked, the decision, the paper.

-- Once per dossier: the row's key is the dossier.
CREATE TABLE supplement (
    dossier     INTEGER NOT NULL PRIMARY KEY REFERENCES dossier (id),
    officer     TEXT    NOT NULL REFERENCES officer (id),
    asked       BLOB    NOT NULL,  -- sealed: which answers and papers, and what to mend
    back        TEXT    NOT NULL,  -- the state the dossier returns to
    asked_at    INTEGER NOT NULL,
    until       INTEGER NOT NULL,
    answered_at INTEGER
) STRICT;

CREATE INDEX supplement_until ON supplement (until) WHERE answered_at IS NULL;

CREATE TRIGGER supplement_frozen BEFORE UPDATE OF dossier, officer, asked, back, asked_at, until ON supplement
BEGIN SELECT RAISE (ABORT, 'supplement-once: what was asked never changes'); END;
CREATE TRIGGER supplement_answered_once BEFORE UPDATE OF answered_at ON supplement WHEN OLD.answered_at IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'supplement-once: it is answered once'); END;
CREATE TRIGGER supplement_no_delete BEFORE DELETE ON supplement
BEGIN SELECT RAISE (ABORT, 'supplement-once: what was asked is not deleted'); END;

-- A draft that answers a supplement.
ALTER TABLE draft ADD COLUMN dossier INTEGER REFERENCES dossier (id);
CREATE INDEX draft_dossier ON draft (dossier) WHERE dossier IS NOT NULL;

-- From which state the citizen asked to withdraw.
ALTER TABLE dossier ADD COLUMN withdrawn_from TEXT;

-- The promise may move once more, by the time of the supplement.
DROP TRIGGER dossier_accepted_once;
CREATE TRIGGER dossier_accepted_once BEFORE UPDATE OF code, accepted_at ON dossier
WHEN OLD.accepted_at IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'promise-frozen: a dossier is accepted once'); END;
CREATE TRIGGER dossier_promised_once BEFORE UPDATE OF promise, due_at ON dossier
WHEN OLD.accepted_at IS NOT NULL AND OLD.state <> 'awaitingSupplement'
BEGIN SELECT RAISE (ABORT, 'promise-frozen: a promise moves by a supplement alone'); END;

-- How an officer made sure who asks; a later row goes before an earlier one.
CREATE TABLE identity_check (
    id      TEXT    NOT NULL PRIMARY KEY,
    dossier INTEGER NOT NULL REFERENCES dossier (id),
    officer TEXT    NOT NULL REFERENCES officer (id),
    how     TEXT    NOT NULL CHECK (how IN ('contact', 'vneid', 'counter')),
    at      INTEGER NOT NULL
) STRICT;

CREATE INDEX identity_check_dossier ON identity_check (dossier, id);

CREATE TRIGGER identity_check_no_update BEFORE UPDATE ON identity_check
BEGIN SELECT RAISE (ABORT, 'note-append: what was recorded never changes'); END;
CREATE TRIGGER identity_check_no_delete BEFORE DELETE ON identity_check
BEGIN SELECT RAISE (ABORT, 'note-append: what was recorded is not deleted'); END;

-- The officer's findings while they are written, and the decision.
CREATE TABLE decision (
    dossier    INTEGER NOT NULL PRIMARY KEY REFERENCES dossier (id),
    agency     TEXT    NOT NULL REFERENCES agency (code),
    revision   INTEGER NOT NULL,
    answers    BLOB    NOT NULL,  -- sealed: raw text per field
    ticked     TEXT    NOT NULL,  -- JSON: paths of the citizen's answers found right
    viewed     INTEGER NOT NULL,  -- the revision whose paper was looked at; -1: none
    saved_at   INTEGER NOT NULL,
    officer    TEXT    REFERENCES officer (id),
    document   BLOB,              -- sealed: what was decided, once
    decided_at INTEGER
) STRICT;

CREATE TRIGGER decision_once BEFORE UPDATE ON decision WHEN OLD.decided_at IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'decided-once: a decision never changes'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision
BEGIN SELECT RAISE (ABORT, 'decided-once: a decision is not deleted'); END;

-- What a decision gives: drawn by a job, found by the code on the paper.
CREATE TABLE result (
    dossier    INTEGER NOT NULL PRIMARY KEY REFERENCES dossier (id),
    agency     TEXT    NOT NULL REFERENCES agency (code),
    token_hash BLOB    NOT NULL UNIQUE,
    card       BLOB    NOT NULL,  -- sealed: what the public page may say
    attached   INTEGER NOT NULL CHECK (attached IN (0, 1)),  -- the agency's own system makes the paper
    issued_at  INTEGER NOT NULL,
    paper      BLOB,              -- sealed; NULL until it is there
    sha256     TEXT
) STRICT;

CREATE TRIGGER result_frozen BEFORE UPDATE OF dossier, agency, token_hash, card, attached, issued_at ON result
BEGIN SELECT RAISE (ABORT, 'result-frozen: a result never changes'); END;
CREATE TRIGGER result_drawn_once BEFORE UPDATE OF paper, sha256 ON result WHEN OLD.paper IS NOT NULL
BEGIN SELECT RAISE (ABORT, 'result-frozen: a paper is drawn once'); END;
CREATE TRIGGER result_no_delete BEFORE DELETE ON result
BEGIN SELECT RAISE (ABORT, 'result-frozen: a result is not deleted'); END;

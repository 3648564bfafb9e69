-- Dues, attempts and double entry. Amounts are whole đồng.

CREATE TABLE obligation (
    id         TEXT    NOT NULL PRIMARY KEY,
    dossier    TEXT    NOT NULL REFERENCES dossier (id),
    collect    TEXT    NOT NULL CHECK (collect IN ('submission', 'supplement', 'result')),
    state      TEXT    NOT NULL CHECK (state IN ('due', 'paid', 'waived', 'expired', 'refunding', 'refunded')),
    amount     INTEGER NOT NULL CHECK (amount > 0),
    currency   TEXT    NOT NULL,
    frozen_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    paid_at    INTEGER
) STRICT;

CREATE INDEX obligation_dossier ON obligation (dossier);
CREATE INDEX obligation_due ON obligation (expires_at) WHERE state = 'due';

CREATE TABLE fee_line (
    obligation TEXT    NOT NULL REFERENCES obligation (id),
    rule       TEXT    NOT NULL,
    label      TEXT    NOT NULL,
    amount     INTEGER NOT NULL CHECK (amount >= 0),
    kind       TEXT    NOT NULL,
    code       TEXT
) STRICT;

CREATE INDEX fee_line_obligation ON fee_line (obligation);

CREATE TRIGGER obligation_frozen BEFORE UPDATE OF id, dossier, collect, amount, currency, frozen_at ON obligation
BEGIN SELECT RAISE (ABORT, 'amount-frozen: a due never changes'); END;
CREATE TRIGGER obligation_no_delete BEFORE DELETE ON obligation
BEGIN SELECT RAISE (ABORT, 'amount-frozen: a due is not deleted'); END;
CREATE TRIGGER fee_line_no_update BEFORE UPDATE ON fee_line
BEGIN SELECT RAISE (ABORT, 'amount-frozen: a fee line never changes'); END;
CREATE TRIGGER fee_line_no_delete BEFORE DELETE ON fee_line
BEGIN SELECT RAISE (ABORT, 'amount-frozen: a fee line is not deleted'); END;
-- A second wall behind the table of moves in the code.
CREATE TRIGGER obligation_paid BEFORE UPDATE OF state ON obligation
WHEN OLD.state = 'paid' AND NEW.state NOT IN ('paid', 'refunding')
BEGIN SELECT RAISE (ABORT, 'paid-stays-paid: only an approved refund leaves paid'); END;

CREATE TABLE attempt (
    id          TEXT    NOT NULL PRIMARY KEY,
    obligation  TEXT    NOT NULL REFERENCES obligation (id),
    txn_ref     TEXT    NOT NULL UNIQUE,
    gateway     TEXT    NOT NULL,
    merchant    TEXT    NOT NULL,
    amount      INTEGER NOT NULL CHECK (amount > 0),
    currency    TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('started', 'paid', 'failed', 'cancelled', 'expired', 'review')),
    lang        TEXT    NOT NULL,
    started_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    gateway_txn TEXT,
    poll_at     INTEGER NOT NULL,
    polls       INTEGER NOT NULL,
    FOREIGN KEY (gateway, merchant) REFERENCES merchant_account (gateway, merchant)
) STRICT;

CREATE INDEX attempt_obligation ON attempt (obligation);
CREATE INDEX attempt_poll ON attempt (poll_at) WHERE state = 'started';
-- Invariant credit-once: at most one attempt pays a due.
CREATE UNIQUE INDEX attempt_paid ON attempt (obligation) WHERE state = 'paid';

CREATE TRIGGER attempt_frozen BEFORE UPDATE OF id, obligation, txn_ref, gateway, merchant, amount, currency, started_at ON attempt
BEGIN SELECT RAISE (ABORT, 'amount-frozen: an attempt is for one amount at one gateway'); END;
CREATE TRIGGER attempt_paid_stays BEFORE UPDATE OF state ON attempt
WHEN OLD.state = 'paid' AND NEW.state <> 'paid'
BEGIN SELECT RAISE (ABORT, 'paid-stays-paid: a paid attempt never changes'); END;

-- Every verified report of a gateway and what was made of it.
CREATE TABLE gateway_event (
    seq         INTEGER NOT NULL PRIMARY KEY,
    gateway     TEXT    NOT NULL,
    merchant    TEXT    NOT NULL,
    txn_ref     TEXT    NOT NULL,
    gateway_txn TEXT,
    raw         TEXT    NOT NULL,
    verdict     TEXT    NOT NULL,
    at          INTEGER NOT NULL
) STRICT;

CREATE TABLE ledger_transaction (
    id            TEXT    NOT NULL PRIMARY KEY,
    attempt       TEXT    NOT NULL REFERENCES attempt (id),
    gateway       TEXT    NOT NULL,
    merchant      TEXT    NOT NULL,
    gateway_txn   TEXT    NOT NULL,
    gateway_event INTEGER NOT NULL REFERENCES gateway_event (seq),
    at            INTEGER NOT NULL,
    -- The same movement of money is posted once, whatever reference it came under.
    UNIQUE (gateway, merchant, gateway_txn)
) STRICT;

CREATE TABLE ledger_entry (
    id          INTEGER NOT NULL PRIMARY KEY,
    transaction_id TEXT NOT NULL REFERENCES ledger_transaction (id),
    agency      TEXT    NOT NULL REFERENCES agency (code),
    account     TEXT    NOT NULL,
    obligation  TEXT    REFERENCES obligation (id),
    amount      INTEGER NOT NULL CHECK (amount <> 0)
) STRICT;

CREATE INDEX ledger_entry_transaction ON ledger_entry (transaction_id);
CREATE INDEX ledger_entry_obligation ON ledger_entry (obligation) WHERE obligation IS NOT NULL;

CREATE TRIGGER gateway_event_no_update BEFORE UPDATE ON gateway_event
BEGIN SELECT RAISE (ABORT, 'credit-once: the gateway log is append-only'); END;
CREATE TRIGGER gateway_event_no_delete BEFORE DELETE ON gateway_event
BEGIN SELECT RAISE (ABORT, 'credit-once: the gateway log is append-only'); END;
CREATE TRIGGER ledger_transaction_no_update BEFORE UPDATE ON ledger_transaction
BEGIN SELECT RAISE (ABORT, 'credit-once: the ledger is append-only'); END;
CREATE TRIGGER ledger_transaction_no_delete BEFORE DELETE ON ledger_transaction
BEGIN SELECT RAISE (ABORT, 'credit-once: the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE (ABORT, 'credit-once: the ledger is append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE (ABORT, 'credit-once: the ledger is append-only'); END;

-- What a person must look at.
CREATE TABLE task (
    id          TEXT    NOT NULL PRIMARY KEY,
    agency      TEXT    NOT NULL REFERENCES agency (code),
    kind        TEXT    NOT NULL,
    attempt     TEXT    NOT NULL REFERENCES attempt (id),
    gateway_txn TEXT    NOT NULL,     -- '' when the report named none
    opened_at   INTEGER NOT NULL,
    closed_at   INTEGER,
    UNIQUE (attempt, kind, gateway_txn)
) STRICT;

CREATE INDEX task_open ON task (agency, id) WHERE closed_at IS NULL;

-- The inbox at a province's size: two words of a name are found together, and
-- the lists' lengths need not be counted.

-- Beside each word of a name, each two of them: half of the smaller hash, then
-- half of the larger. What is looked for by two common words is one look-up.
CREATE INDEX dossier_word_dossier ON dossier_word (dossier);
INSERT INTO dossier_word (word_hash, dossier)
    SELECT CAST (substr (a.word_hash, 1, 8) || substr (b.word_hash, 1, 8) AS BLOB) AS pair, a.dossier
    FROM dossier_word a JOIN dossier_word b ON b.dossier = a.dossier AND a.word_hash < b.word_hash
    ORDER BY pair, a.dossier;
DROP INDEX dossier_word_dossier;

-- How many received dossiers of a state an agency has whose promise ends on a
-- day in Viet Nam, counted from 1970; -1: nothing was promised. An agency has a
-- dossier that it receives or decides.
CREATE TABLE inbox_count (
    agency TEXT    NOT NULL,
    state  TEXT    NOT NULL,
    day    INTEGER NOT NULL,
    n      INTEGER NOT NULL CHECK (n >= 0),
    PRIMARY KEY (agency, state, day)
) STRICT, WITHOUT ROWID;

INSERT INTO inbox_count (agency, state, day, n)
    SELECT desk, state, day, count (*) FROM (
        SELECT agency AS desk, state, iif (due_at = 0, -1, (due_at + 25200000000) / 86400000000) AS day
            FROM dossier WHERE received_at IS NOT NULL
        UNION ALL
        SELECT deciding, state, iif (due_at = 0, -1, (due_at + 25200000000) / 86400000000)
            FROM dossier WHERE received_at IS NOT NULL AND deciding <> agency
    ) GROUP BY desk, state, day;

CREATE TRIGGER inbox_count_new AFTER INSERT ON dossier WHEN NEW.received_at IS NOT NULL
BEGIN
    INSERT INTO inbox_count (agency, state, day, n)
        VALUES (NEW.agency, NEW.state, iif (NEW.due_at = 0, -1, (NEW.due_at + 25200000000) / 86400000000), 1)
        ON CONFLICT (agency, state, day) DO UPDATE SET n = n + 1;
    INSERT INTO inbox_count (agency, state, day, n)
        SELECT NEW.deciding, NEW.state, iif (NEW.due_at = 0, -1, (NEW.due_at + 25200000000) / 86400000000), 1
        WHERE NEW.deciding <> NEW.agency
        ON CONFLICT (agency, state, day) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER inbox_count_left AFTER UPDATE OF agency, deciding, state, due_at, received_at ON dossier
WHEN OLD.received_at IS NOT NULL
BEGIN
    UPDATE inbox_count SET n = n - 1
        WHERE agency IN (OLD.agency, OLD.deciding) AND state = OLD.state
            AND day = iif (OLD.due_at = 0, -1, (OLD.due_at + 25200000000) / 86400000000);
    DELETE FROM inbox_count
        WHERE agency IN (OLD.agency, OLD.deciding) AND state = OLD.state
            AND day = iif (OLD.due_at = 0, -1, (OLD.due_at + 25200000000) / 86400000000) AND n = 0;
END;

CREATE TRIGGER inbox_count_come AFTER UPDATE OF agency, deciding, state, due_at, received_at ON dossier
WHEN NEW.received_at IS NOT NULL
BEGIN
    INSERT INTO inbox_count (agency, state, day, n)
        VALUES (NEW.agency, NEW.state, iif (NEW.due_at = 0, -1, (NEW.due_at + 25200000000) / 86400000000), 1)
        ON CONFLICT (agency, state, day) DO UPDATE SET n = n + 1;
    INSERT INTO inbox_count (agency, state, day, n)
        SELECT NEW.deciding, NEW.state, iif (NEW.due_at = 0, -1, (NEW.due_at + 25200000000) / 86400000000), 1
        WHERE NEW.deciding <> NEW.agency
        ON CONFLICT (agency, state, day) DO UPDATE SET n = n + 1;
END;

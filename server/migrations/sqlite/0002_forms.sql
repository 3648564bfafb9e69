-- Published versions of forms. Invariant version-frozen: added, never changed.

CREATE TABLE form_version (
    hash         TEXT    NOT NULL PRIMARY KEY,
    form         TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    procedure    TEXT    NOT NULL,
    manifest     TEXT    NOT NULL,
    compiled     TEXT    NOT NULL,
    decision     TEXT,
    compiled_hash BLOB   NOT NULL,  -- SHA-256 of both, so that damage is seen
    published_at INTEGER NOT NULL,
    UNIQUE (form, version)
) STRICT;

CREATE TABLE form_file (
    hash TEXT NOT NULL REFERENCES form_version (hash),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (hash, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE form_current (
    form  TEXT    NOT NULL PRIMARY KEY,
    hash  TEXT    NOT NULL REFERENCES form_version (hash),
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER form_version_no_update BEFORE UPDATE ON form_version
BEGIN SELECT RAISE (ABORT, 'version-frozen: a published version never changes'); END;
CREATE TRIGGER form_version_no_delete BEFORE DELETE ON form_version
BEGIN SELECT RAISE (ABORT, 'version-frozen: a published version is never deleted'); END;
CREATE TRIGGER form_file_no_update BEFORE UPDATE ON form_file
BEGIN SELECT RAISE (ABORT, 'version-frozen: a published file never changes'); END;
CREATE TRIGGER form_file_no_delete BEFORE DELETE ON form_file
BEGIN SELECT RAISE (ABORT, 'version-frozen: a published file is never deleted'); END;

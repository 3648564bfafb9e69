-- Answers on their way, and files. Everything a person gave is sealed.

CREATE TABLE draft (
    id         TEXT    NOT NULL PRIMARY KEY,
    owner      TEXT    NOT NULL REFERENCES principal (id),
    agency     TEXT    NOT NULL REFERENCES agency (code),
    form_hash  TEXT    NOT NULL REFERENCES form_version (hash),
    lang       TEXT    NOT NULL,
    revision   INTEGER NOT NULL,
    answers    BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    saved_at   INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX draft_owner ON draft (owner);
CREATE INDEX draft_expires ON draft (expires_at);

-- The bytes lie in the file folder under the id, sealed with the key that is
-- here in wrapped form: deleting the row makes the bytes unreadable for ever.
-- Neither draft nor dossier: uploaded through the API and not submitted yet.
CREATE TABLE file (
    id         TEXT    NOT NULL PRIMARY KEY,
    owner      TEXT    NOT NULL REFERENCES principal (id),
    agency     TEXT    NOT NULL REFERENCES agency (code),
    draft      TEXT    REFERENCES draft (id),
    dossier    TEXT    REFERENCES dossier (id),
    field      TEXT    NOT NULL,
    name       BLOB    NOT NULL,
    size       INTEGER NOT NULL,
    media_type TEXT    NOT NULL,
    sha256     TEXT    NOT NULL,
    key        BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK (draft IS NULL OR dossier IS NULL)
) STRICT;

CREATE INDEX file_draft ON file (draft) WHERE draft IS NOT NULL;
CREATE INDEX file_dossier ON file (dossier) WHERE dossier IS NOT NULL;
CREATE INDEX file_loose ON file (owner, created_at) WHERE draft IS NULL AND dossier IS NULL;

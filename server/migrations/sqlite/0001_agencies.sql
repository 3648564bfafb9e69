-- Agencies, what they offer, and who acts.

CREATE TABLE agency (
    code    TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    name_en TEXT NOT NULL,
    level   TEXT NOT NULL CHECK (level IN ('province', 'commune')),
    unit    TEXT
) STRICT;

CREATE TABLE offering (
    procedure TEXT NOT NULL,
    agency    TEXT NOT NULL REFERENCES agency (code),
    settings  TEXT NOT NULL,
    PRIMARY KEY (procedure, agency)
) STRICT, WITHOUT ROWID;

-- An incoming call of a gateway finds its account, and so its secret, by
-- gateway and merchant code. The secret is sealed.
CREATE TABLE merchant_account (
    gateway          TEXT    NOT NULL,
    merchant         TEXT    NOT NULL,
    agency           TEXT    NOT NULL REFERENCES agency (code),
    secret           BLOB    NOT NULL,
    collects_for_all INTEGER NOT NULL CHECK (collects_for_all IN (0, 1)),
    PRIMARY KEY (gateway, merchant)
) STRICT, WITHOUT ROWID;

-- A token is kept as its hash alone.
CREATE TABLE principal (
    id         TEXT    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL CHECK (kind IN ('cookie', 'apiClient')),
    token_hash BLOB    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE api_client (
    agency    TEXT NOT NULL REFERENCES agency (code),
    name      TEXT NOT NULL,
    principal TEXT NOT NULL UNIQUE REFERENCES principal (id),
    PRIMARY KEY (agency, name)
) STRICT, WITHOUT ROWID;

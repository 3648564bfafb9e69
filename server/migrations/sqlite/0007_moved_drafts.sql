-- 1: a newer version of the form took over this draft, and its owner has not
-- saved a page since, so the pages still say so.
ALTER TABLE draft ADD COLUMN moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1));

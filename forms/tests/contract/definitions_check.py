"""Judges definitions by the schema that editors complete them by, with
python-jsonschema; ends with 1 where the reader takes what the schema refuses,
or the schema takes what it must know to be wrong."""

import json
import sys

from jsonschema import Draft202012Validator


def main(path):
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    checks = {}
    for name, schema in given["schemas"].items():
        Draft202012Validator.check_schema(schema)
        checks[name] = Draft202012Validator(schema)
    wrong, refused = [], 0
    for row in given["rows"]:
        check = checks[row["document"]]
        valid = check.is_valid(row["data"])
        refused += not valid
        if row["accepted"] and not valid:
            why = [f"{error.json_path}: {error.message[:200]}" for error in check.iter_errors(row["data"])]
            wrong.append(f"{row['name']}: the reader takes it: {why[:3]}")
        if row["plain"] and valid:
            wrong.append(f"{row['name']}: the schema takes it")
    print(f"python-jsonschema: {len(given['rows'])} definitions, {refused} refused, {len(wrong)} disagreements")
    print("\n".join(wrong[:12]))
    return 1 if wrong else 0


sys.exit(main(sys.argv[1]))

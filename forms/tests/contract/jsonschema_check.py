"""Judges documents by their schemas with python-jsonschema; ends with 1 where
it disagrees with what the engine said."""

import json
import sys

from jsonschema import Draft202012Validator


def main(path):
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)
    documents, wrong, first = 0, [], ""
    for row in rows:
        Draft202012Validator.check_schema(row["schema"])
        Draft202012Validator.check_schema(row["draft"])
        check = Draft202012Validator(row["schema"])
        for document in row["documents"]:
            documents += 1
            valid = check.is_valid(document["data"])
            accepted = document["accepted"]
            if valid != accepted and (accepted or row["exact"]):
                why = [error.message[:200] for error in check.iter_errors(document["data"])]
                data = json.dumps(document["data"], ensure_ascii=False)
                first = first or row["definition"]
                wrong.append(f"seed {row['seed']}: engine {accepted}, jsonschema {valid}: {data} {why}")
    print(f"python-jsonschema: {documents} documents, {len(wrong)} disagreements")
    print("\n".join(wrong[:12]), first, sep="\n")
    return 1 if wrong else 0


sys.exit(main(sys.argv[1]))

"""Validates JSON against a JSON Schema: validate.py SCHEMA FILE, a JSON value each line of FILE.

Prints at most ten errors and their locations. Exits with 1 where one is not valid, and
with 77 where python3-jsonschema is not installed.
"""

import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as file:
    SCHEMA = json.load(file)
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)
VALIDATOR.check_schema(SCHEMA)
validator = VALIDATOR(SCHEMA)

wrong = 0
with open(sys.argv[2], encoding="utf-8") as file:
    for number, line in enumerate(file, 1):
        errors = sorted(validator.iter_errors(json.loads(line)), key=lambda e: e.json_path)
        wrong += bool(errors)
        if errors and wrong <= 10:
            for error in errors:
                error = jsonschema.exceptions.best_match([error])
                print(f"line {number}: {error.json_path}: {error.message[:300]}")
sys.exit(1 if wrong else 0)

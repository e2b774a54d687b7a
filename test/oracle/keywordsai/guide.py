"""Runs snippets of docs/receiving.md: a list of {python, headers, body (base64), known} in, a list of true, false or a fault out."""

import base64
import json
import sys


def outcome(case):
    scope = {}
    try:
        exec(case["python"], scope)
        return scope["verify"](case["headers"], base64.b64decode(case["body"]), case["known"])
    except Exception as fault:
        return repr(fault)


json.dump([outcome(case) for case in json.load(sys.stdin)], sys.stdout)

"""What process mining makes of an event log: mine.py LOG.xes, as JSON on the last line."""

import json
import sys

import pm4py


def main(path):
    log = pm4py.read_xes(path)
    variants = pm4py.get_variants(log)
    found = {
        "cases": log["case:concept:name"].nunique(),
        "events": len(log),
        "variants": {" > ".join(way): cases for way, cases in variants.items()},
        "activities": log["concept:name"].value_counts().to_dict(),
        "resources": log["org:resource"].value_counts().to_dict(),
        "transitions": log["lifecycle:transition"].value_counts().to_dict(),
        "first": log["time:timestamp"].min().isoformat(),
        "last": log["time:timestamp"].max().isoformat(),
    }
    print(json.dumps(found))


main(sys.argv[1])

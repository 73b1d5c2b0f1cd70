"""The rows of a Parquet file: rows.py FILE, as JSON on the last line. Read by two readers that must agree."""

import json
import sys

import duckdb
import pyarrow.parquet


def main(path):
    rows = pyarrow.parquet.read_table(path).to_pylist()
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    result = connection.execute(f"SELECT * FROM '{path}'")
    names = [column[0] for column in result.description]
    again = [dict(zip(names, row)) for row in result.fetchall()]
    assert spelled(rows) == spelled(again), (rows, again)
    print(spelled(rows))


def spelled(rows):
    return json.dumps(rows, default=lambda moment: moment.timestamp())


main(sys.argv[1])

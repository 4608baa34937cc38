"""Reads a published run with DuckDB: every table is there, described, and the books close.

Usage: python duckdb_reads_the_run.py <out>/current
"""

import json
import sys
from pathlib import Path

import duckdb

RUN = Path(sys.argv[1])
TABLES = """source_files source_rows records findings matches duplicates beneficiaries entitlements
changes arrears bridge prospects calendar quality conditions columns subjects facts claims worklist visits coverage""".split()


def one(sql):
    return duckdb.sql(sql).fetchall()[0]


def table(name):
    return f"read_parquet('{RUN}/tables/{name}.parquet')"


problems = []


def check(what, left, right):
    print(f"{what}: {left} = {right}")
    if left != right:
        problems.append(what)


for name in TABLES:
    path = f"{RUN}/tables/{name}.parquet"
    meta = {k.decode(): v.decode() for k, v in
            duckdb.sql(f"select key, value from parquet_kv_metadata('{path}')").fetchall()}
    columns = [row[0] for row in duckdb.sql(f"describe select * from {table(name)}").fetchall()]
    described = [c for c in columns if meta.get(f"column.{c}.vi") and meta.get(f"column.{c}.en")]
    check(f"{name}: columns described", len(described), len(columns))
    check(f"{name}: schema version", bool(meta.get("schema_version")), True)

data, accepted, quarantined, superseded = one(f"""
    select count(*), count(*) filter (disposition = 'accepted'), count(*) filter (disposition = 'quarantined'),
           count(*) filter (disposition = 'superseded')
    from {table('source_rows')} where row_kind = 'data'""")
check("data rows = accepted + quarantined + superseded", data, accepted + quarantined + superseded)
check("some rows were accepted", accepted > 0, True)
check("records = accepted rows", one(f"select count(*) from {table('records')}")[0], accepted)
check("one verdict a record", one(f"""
    select count(*) from {table('records')} r join {table('matches')} m using (row_id)""")[0], accepted)
check("no verdict without a record", one(f"select count(*) from {table('matches')}")[0], accepted)
check("source rows = rows of the files", one(f"select count(*) from {table('source_rows')}")[0],
      one(f"select coalesce(sum(rows), 0) from {table('source_files')}")[0])
check("wards whose bridge does not balance", one(f"""
    select count(*) from (select ward_code,
        sum(amount) filter (reason <> 'closing') - sum(amount) filter (reason = 'closing') as money,
        sum(persons) filter (reason <> 'closing') - sum(persons) filter (reason = 'closing') as people
        from {table('bridge')} group by ward_code) where money <> 0 or people <> 0""")[0], 0)
check("changes that are increases or decreases", one(f"""
    select count(*) from {table('changes')} where direction in ('increase', 'decrease')""")[0],
      one(f"select count(*) from {table('changes')}")[0])
check("there are changes", one(f"select count(*) > 0 from {table('changes')}")[0], True)
check("lines without clause or explanation", one(f"""
    select count(*) from {table('changes')} where clause = '' or explanation_vi = ''""")[0], 0)
manifest = json.loads((RUN / "run.json").read_text(encoding="utf-8"))
check("manifest names the run", bool(manifest.get("run_id")), True)
check("the page is there", (RUN / "report/index.html").is_file(), True)

if problems:
    sys.exit("does not hold: " + "; ".join(problems))

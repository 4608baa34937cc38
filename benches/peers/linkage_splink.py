#!/usr/bin/env python3
"""Splink 4 on DuckDB against ansinh, on the same register and rows.

    cargo bench --bench linkage -- 1000000/60000 hard seed=7 keep=DIR train=DIR/model.toml
    pip install 'splink==4.*' duckdb pyarrow
    python benches/peers/linkage_splink.py DIR

Reads `registers/population.parquet`, `rows.parquet`, `truth.parquet` and what the bench left about
itself (`verdicts.csv`, `cost.txt`). The configuration is as careful as we could make it: blocking
rules robust against every kind of error, several levels for names and dates, term frequencies on
full names, the number's parts left out (they repeat sex and year), u from a sample, the prior by
deterministic rules, m by EM in three blocks. Normalising and training count in its time.
"""
import os
import resource
import sys
import time

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

PREPARE = """
create table {table} as
with raw as (select *, lower(nfc_normalize({name})) as nx from read_parquet('{path}'))
select {key} as unique_id, nx, replace(strip_accents(nx), 'đ', 'd') as na,
  split_part(replace(strip_accents(nx), 'đ', 'd'), ' ', 1) as sur,
  list_last(string_split(replace(strip_accents(nx), 'đ', 'd'), ' ')) as giv,
  substr({birth}, 1, 4) as y,
  case when length({birth}) = 10 and substr({birth}, 6) <> '01-01' then {birth} end as dob,
  case when length({birth}) = 10 and substr({birth}, 6) <> '01-01'
    then substr({birth}, 1, 5) || substr({birth}, 9, 2) || '-' || substr({birth}, 6, 2) end as dob_swapped,
  {gender} as gender, {id} as pid, {cmnd} as cmnd, {ward} as w1, {ward2} as w2,
  right(regexp_replace({phone}, '[^0-9]', '', 'g'), 9) as phone,
  regexp_extract(replace(strip_accents(lower({address})), 'đ', 'd'), '(?:thon|xom|tdp|to dan pho so|to) *0*([0-9]+)', 1) as hamlet,
  regexp_extract(replace(strip_accents(lower({address})), 'đ', 'd'), '(?:^so|^sn) *0*([0-9]+)', 1) as house
from raw
"""


def level(sql, label, **more):
    return cll.CustomLevel(sql, label).configure(**more)


def settings():
    null = lambda column: cll.NullLevel(column)
    name = cl.CustomComparison(output_column_name="name", comparison_levels=[
        null("na"),
        level('"nx_l" = "nx_r"', "exact", tf_adjustment_column="nx", disable_tf_exact_match_detection=True),
        level('"na_l" = "na_r"', "without marks", tf_adjustment_column="na", disable_tf_exact_match_detection=True),
        level('damerau_levenshtein("na_l", "na_r") <= 1', "one edit"),
        level('"sur_l" = "sur_r" and "giv_l" = "giv_r"', "surname and given", tf_adjustment_column="giv",
              disable_tf_exact_match_detection=True),
        level('jaro_winkler_similarity("na_l", "na_r") >= 0.92', "alike"),
        level('"giv_l" = "giv_r"', "given"),
        cll.ElseLevel()])
    birth = cl.CustomComparison(output_column_name="birth", comparison_levels=[
        null("y"),
        level('"dob_l" = "dob_r"', "full"),
        level('"dob_l" = "dob_swapped_r"', "swapped"),
        level('("dob_l" is null or "dob_r" is null) and "y_l" = "y_r"', "year only"),
        level('"y_l" = "y_r" and (substr("dob_l", 6, 2) = substr("dob_r", 6, 2) or substr("dob_l", 9) = substr("dob_r", 9))',
              "year and one part"),
        level('substr("dob_l", 6) = substr("dob_r", 6)', "day and month"),
        level('"y_l" = "y_r"', "year"),
        level('("dob_l" is null or "dob_r" is null) and abs(cast("y_l" as int) - cast("y_r" as int)) = 1', "near year"),
        cll.ElseLevel()])
    number = cl.CustomComparison(output_column_name="number", comparison_levels=[
        level('("pid_l" is null or "pid_r" is null) and ("cmnd_l" is null or "cmnd_r" is null)', "null",
              is_null_level=True),
        level('"pid_l" = "pid_r"', "equal"),
        level('"pid_l" is null and "cmnd_l" = "cmnd_r" or "pid_r" is null and "cmnd_l" = "cmnd_r"', "old number"),
        level('damerau_levenshtein("pid_l", "pid_r") <= 1', "one edit"),
        cll.ElseLevel()])
    ward = cl.CustomComparison(output_column_name="ward", comparison_levels=[
        null("w1"),
        level('"w1_l" = "w1_r" and "hamlet_l" = "hamlet_r" and "house_l" = "house_r" and "hamlet_l" <> \'\' and "house_l" <> \'\'', "house"),
        level('"w1_l" = "w1_r" and "hamlet_l" = "hamlet_r" and "hamlet_l" <> \'\'', "hamlet"),
        level('"w1_l" = "w1_r"', "ward"),
        level('"w1_l" = "w2_r" or "w2_l" = "w1_r"', "other ward named"),
        cll.ElseLevel()])
    return SettingsCreator(
        link_type="link_only",
        comparisons=[name, birth, number, ward, cl.ExactMatch("gender"), cl.ExactMatch("phone")],
        blocking_rules_to_generate_predictions=[
            block_on("pid"), block_on("cmnd"), block_on("na", "y"), block_on("na", "w1"), block_on("dob", "w1"),
            block_on("giv", "dob"), block_on("phone", "giv"), block_on("giv", "y", "w1"),
            block_on("substr(pid, 7)", "giv"), block_on("substr(pid, 1, 9)", "giv"),
            'l."na" = r."na" and l."w2" = r."w1"', 'l."giv" = r."giv" and l."dob" = r."dob_swapped"'],
        max_iterations=25, retain_intermediate_calculation_columns=False, retain_matching_columns=False)


def figures(connection, table, label, threshold):
    """Precision, recall and F1 at a threshold, and the best F1. `table`: row, person, p, tie."""
    findable = connection.execute("select count(person_id) from truth").fetchone()[0]
    ordered = connection.execute(f"""
        select p, person is not distinct from t.person_id and t.person_id is not null
        from {table} join truth t using (row) order by p desc, tie desc""").fetchall()
    best, right, at = (0, 0), 0, None
    for count, (p, good) in enumerate(ordered, 1):
        if at is None and p < threshold:
            at = (right, count - 1)
        right += good
        best = max(best, (2 * right / (count + findable), p))
    right, count = at or (right, len(ordered))
    print(f"{label}: at {threshold} precision {right / max(count, 1):.5f} recall {right / findable:.5f} "
          f"F1 {2 * right / (count + findable):.5f}; errors (wrong + not found) {count - right + findable - right}; "
          f"best threshold F1 {best[0]:.5f}")


def main():
    folder = sys.argv[1]
    sample = float(sys.argv[2]) if len(sys.argv) > 2 else 1e7
    started = time.time()
    connection = duckdb.connect(os.path.join(folder, "splink.duckdb") if "--disk" in sys.argv else ":memory:")
    connection.execute("set threads = 2")
    # What it cannot hold goes to a file.
    connection.execute("set memory_limit = '12GB'")
    connection.execute(PREPARE.format(table="rows_in", path=f"{folder}/rows.parquet", key="row", name="name", birth="birth",
                                      gender="gender", id="person_id", cmnd="cmnd", ward="ward", ward2="address_ward",
                                      phone="phone", address="address"))
    connection.execute(PREPARE.format(table="register", path=f"{folder}/registers/population.parquet", key="person_id",
                                      name="full_name", birth="birth_date", gender="gender", id="person_id", cmnd="cmnd",
                                      ward="ward_code", ward2="previous_ward_code", phone="phone", address="address"))
    linker = Linker(["rows_in", "register"], settings(), DuckDBAPI(connection), set_up_basic_logging=False,
                    input_table_aliases=["a_rows", "b_register"])
    linker.training.estimate_probability_two_random_records_match(
        [block_on("pid"), block_on("na", "dob", "w1")], recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=sample, seed=1)
    for rule in (block_on("pid"), block_on("na", "dob"), block_on("na", "w1", "y")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    connection.execute(f"""create table top as
        select unique_id_l as row, unique_id_r as person, match_probability as p, match_weight as tie
        from (select *, row_number() over (partition by unique_id_l order by match_weight desc, unique_id_r) as place
              from (select case when source_dataset_l = 'a_rows' then unique_id_l else unique_id_r end as unique_id_l,
                           case when source_dataset_l = 'a_rows' then unique_id_r else unique_id_l end as unique_id_r,
                           match_probability, match_weight from {pairs.physical_name}))
        where place = 1""")
    wall, usage = time.time() - started, resource.getrusage(resource.RUSAGE_SELF)
    connection.execute(f"create table truth as from read_parquet('{folder}/truth.parquet')")
    figures(connection, "top", "splink", 0.95)
    print(f"splink: {wall:.1f} s wall, {usage.ru_utime + usage.ru_stime:.1f} s CPU, peak {usage.ru_maxrss // 1024} MB "
          f"(normalising and training in it)")
    if os.path.exists(f"{folder}/verdicts.csv"):
        connection.execute(f"""create table ours as
            select row, person, case when outcome = 'matched' then p + 1 else p end as p, weight as tie
            from read_csv('{folder}/verdicts.csv', header = true, all_varchar = false,
                          types = {{'row': 'VARCHAR', 'person': 'VARCHAR'}}) where p is not null""")
        # The program's own threshold is its verdict `matched`, put above all others.
        figures(connection, "ours", "ansinh (1.0 and over: matched)", 1.0)
        # Both held to one and the same probability.
        connection.execute("create table plain as select row, person, if(p > 1, p - 1, p) as p, tie from ours")
        figures(connection, "plain", "ansinh, by the probability alone:", 0.95)
        print("ansinh:", open(f"{folder}/cost.txt").read().strip())


main()

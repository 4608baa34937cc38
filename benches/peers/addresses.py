"""Addresses: ansinh beside vietnamadminunits on one labelled file, in one run.

    pip install vietnamadminunits
    cargo build --release
    python benches/peers/addresses.py FILE [--ansinh target/release/ansinh] [--reference pipelines/reference]

FILE has the columns of the generated sets (`cargo bench --bench addresses -- csv=FILE`): address,
form, new_ward_code (a code, or `ambiguous`), candidates. Right, wrong and none count rows whose
truth is a ward; "left open" is the share of ambiguous rows for which no ward was named.

Privacy: for split wards vietnamadminunits sends the whole address to a public web geocoder. That
call is patched out, and every socket of this process is refused before the package is imported.
"""

import argparse
import csv
import socket
import subprocess
import sys
import time


class NoNetwork(OSError):
    pass


def refuse(*_args, **_kwargs):
    raise NoNetwork("addresses stay on this machine")


def block_network():
    socket.socket.connect = refuse
    socket.socket.connect_ex = refuse
    socket.create_connection = refuse
    socket.getaddrinfo = refuse


def read_cases(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ansinh(cases, path, program, reference):
    """Codes of `ansinh normalize addresses`, and the alternatives it lists."""
    command = [program, "normalize", "addresses", path, "--column", "address", "--reference", reference]
    out = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    rows = list(csv.reader(out.splitlines()))
    # The input has columns of the same names, so that the added ones are counted from the right.
    added = ["ward_code", "province_code", "ward_name", "rest", "confidence", "alternatives", "issues"]
    assert rows[0][-len(added):] == added, rows[0]
    at = {name: place - len(added) for place, name in enumerate(added)}
    if len(rows) - 1 != len(cases):
        sys.exit("ansinh gave another number of rows than the file has")
    return [row[at["ward_code"]] for row in rows[1:]], [row[at["alternatives"]] for row in rows[1:]]


def vietnamadminunits():
    """A function for each documented call: address and form to a ward code or None."""
    block_network()
    calls = {"suppressed": 0}

    def no_geocoder(*_args, **_kwargs):
        calls["suppressed"] += 1
        return None

    from geopy.geocoders import ArcGIS

    ArcGIS.geocode = no_geocoder
    from vietnamadminunits import convert_address, parse_address

    def attempt(call, address):
        try:
            unit = call(address)
        except Exception:  # a refusal or an error of the package names no ward
            return None
        return getattr(unit, "ward_code", None) if unit is not None else None

    def told(address, form):
        return attempt(parse_address if form.startswith(("new2", "mixed")) else convert_address, address)

    def blind(address, _form):
        return attempt(convert_address, address) or attempt(parse_address, address)

    return {"vietnamadminunits, form told": told, "vietnamadminunits, blind": blind}, calls


def score(cases, codes):
    right = wrong = none = opened = guessed = 0
    for case, code in zip(cases, codes, strict=True):
        truth = case["new_ward_code"]
        if truth == "ambiguous" or not truth:
            guessed += bool(code)
            opened += not code
        elif not code:
            none += 1
        elif str(code) == truth:
            right += 1
        else:
            wrong += 1
    decidable, open_rows = max(right + wrong + none, 1), max(opened + guessed, 1)
    share = [100 * part / decidable for part in (right, wrong, none)] + [100 * opened / open_rows]
    return (right, wrong, none, opened, guessed), share


def show(name, counts, share, seconds, rows):
    right, wrong, none, opened, guessed = counts
    print(
        f"{name:<32} right {right:5d} {share[0]:6.2f} %  wrong {wrong:4d} {share[1]:6.2f} %  "
        f"none {none:4d} {share[2]:6.2f} %  left open {opened}/{opened + guessed} {share[3]:6.2f} %  "
        f"{rows / max(seconds, 1e-9):9.0f} rows/s"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--ansinh", default="target/release/ansinh")
    parser.add_argument("--reference", default="pipelines/reference")
    arguments = parser.parse_args()
    cases = read_cases(arguments.file)
    started = time.perf_counter()
    codes, alternatives = ansinh(cases, arguments.file, arguments.ansinh, arguments.reference)
    seconds = time.perf_counter() - started
    show("ansinh (start of program included)", *score(cases, codes), seconds, len(cases))
    ambiguous = [(c, a) for c, a in zip(cases, alternatives) if c["new_ward_code"] == "ambiguous" and c["candidates"]]
    listed = sum(set(c["candidates"].replace(";", "|").split("|")) == set(a.split(";")) for c, a in ambiguous)
    print(f"{'':<32} alternatives are exactly the candidates in {listed} of {len(ambiguous)}")
    peers, calls = vietnamadminunits()
    for name, call in peers.items():
        call("Phường Lê Chân, Thành phố Hải Phòng", "new2")
        started = time.perf_counter()
        codes = [call(case["address"], case["form"]) for case in cases]
        show(name, *score(cases, codes), time.perf_counter() - started, len(cases))
    print(f"calls to a public geocoder suppressed: {calls['suppressed']}")


if __name__ == "__main__":
    main()

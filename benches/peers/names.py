"""Names: ansinh beside usual ways to compare two names, on one labelled file, in one run.

    pip install unidecode jellyfish
    cargo build --release
    python benches/peers/names.py FILE [--ansinh target/release/ansinh] [--reference pipelines/reference]

FILE has the columns name_a, name_b, same_person_name (yes or no) and, if it has them, canonical_a
and kind_of_variation. A method says yes or no to each pair; accuracy is the share said right.
"""

import argparse
import csv
import subprocess
import sys
import unicodedata

import jellyfish
from unidecode import unidecode


def folded(name):
    return " ".join(unidecode(unicodedata.normalize("NFC", name)).lower().split())


PEERS = {
    "always yes": lambda a, b: True,
    "NFC and casefold equal": lambda a, b: unicodedata.normalize("NFC", a).casefold()
    == unicodedata.normalize("NFC", b).casefold(),
    "unidecode and lower equal": lambda a, b: folded(a) == folded(b),
    "Damerau <= 1 on unidecode": lambda a, b: jellyfish.damerau_levenshtein_distance(folded(a), folded(b)) <= 1,
    "Jaro-Winkler >= 0.92 on unidecode": lambda a, b: jellyfish.jaro_winkler_similarity(folded(a), folded(b)) >= 0.92,
}


def run(program, *arguments):
    """Rows of a command of ansinh, by the names of its columns."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"ansinh {arguments[0]} {arguments[1]}: {done.stderr.strip()}")
    return list(csv.DictReader(done.stdout.splitlines()))


def score(name, truth, said):
    true_yes = sum(t and s for t, s in zip(truth, said, strict=True))
    false_yes = sum(s and not t for t, s in zip(truth, said, strict=True))
    right = sum(t == s for t, s in zip(truth, said, strict=True))
    yes, no = sum(truth), len(truth) - sum(truth)
    percent = lambda part, whole: 100 * part / max(whole, 1)
    print(
        f"{name:<34} accuracy {percent(right, len(truth)):6.2f} %  recall {percent(true_yes, yes):6.2f} %  "
        f"precision {percent(true_yes, true_yes + false_yes):6.2f} %  false yes {percent(false_yes, no):6.2f} %"
    )


def by_kind(name, answers):
    """Prints the kinds of variation with a wrong answer."""
    for kind in sorted({kind for good, kind in answers if not good}):
        of_kind = [good for good, own in answers if own == kind]
        print(f"  {name}, {kind}: {sum(of_kind)} of {len(of_kind)} right")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--ansinh", default="target/release/ansinh")
    parser.add_argument("--reference", default="pipelines/reference")
    arguments = parser.parse_args()
    with open(arguments.file, encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    truth = [case["same_person_name"] == "yes" for case in cases]
    common = ["--reference", arguments.reference]
    compared = run(
        arguments.ansinh, "compare", "names", arguments.file, "--left", "name_a", "--right", "name_b", *common
    )
    score("ansinh compare names", truth, [row["same"] == "yes" for row in compared])
    for name, same in PEERS.items():
        score(name, truth, [bool(same(case["name_a"], case["name_b"])) for case in cases])
    wanted = [(at, case["canonical_a"]) for at, case in enumerate(cases) if case.get("canonical_a")]
    if wanted:
        shown = run(arguments.ansinh, "normalize", "names", arguments.file, "--column", "name_a", *common)
        right = [(shown[at]["canonical"] == canonical, cases[at].get("kind_of_variation", "")) for at, canonical in wanted]
        print(f"ansinh normalize names: canonical form right in {sum(good for good, _ in right)} of {len(wanted)}")
        by_kind("canonical form", right)
    said = zip((row["same"] == "yes" for row in compared), truth, cases, strict=True)
    by_kind("compare", [(same == true, case.get("kind_of_variation", "")) for same, true, case in said])


if __name__ == "__main__":
    main()

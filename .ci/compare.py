"""usage: compare.py ENGINE FOUND EXPECTED…: every row of an engine against the program's, counts and money exactly, the
rest to 1e-12; fails when one differs, is absent or is not expected."""
import csv, sys

KEY = ("projet", "periode", "volet", "indicateur", "detail")
EXACT = ("numerateur", "denominateur", "n_manquant", "n_en_cours")
REAL = ("valeur", "ic_bas", "ic_haut", "borne_basse", "borne_haute")
engine, found, *expected = sys.argv[1:]


def read(paths):
    rows = {}
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                rows[tuple(row[name] for name in KEY)] = row
    return rows


def number(text):
    return None if text in ("", None) else float(text)


def differs(name, one, other):
    one, other = number(one), number(other)
    if one is None or other is None:
        return one is not other
    # A quotient of days or of budgets is no finite decimal: the last digit of a double is not a difference.
    limit = 1e-12 * max(1, abs(one)) if name in REAL or one != int(one) else 0
    return abs(one - other) > limit


want, got = read(expected), read([found])
faults = []
for key, row in sorted(want.items()):
    other = got.get(key)
    if other is None:
        faults.append(f"{'|'.join(key)}: absent")
        continue
    wrong = [name for name in EXACT + REAL if differs(name, row[name], other[name])]
    wrong += [name for name in ("unite", "statut") if row[name] != other[name]]
    if wrong:
        faults.append(f"{'|'.join(key)}: " + ", ".join(f"{name} {row[name]} != {other[name]}" for name in wrong))
faults += [f"{'|'.join(key)}: unexpected" for key in sorted(set(got) - set(want))]
print(f"{engine}: {len(want) - len(faults)} of {len(want)} rows equal")
for fault in faults[:20]:
    print("  " + fault)
sys.exit(1 if faults or not want else 0)

"""Intake: first load, the next night, readers of other formats and inspect, against what is at hand for each.

The other side of each pair:
- First load: the sqlite3 shell imports the book's own rows of the payments, documents included, from CSV into a table with
  the book's columns and primary key, then makes the book's three indexes. It need not read the backup, rebuild loans, judge
  anything, render documents, hash a log or keep the files; it has the whole answer in hand. As a second, unbounded row it
  imports what the backup itself says of the payments.
- Next night: the sqlite3 shell selects every row of every table of the backup.
- CSV, XLSX: pyarrow.csv on one thread, openpyxl in its read-only mode; both without their start, ours with it.
"""
import random
import shutil
import sqlite3
import subprocess
import sys

from benchmarks import samples
from benchmarks.programs import BIN, command, rounds, run

OURS = "recaudo"


def sync(database, backup):
    return command([BIN, "sync", "--database", f"sqlite:{database}", "--tenant", "bench", "--create", "--json", backup])


def fresh(database):
    for stale in database.parent.glob(database.name + "*"):
        stale.unlink()
    return database


def simulate(folder, payments, nights):
    """A backup of about `payments` payments: routes of 200 clients with three years of work, some 32,000 payments each."""
    backup = folder / f"payments-{payments}-{nights}"
    if not backup.exists():
        run([BIN, "simulate", "--output", backup, "--seed", 7, "--routes", max(1, round(payments / 32_257)), "--clients", 200,
             "--days", 1100, "--end-date", "2026-10-31", "--nights", nights])
    return backup


def edited(backup, share):
    """A copy of a backup in which that share of the payments, drawn at random over all of history, has another amount."""
    copy = backup.parent / f"{backup.name}-edited"
    if copy.exists():
        return copy
    shutil.copytree(backup, copy)
    draw = random.Random(5)
    for file in sorted(copy.glob("*/pagos.db")):
        book = sqlite3.connect(file)
        for (table,) in book.execute("SELECT name FROM sqlite_schema WHERE name GLOB 'a[0-9]*' ORDER BY name").fetchall():
            rows = [row for (row,) in book.execute(f'SELECT rowid FROM "{table}"') if draw.random() < share]
            book.executemany(f'UPDATE "{table}" SET abono = abono + 1000 WHERE rowid = ?', [(row,) for row in rows])
        book.commit()
        book.close()
    return copy


def import_script(folder, book):
    """What the shell is told for the book's own rows: table with its key, rows, then the indexes."""
    rows = folder / "payments.csv"
    with open(rows, "w") as sink:
        subprocess.run(["sqlite3", "-csv", book, "SELECT * FROM payment"], stdout=sink, check=True)
    table = run(["sqlite3", book, "SELECT sql FROM sqlite_schema WHERE name = 'payment'"]).stdout
    # An empty cell of CSV is an empty text to the shell, which a strict column refuses; the loans are not there.
    table = table.replace("STRICT", "")
    head, _, _ = table.partition("FOREIGN KEY")
    table = head.rstrip().rstrip(",") + ")"
    indexes = run(["sqlite3", book, "SELECT sql || ';' FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'payment' "
                   "AND sql IS NOT NULL"]).stdout
    script = folder / "import.sql"
    script.write_text(f"{table};\n.mode csv\n.import {rows} payment\n{indexes}")
    return script


def raw_script(folder, backup):
    """What the shell is told for the payments as the backup has them, with as many indexes."""
    rows = folder / "raw.csv"
    with open(rows, "w") as sink:
        for file in sorted(backup.glob("*/pagos.db")):
            tables = run(["sqlite3", file, "SELECT name FROM sqlite_schema WHERE name GLOB 'a[0-9]*'"]).stdout.split()
            selects = "".join(f"SELECT '{file.parent.name}', '{table}', fecha, hora, abono, saldo, identificador FROM \"{table}\";\n"
                              for table in tables)
            subprocess.run(["sqlite3", "-csv", file], input=selects, text=True, stdout=sink, check=True)
    script = folder / "raw.sql"
    script.write_text(
        "CREATE TABLE payment (route TEXT, client TEXT, day TEXT, time TEXT, amount TEXT, balance TEXT, ticket TEXT);\n"
        f".mode csv\n.import {rows} payment\n"
        "CREATE INDEX payment_by_ticket ON payment (route, ticket);\nCREATE INDEX payment_by_client ON payment (route, client, day);\n"
        "CREATE INDEX payment_by_loan ON payment (client, day, ticket);\nCREATE INDEX payment_by_day ON payment (day, ticket);\n")
    return script


def first_load(folder, backup, runs):
    book = folder / "intake.db"
    sync(fresh(book), backup)
    kept = folder / "first-night.db"
    shutil.copy(book, fresh(kept))
    whole, raw = import_script(folder, book), raw_script(folder, backup)
    told = rounds(runs, {
        OURS: lambda: sync(fresh(book), backup),
        "sqlite3 .import of the book's rows, plus the same indexes":
            lambda: command(["sqlite3", fresh(folder / "import.db")], stdin=whole),
        "sqlite3 .import of the backup's own columns, plus four indexes":
            lambda: command(["sqlite3", fresh(folder / "import.db")], stdin=raw),
    })
    count = int(run(["sqlite3", kept, "SELECT COUNT(*) FROM payment"]).stdout)
    for done in ("import.db", "intake.db", "payments.csv", "raw.csv"):
        fresh(folder / done)
    return kept, count, told


def shell_reads(backup):
    """One shell for each file, told to select every row of every table."""
    script = ""
    for file in sorted(backup.glob("*/*.db")):
        names = run(["sqlite3", file, "SELECT name FROM sqlite_schema WHERE type = 'table'"]).stdout.split("\n")
        selects = "".join(f"SELECT * FROM \"{name}\";\n" for name in names if name)
        told = file.with_suffix(".selects")
        told.write_text(selects)
        script += f"sqlite3 '{file}' < '{told}' > /dev/null\n"
    path = backup.parent / f"{backup.name}.sh"
    path.write_text(script)
    return lambda: command(["sh", path])


def next_night(folder, kept, backup, runs):
    book = folder / "next.db"

    def ours():
        shutil.copy(kept, fresh(book))
        return sync(book, backup)

    reading = shell_reads(backup)
    told = rounds(runs, {OURS: ours, "sqlite3, SELECT * of every table": reading})
    changes = int(run(["sqlite3", book, "SELECT COUNT(*) FROM change WHERE snapshot_id = (SELECT id FROM snapshot "
                       "ORDER BY last_seq DESC LIMIT 1)"]).stdout)
    fresh(book)
    for told_file in backup.glob("*/*.selects"):
        told_file.unlink()
    return changes, told


def rows_of(file):
    return command([BIN, "inspect", "--rows", file])


def foreign(module, code, file):
    """Runs `code` on `file` in a Python of its own, which prints how long it read; nil without the package."""
    if subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode != 0:
        return None
    return lambda: {"wall": float(run([sys.executable, "-c", code, file]).stdout), "user": 0.0}


PYARROW = """
import sys, time, pyarrow, pyarrow.csv as csv
pyarrow.set_cpu_count(1); pyarrow.set_io_thread_count(1)
started = time.monotonic()
csv.read_csv(sys.argv[1], read_options=csv.ReadOptions(use_threads=False))
print(time.monotonic() - started)
"""

OPENPYXL = """
import sys, time, openpyxl
started = time.monotonic()
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True): pass
print(time.monotonic() - started)
"""


def readers(folder, runs):
    told = []
    for title, file, limit, module, code in (
        ("CSV of 1,500,000 rows", samples.csv_file(folder / "sample.csv", 1_500_000), 2, "pyarrow", PYARROW),
        ("XLSX of 100,000 rows", samples.xlsx_file(folder / "sample.xlsx", 100_000), 0.2, "openpyxl", OPENPYXL),
    ):
        other = foreign(module, code, file)
        pair = {f"{OURS} inspect --rows": lambda: rows_of(file)}
        if other:
            pair[module] = other
        told.append((title, file.stat().st_size, rounds(runs, pair), limit, module))
        file.unlink()
    return told


def measure(folder, payments, runs):
    backup = simulate(folder, payments, 16)
    kept, count, load = first_load(folder, backup / "day1", runs)
    evening, night = next_night(folder, kept, backup / "day2", runs)
    later, nights = next_night(folder, kept, backup / "day16", runs)
    scattered, edits = next_night(folder, kept, edited(backup / "day1", 0.005), runs)
    size = sum(file.stat().st_size for file in (backup / "day1").rglob("*.db"))
    print("first load and next night measured", flush=True)
    look = rounds(runs, {OURS: lambda: command([BIN, "inspect", "--json", backup / "day1"])})[OURS]
    result = {"payments": count, "bytes": size, "load": load, "copies": [
                  ("The copy of the next day", evening, night), ("The copy of 15 days later", later, nights),
                  ("A copy with 0.5 % of its payments edited, anywhere", scattered, edits)],
              "inspect": look, "readers": readers(folder, runs)}
    fresh(kept)
    return result


def pair(title, told, limit, ours=OURS, bounded=1):
    """One table; the first `bounded` of the others must be kept."""
    lines = [f"### {title}", "", "| program | wall s | ours against it |", "|---|---|---|", f"| {ours} | {told[ours]['wall']:.2f} | |"]
    held = True
    others = [name for name in told if name != ours]
    for place, name in enumerate(others):
        ratio = told[ours]["wall"] / told[name]["wall"]
        kept = place >= bounded or ratio <= limit
        held &= kept
        bound = f" (at most {limit:g}{'' if kept else ', **missed**'})" if place < bounded else ""
        lines.append(f"| {name} | {told[name]['wall']:.2f} | {ratio:.2f}{bound} |")
    return lines + [""], held


def report(result, runs):
    """The lines of this part, and whether every limit is kept."""
    lines = [f"A simulated PrestaCOP backup of {result['payments']:,} payments on 6,000 and more customers, "
             f"{result['bytes'] / 1e6:.0f} MB, into an SQLite book; medians of {runs} rounds.", ""]
    more, held = pair("First load", result["load"], 4)
    ours = result["load"][OURS]
    lines += more + [f"Of ours {ours['user']:.1f} s are user and {ours['system']:.1f} s system time, on two threads. Ours reads the backup, "
                     "rebuilds loans, renders documents, hashes the log and archives the files; the shell is given the rows as the book "
                     "ends up with them.", ""]
    for title, changes, told in result["copies"]:
        more, kept = pair(title, told, 4)
        held &= kept
        lines += more + [f"{changes:,} entries of the log.", ""]
    for title, size, told, limit, module in result["readers"]:
        title = f"{title}, {size / 1e6:.0f} MB"
        more, kept = pair(title, told, limit, f"{OURS} inspect --rows")
        held &= kept
        lines += more
        if module not in told:
            lines += [f"{module} is not installed here, so there is nothing to compare with.", ""]
    wall = result["inspect"]["wall"] / result["bytes"] * 100e6
    held &= wall < 10
    lines += ["### Inspect", "", f"`recaudo inspect` of the backup takes {result['inspect']['wall']:.1f} s, {wall:.1f} s for each 100 MB "
              "(limit 10 s)."]
    return lines, held

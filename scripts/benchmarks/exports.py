"""Exports over HTTP against the shells of the two engines, and the server's memory."""
import json
import shutil
import time

from benchmarks.programs import BIN, Cluster, Server, command, rounds, run


def typed_columns(database):
    listed = run(["sqlite3", database, "SELECT name FROM pragma_table_info('loan')"]).stdout.split()
    return ", ".join(name for name in listed if name != "document")


def prepare(folder, loans):
    backup = folder / "backup"
    if not backup.exists():
        started = time.monotonic()
        run([BIN, "simulate", "--loans", loans, "--output", backup, "--seed", 7])
        print(f"simulated {loans} loans in {time.monotonic() - started:.0f} s", flush=True)
    return backup


def load(database, backup):
    started = time.monotonic()
    summary = json.loads(run([BIN, "sync", "--database", database, "--tenant", "bench", "--create", "--json", backup]).stdout)
    wall = time.monotonic() - started
    seen = summary["records"]["seen"]
    print(f"loaded {seen} records into {database.split(':')[0]} in {wall:.0f} s", flush=True)
    key = json.loads(run([BIN, "key", "create", "--database", database, "--tenant", "bench", "--label", "bench",
                          "--scope", "portfolio:read", "--json"]).stdout)["key"]
    return {"seen": seen, "wall": wall, "key": key}


def flat_sqlite(folder, exported):
    """A table of exactly the fields that the export publishes, so that both programs write the same content."""
    flat = folder / "flat.db"
    flat.unlink(missing_ok=True)
    run(["sqlite3", flat, ".import --csv " + str(exported) + " exported"])
    return flat


def flat_postgres(url, exported):
    with open(exported, encoding="utf-8") as lines:
        names = lines.readline().strip().split(",")
    run(["psql", url, "-q", "-c", f"CREATE TABLE exported ({', '.join(f'{name} text' for name in names)})",
         "-c", f"\\copy exported FROM {exported} CSV HEADER", "-c", "VACUUM ANALYZE exported"])


OURS = "recaudo over HTTP"


def measure_sqlite(folder, backup, runs):
    book = folder / "book.db"
    for stale in folder.glob("book.db*"):
        stale.unlink()
    loaded = load(f"sqlite:{book}", backup)
    server = Server(f"sqlite:{book}")
    exported = folder / "loans.csv"
    run(["curl", "-sS", "-f", "-o", exported, "-H", f"Authorization: Bearer {loaded['key']}",
         f"http://127.0.0.1:{server.port}/v1/loans?format=csv"])
    flat = flat_sqlite(folder, exported)
    count = int(run(["sqlite3", book, "SELECT count(*) FROM loan"]).stdout)
    sections = []
    for form, limits in (("csv", {"user": 1.0, "wall": 1.2}), ("ndjson", {"wall": 0.2})):
        mode = "-csv" if form == "csv" else "-json"
        told = rounds(runs, {
            OURS: lambda: server.export(f"/v1/loans?format={form}", loaded["key"]),
            f"sqlite3 {mode}, the same fields": lambda: command(["sqlite3", mode, flat, "SELECT * FROM exported"]),
            f"sqlite3 {mode}, the whole loan table": lambda: command(["sqlite3", mode, book, "SELECT * FROM loan"]),
            f"sqlite3 {mode}, the loan table without documents":
                lambda: command(["sqlite3", mode, book, f"SELECT {typed_columns(book)} FROM loan"]),
        })
        sections.append((f"All loans as {form.upper()}, SQLite", told, limits))
    server.stop()
    flat.unlink()
    return count, loaded, exported, sections, server.peak


def measure_postgres(folder, backup, exported, columns, runs):
    cluster = Cluster(folder)
    try:
        loaded = load(cluster.url, backup)
        flat_postgres(cluster.url, exported)
        run(["psql", cluster.url, "-q", "-c", "VACUUM ANALYZE"])
        server = Server(cluster.url)
        copy = lambda query: (lambda: command(["psql", cluster.url, "-q", "-c", f"\\copy ({query}) TO /dev/null CSV"]))
        contestants = {
            OURS: lambda: server.export("/v1/loans?format=csv", loaded["key"]),
            "psql \\copy csv, the same fields": copy("SELECT * FROM exported"),
            "psql \\copy csv, the whole loan table": copy("SELECT * FROM loan"),
            "psql \\copy csv, the loan table without documents": copy(f"SELECT {columns} FROM loan"),
        }
        contestants[OURS]()
        told = rounds(runs, contestants)
        server.stop()
    finally:
        cluster.stop()
        shutil.rmtree(cluster.folder, ignore_errors=True)
    return loaded, [("All loans as CSV, PostgreSQL", told, {"wall": 1.3})], server.peak


def measure(folder, loans, runs):
    backup = prepare(folder, loans)
    count, sqlite_load, exported, sections, sqlite_peak = measure_sqlite(folder, backup, runs)
    columns = typed_columns(folder / "book.db")
    postgres_load, more, postgres_peak = measure_postgres(folder, backup, exported, columns, runs)
    exported.unlink()
    return {"loans": count, "sections": sections + more, "peaks": {"SQLite": sqlite_peak, "PostgreSQL": postgres_peak},
            "loads": {"SQLite": sqlite_load, "PostgreSQL": postgres_load}}


def section(title, told, limits):
    """One table, and whether every limit in it is kept."""
    ours = told[OURS]
    lines = [f"### {title}", "", "| program | wall s | user s | ours against it |", "|---|---|---|---|",
             f"| {OURS} | {ours['wall']:.2f} | {ours['user']:.2f} | |"]
    held = True
    for name, theirs in told.items():
        if name == OURS:
            continue
        words = []
        for figure, limit in limits.items():
            ratio = ours[figure] / theirs[figure]
            kept = ratio <= limit
            if "whole loan table" not in name:
                words.append(f"{figure} {ratio:.2f}")
                continue
            held &= kept
            words.append(f"{figure} {ratio:.2f} (at most {limit:g}{'' if kept else ', **missed**'})")
        lines.append(f"| {name} | {theirs['wall']:.2f} | {theirs['user']:.2f} | {', '.join(words)} |")
    return lines + [""], held


def report(result, runs):
    """The lines of this part, and whether every limit is kept."""
    lines = [f"{result['loans']:,} loans, medians of {runs} rounds. User seconds are the server's own for Recaudo and the "
             "client's for the others. Limits hold against *the whole loan table*, `SELECT *` on the book's own table, stored "
             "documents included. For comparison: *the same fields* is a flat table of exactly what the export publishes, "
             "*without documents* the typed columns of the book's table.", ""]
    held = True
    for title, told, limits in result["sections"]:
        more, kept = section(title, told, limits)
        lines += more
        held &= kept
    lines += ["### Memory and first load", "", "| server on | peak anonymous memory (limit 150 MB) |", "|---|---|"]
    for engine, peak in result["peaks"].items():
        held &= peak < 150e6
        lines.append(f"| {engine} | {peak / 1e6:.0f} MB |")
    lines += ["", "| first load into | records | seconds | records a second |", "|---|---|---|---|"]
    for engine, loaded in result["loads"].items():
        lines.append(f"| {engine} | {loaded['seen']:,} | {loaded['wall']:.0f} | {loaded['seen'] / loaded['wall']:,.0f} |")
    return lines, held

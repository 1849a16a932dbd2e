"""Peak memory of intake on large files of each format."""
from benchmarks import intake, samples
from benchmarks.programs import BIN, command

LIMIT = 200e6


def measure(folder, payments, large_bytes):
    """For each format what was read, its bytes, the peak, and the seconds."""
    told = []

    def take(what, size, used):
        told.append((what, size, used["peak"], used["wall"]))
        print(f"{what}: {used['peak'] / 1e6:.0f} MB in {used['wall']:.0f} s", flush=True)

    backup = intake.simulate(folder, payments, 1)
    book = folder / "memory.db"
    size = sum(file.stat().st_size for file in backup.rglob("*.db"))
    take(f"`sync`, first load of {payments:,} payments", size, intake.sync(intake.fresh(book), backup))
    intake.fresh(book)
    makers = (("CSV", "csv", samples.csv_file), ("JSON", "json", samples.json_file), ("SQL dump", "sql", samples.sql_file),
              ("SQLite", "db", samples.sqlite_file))
    for name, ending, make in makers:
        file = make(folder / f"large.{ending}", rows=None, size=large_bytes)
        take(f"`inspect --rows` of a {name} file", file.stat().st_size, command([BIN, "inspect", "--rows", file]))
        file.unlink()
    file = samples.xlsx_file(folder / "large.xlsx", 1_000_000)
    take("`inspect --rows` of a workbook of a million rows", file.stat().st_size, command([BIN, "inspect", "--rows", file]))
    file.unlink()
    return told


def report(told):
    """The lines of this part, and whether the limit is kept by all."""
    lines = ["Every cell is read. Seconds are of one run, beside whatever else the machine did.", "",
             "| what | size | peak resident memory (limit 200 MB) | seconds |", "|---|---|---|---|"]
    for what, size, peak, seconds in told:
        missed = "" if peak < LIMIT else ", **missed**"
        lines.append(f"| {what} | {size / 1e6:,.0f} MB | {peak / 1e6:.0f} MB{missed} | {seconds:.0f} |")
    return lines, all(peak < LIMIT for _, _, peak, _ in told)

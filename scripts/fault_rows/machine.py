"""R6, R7 and R9: a disk that fails, a disk that is full, and little memory."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time
import urllib.request

TENANT = "faults"


def run(binary, *arguments, env=None, prefix=()):
    return subprocess.run([*map(str, prefix), str(binary), *map(str, arguments)], text=True, capture_output=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})})


def figures(binary, book):
    """What the book says, as one comparable value; None when it cannot be read."""
    answer = run(binary, "report", "portfolio", "--json", "--database", f"sqlite:{book}", "--tenant", TENANT)
    if answer.returncode:
        return None
    report = json.loads(answer.stdout)
    return tuple(report[name] for name in ("customers", "active_loans", "outstanding", "payments_count", "payments_total"))


def nights(binary, folder, seed, routes, clients, days):
    backup = folder / "backup"
    answer = run(binary, "simulate", "--routes", routes, "--clients", clients, "--days", days, "--nights", 2, "--seed", seed,
                 "--output", backup)
    assert answer.returncode == 0, answer.stderr
    return sorted(backup.glob("day*"), key=lambda path: int(path.name[3:]))


def sync(binary, book, night, **more):
    return run(binary, "sync", "--database", f"sqlite:{book}", "--tenant", TENANT, "--create", "--json", night, **more)


def copies(source, target):
    for stale in target.parent.glob(target.name + "*"):
        stale.unlink()
    for file in source.parent.glob(source.name + "*"):
        shutil.copy(file, str(file).replace(source.name, target.name))


def failing_fsync(binary, folder, seed):
    """R6: each nth fsync or fdatasync of a sync fails with EIO, once and from then on, until a pass meets none."""
    if not shutil.which("strace"):
        return None, "not run: strace is not installed"
    before_night, night = nights(binary, folder, seed, 2, 60, 60)
    base, trial, log = folder / "base.db", folder / "trial.db", folder / "strace.log"
    assert sync(binary, base, before_night).returncode == 0
    before = figures(binary, base)
    copies(base, trial)
    assert sync(binary, trial, night).returncode == 0
    after = figures(binary, trial)
    counts = {"failed": 0, "finished": 0, "previous": 0, "next": 0, "between": 0, "false": 0, "unsound": 0}
    calls = 0
    for form in ("{}", "{}+"):
        for number in range(1, 200):
            copies(base, trial)
            when = form.format(number)
            answer = sync(binary, trial, night,
                          prefix=("strace", "-f", "-qq", "-o", log, "-e", "trace=fsync,fdatasync", "-e",
                                  f"inject=fsync,fdatasync:error=EIO:when={when}"))
            if "INJECTED" not in log.read_text():
                break
            calls = max(calls, number)
            now = figures(binary, trial)
            counts["finished" if answer.returncode == 0 else "failed"] += 1
            counts["previous" if now == before else "next" if now == after else "between"] += 1
            # An answer of success must be true.
            counts["false"] += answer.returncode == 0 and now != after
            counts["false"] += answer.returncode != 0 and "recaudo: storage." not in answer.stderr
            proof = run(binary, "verify", "--database", f"sqlite:{trial}", "--tenant", TENANT)
            again = sync(binary, trial, night)
            counts["unsound"] += proof.returncode != 0 or again.returncode != 0 or figures(binary, trial) != after
    held = counts["between"] == counts["false"] == counts["unsound"] == 0 and counts["failed"] > 0
    words = (f"{counts['failed'] + counts['finished']} syncs, each with one failing call or all failing from it on ({calls} calls reached): {counts['failed']} ended "
             f"with a storage error, {counts['finished']} finished although a later call failed, {counts['false']} acknowledged falsely; {counts['previous']} books at the previous snapshot, "
             f"{counts['next']} at the next, {counts['between']} between; {counts['unsound']} unsound or not completed by the next sync")
    return held, words


class SmallDisk:
    """A disk of its own in memory, of a stated size."""

    def __init__(self, path, size):
        self.path = pathlib.Path(path)
        self.path.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", self.path], check=True, capture_output=True)

    def resize(self, size):
        subprocess.run(["mount", "-o", f"remount,size={size}k", self.path], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.path], check=False)


def ask(port, path, key):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.status, json.loads(answer.read())


def full_disk(binary, folder, seed):
    """R7: the disk of the book, then that of the temporary copies, runs full at many places; space comes back later."""
    before_night, night = nights(binary, folder, seed, 2, 200, 90)
    base, trial = folder / "base.db", folder / "trial.db"
    assert sync(binary, base, before_night).returncode == 0
    before = figures(binary, base)
    copies(base, trial)
    assert sync(binary, trial, night).returncode == 0
    after = figures(binary, trial)
    counts = {"refused": 0, "finished": 0, "wrong": 0, "unreadable": 0, "unrecovered": 0}
    size = base.stat().st_size // 1024
    try:
        disk = SmallDisk(folder / "disk", 1024)
    except (subprocess.CalledProcessError, OSError):
        return None, "not run: a tmpfs may not be mounted here"
    with disk:
        book = disk.path / "book.db"
        for spare in [*range(64, 1024, 64), *range(1024, 6144, 512), *range(8192, 49152, 8192)]:
            for stale in disk.path.glob("*"):
                stale.unlink()
            disk.resize(size + spare)
            shutil.copy(base, book)
            answer = sync(binary, book, night)
            counts["finished" if answer.returncode == 0 else "refused"] += 1
            if answer.returncode:
                counts["wrong"] += "recaudo: storage.full" not in answer.stderr
                # Reads need no space.
                counts["unreadable"] += figures(binary, book) not in (before, after)
            disk.resize(size * 4 + 65536)
            counts["unrecovered"] += sync(binary, book, night).returncode != 0 or figures(binary, book) != after
        temporary = disk.path / "tmp"
        for spare in range(64, 1024, 128):
            for stale in disk.path.glob("*"):
                shutil.rmtree(stale) if stale.is_dir() else stale.unlink()
            disk.resize(spare)
            temporary.mkdir()
            copies(base, trial)
            answer = sync(binary, trial, night, env={"TMPDIR": str(temporary)})
            counts["finished" if answer.returncode == 0 else "refused"] += 1
            if answer.returncode:
                counts["wrong"] += "recaudo: s" not in answer.stderr or figures(binary, trial) != before
            disk.resize(65536)
            counts["unrecovered"] += sync(binary, trial, night, env={"TMPDIR": str(temporary)}).returncode != 0 or figures(binary, trial) != after
    served = served_through(binary, folder, base, night, size, before, after)
    held = counts["wrong"] == counts["unreadable"] == counts["unrecovered"] == 0 and counts["refused"] > 0 and served[0]
    words = (f"{counts['refused'] + counts['finished']} syncs on disks filled at as many places (book and log, then temporary copies): {counts['refused']} refused, "
             f"{counts['wrong']} of them not with the disk's error or with a changed book, {counts['unreadable']} unreadable while full, {counts['unrecovered']} not completed once there was room; {served[1]}")
    return held, words


def served_through(binary, folder, base, night, size, before, after):
    """A server whose watched source meets a full disk: it reads on, and takes the copy by itself when there is room."""
    with SmallDisk(folder / "served", size + 512) as disk:
        book = disk.path / "book.db"
        shutil.copy(base, book)
        database = f"sqlite:{book}"
        key = json.loads(run(binary, "key", "create", "--label", "f", "--json", "--database", database, "--tenant", TENANT).stdout)["key"]
        inbox = folder / "inbox"
        shutil.copytree(night, inbox)
        (folder / "recaudo.yaml").write_text(f"sources:\n  - {{tenant: {TENANT}, path: {inbox}, settle: 0}}\n")
        errors = open(folder / "serve.log", "w+")
        server = subprocess.Popen([str(binary), "serve", "--database", database, "--port", "0"], cwd=folder, stderr=errors,
                                  stdout=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C.UTF-8"})
        try:
            port = wait(lambda: port_of(folder / "serve.log"))
            postponed = wait(lambda: "tried again in" in (folder / "serve.log").read_text())
            answers = [ask(port, "/v1/portfolio", key) for _ in range(50)]
            reads = sum(status == 200 and answer["outstanding"] == before[2] for status, answer in answers)
            disk.resize(size * 4 + 65536)
            recovered = wait(lambda: ask(port, "/v1/portfolio", key)[1]["outstanding"] == after[2])
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)
    return bool(postponed and reads == 50 and recovered), f"a server with a full disk answered {reads} of 50 reads and {'took' if recovered else 'did not take'} the waiting copy by itself once there was room"


def port_of(log):
    text = log.read_text()
    mark = "http://127.0.0.1:"
    return int(text.split(mark)[1].split()[0]) if mark in text and "\n" in text.split(mark)[1] else None


def wait(test, seconds=90):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := test():
            return value
        time.sleep(0.25)
    return None


def little_memory(binary, folder, seed, megabytes=256, gigabytes=1.0):
    """R9: a backup of a gigabyte is synced by a process that may have 256 MB."""
    import sqlite3
    _, night = nights(binary, folder, seed, 4, 1500, 150)
    base = folder / "base.db"
    assert sync(binary, base, night).returncode == 0
    truth = figures(binary, base)
    admin = next(night.rglob("admin.db"))
    mapped = sum(file.stat().st_size for file in night.rglob("*.db"))
    with sqlite3.connect(admin) as pad:
        pad.execute("CREATE TABLE fotos (id INTEGER PRIMARY KEY, foto BLOB)")
        noise = os.urandom(1 << 20)
        for number in range(int((gigabytes * 1e9 - mapped) / len(noise)) + 1):
            pad.execute("INSERT INTO fotos VALUES (?, ?)", (number, noise[number % 1000:] + noise[:number % 1000]))
    pad.close()
    total = sum(file.stat().st_size for file in night.rglob("*.db"))
    group = pathlib.Path("/sys/fs/cgroup/memory/recaudo-faults")
    try:
        group.mkdir(exist_ok=True)
        (group / "memory.limit_in_bytes").write_text(str(megabytes << 20))
        enter = lambda: (group / "cgroup.procs").write_text(str(os.getpid()))
        limit = f"memory cgroup of {megabytes} MB"
    except OSError:
        import resource
        group, limit = None, f"address space of {4 * megabytes} MB"
        enter = lambda: resource.setrlimit(resource.RLIMIT_AS, (4 * megabytes << 20,) * 2)
    book = folder / "small.db"
    started = time.monotonic()
    process = subprocess.Popen([str(binary), "sync", "--database", f"sqlite:{book}", "--tenant", TENANT, "--create", "--json", str(night)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=enter)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    said = process.stderr.read().decode()[:200]
    if group:
        group.rmdir()
    held = process.returncode == 0 and figures(binary, book) == truth
    words = (f"a backup of {total / 1e9:.2f} GB ({mapped / 1e6:.0f} MB of it in mapped tables, {truth[3]:,} payments) under a {limit}: "
             f"{'whole' if held else f'exit {process.returncode} {said}'} in {seconds:.0f} s, peak {usage.ru_maxrss / 1024:.0f} MB resident")
    return held, words

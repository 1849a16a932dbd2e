"""Running this program and others, and measuring what they take."""
import os
import pathlib
import platform
import pwd
import re
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BIN = pathlib.Path(os.environ.get("RECAUDO_BIN", ROOT / "bin" / "recaudo"))


def run(arguments, **options):
    return subprocess.run([str(a) for a in arguments], check=True, text=True, capture_output=True, **options)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_of(pid):
    """User and system seconds that a live process has used."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    tick = os.sysconf("SC_CLK_TCK")
    return int(fields[11]) / tick, int(fields[12]) / tick


def anonymous_memory(pid):
    """Anonymous resident memory of a live process in bytes."""
    match = re.search(r"RssAnon:\s+(\d+) kB", pathlib.Path(f"/proc/{pid}/status").read_text())
    return int(match.group(1)) * 1024


class Server:
    """`recaudo serve` on a free port, with its memory sampled ten times a second."""

    def __init__(self, database):
        self.port = free_port()
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [str(BIN), "serve", "--database", database, "--port", str(self.port)], stdout=self.log, stderr=self.log)
        self.peak = 0
        self.stopped = False
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                break
            except OSError:
                time.sleep(0.1)
        self.sampler = threading.Thread(target=self.sample, daemon=True)
        self.sampler.start()

    def sample(self):
        while not self.stopped:
            try:
                self.peak = max(self.peak, anonymous_memory(self.process.pid))
            except (OSError, AttributeError):
                return
            time.sleep(0.1)

    def export(self, path, key):
        """One whole export through HTTP: wall seconds, the server's user seconds, bytes."""
        before = cpu_of(self.process.pid)
        started = time.monotonic()
        answer = run(["curl", "-sS", "-f", "-o", "/dev/null", "-w", "%{size_download}", "-H",
                      f"Authorization: Bearer {key}", f"http://127.0.0.1:{self.port}{path}"])
        wall = time.monotonic() - started
        after = cpu_of(self.process.pid)
        return {"wall": wall, "user": after[0] - before[0], "bytes": int(float(answer.stdout))}

    def stop(self):
        self.stopped = True
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def command(arguments, environment=None, stdin=None):
    """One run of another program with its output thrown away: wall, user and system seconds, peak memory in bytes."""
    started = time.monotonic()
    source = open(stdin, "rb") if stdin else subprocess.DEVNULL
    with open(os.devnull, "w") as sink:
        process = subprocess.Popen([str(a) for a in arguments], stdin=source, stdout=sink, env=environment)
    if stdin:
        source.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return {"wall": time.monotonic() - started, "user": used.ru_utime, "system": used.ru_stime,
            "peak": used.ru_maxrss * 1024}


class Cluster:
    """A private PostgreSQL in a temporary folder, as an unprivileged user when root."""

    def __init__(self, folder):
        binaries = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.folder = folder / "pg"
        self.folder.mkdir()
        self.port = free_port()
        self.prefix = []
        if os.getuid() == 0:
            user = "postgres" if any(p.pw_name == "postgres" for p in pwd.getpwall()) else "nobody"
            shutil.chown(self.folder, user)
            for parent in [folder, *folder.parents]:
                if parent == pathlib.Path(tempfile.gettempdir()):
                    break
                parent.chmod(0o755)
            self.prefix = ["runuser", "-u", user, "--"]
        run([*self.prefix, binaries / "initdb", "-D", self.folder / "data", "-A", "trust", "-U", "recaudo", "--no-sync"])
        self.binaries = binaries
        run([*self.prefix, binaries / "pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o",
             f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c shared_buffers=512MB -c max_wal_size=4GB",
             "start"])
        run(["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "recaudo", "postgres", "-c", "CREATE DATABASE book"])
        self.url = f"postgres://recaudo@127.0.0.1:{self.port}/book"

    def stop(self):
        run([*self.prefix, self.binaries / "pg_ctl", "-D", self.folder / "data", "-m", "fast", "stop"])


def rounds(runs, contestants):
    """Runs every contestant in turn, `runs` times, and gives the medians of each."""
    told = {name: [] for name in contestants}
    for _ in range(runs):
        for name, contest in contestants.items():
            told[name].append(contest())
    return {name: {figure: statistics.median(row[figure] for row in rows) for figure in rows[0]} for name, rows in told.items()}


def machine():
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model.group(1) if model else platform.machine()}), {memory:.0f} GiB, {platform.system()}"

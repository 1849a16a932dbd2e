"""R12 and R13: archives and spreadsheets made to do harm, each given to the program, with its time and memory."""
import gzip
import io
import json
import os
import random
import re
import struct
import subprocess
import sys
import warnings
import zipfile

warnings.filterwarnings("ignore", "Duplicate name")
CODE = re.compile(r"recaudo: (source|storage)\.[a-z_]+: .")


# A process counts the memory of the one that it was forked from, so a small one stands between.
MEASURE = """
import json, os, subprocess, sys, time
started = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
errors = process.stderr.read().decode(errors="replace")
_, status, usage = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), errors, time.monotonic() - started, usage.ru_maxrss / 1024]))
"""


def measured(binary, *arguments):
    """Exit code, standard error, seconds and peak megabytes of one run."""
    answer = subprocess.run([sys.executable, "-S", "-c", MEASURE, str(binary), *map(str, arguments)], check=True, capture_output=True, text=True,
                            env={**os.environ, "LC_ALL": "C.UTF-8"})
    return json.loads(answer.stdout)


def made(entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data, mode in entries:
            info = zipfile.ZipInfo("placeholder")
            info.filename = name
            info.compress_type = compression
            info.external_attr = (mode or 0o100644) << 16
            info.create_system = 3
            archive.writestr(info, data)
    return out.getvalue()


def patched(data, *changes):
    """The bytes with other ones at some places; a place is counted from a signature's first appearance."""
    data = bytearray(data)
    for signature, offset, value in changes:
        at = data.rindex(signature) + offset
        data[at:at + len(value)] = value
    return bytes(data)


LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"


def archives(seed):
    """Hostile archives by name."""
    dice = random.Random(seed)
    honest = made([("admin.db", b"SQLite format 3\0" + bytes(4080), None)])
    corpus = {}
    names = ["../admin.db", "a/../../admin.db", "..", "/etc/passwd", "//server/admin.db", "C:\\admin.db", "\\\\server\\x", "..\\admin.db",
             "a//b", "a\nb", "\x1b[31m", "a\u202ebd.exe", "n" * 1025, "./admin.db", "a/./b", "a/.."]
    for name in names:
        corpus[f"name {name[:20]!r}"] = made([(name, b"x", None)])
    for mode in (0o120777, 0o020644, 0o060644, 0o010644, 0o140644):
        corpus[f"special file {mode:o}"] = made([("admin.db", b"/etc/passwd", mode)])
    for first, second in (("admin.db", "admin.db"), ("admin.db", "ADMIN.DB"), ("r/admin.db", "r\\admin.db")):
        corpus[f"twice {second}"] = made([(first, b"x", None), (second, b"y", None)])
    for flags in (1, 0x41, 0x2000):
        corpus[f"encrypted {flags}"] = patched(honest, (CENTRAL, 8, struct.pack("<H", flags)), (LOCAL, 6, struct.pack("<H", flags)))
    for method in (1, 6, 9, 12, 14, 93, 95, 99):
        corpus[f"method {method}"] = patched(honest, (CENTRAL, 10, struct.pack("<H", method)), (LOCAL, 8, struct.pack("<H", method)))
    zeros = bytes(64 << 20)
    bomb = made([("admin.db", zeros, None)])
    corpus["bomb of one file"] = bomb
    corpus["bomb of many files"] = made([(f"{n}.db", bytes(1 << 20), None) for n in range(200)])
    layer = made([(f"{n}.db", bytes(4 << 20), None) for n in range(16)])
    for depth in range(5):
        layer = made([(f"{n}.zip", layer, None) for n in range(16)])
        corpus[f"nested 16 times, {depth + 1} deep"] = layer
    corpus["gzip bomb"] = gzip.compress(zeros, 9)
    corpus["gzip bomb in members"] = gzip.compress(bytes(1 << 20), 9) * 64
    corpus["gzip cut"] = gzip.compress(os.urandom(9000))[:-9]
    corpus["100,000 entries"] = made([(f"{n}", b"", None) for n in range(100_000)], zipfile.ZIP_STORED)
    stated = struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1_000_000, 1_000_000, 46, 0)
    corpus["a million entries stated"] = honest[:honest.rindex(END)] + b"PK\6\6" + stated + b"PK\6\7" + struct.pack("<IQI", 0, honest.rindex(END), 1) + \
        patched(honest[honest.rindex(END):], (END, 8, b"\xff\xff\xff\xff"), (END, 12, b"\xff" * 8))
    for size in (0, 1, 4095, 4097, 100_000, 0xFFFFFFFE):
        corpus[f"size stated as {size}"] = patched(honest, (CENTRAL, 24, struct.pack("<I", size)))
    for offset in (1, 40, 1_000_000, 0xFFFFFFFE):
        corpus[f"offset stated as {offset}"] = patched(honest, (CENTRAL, 42, struct.pack("<I", offset)))
    corpus["wrong checksum"] = patched(honest, (CENTRAL, 16, b"\0\1\2\3"), (LOCAL, 14, b"\0\1\2\3"))
    two = made([("admin.db", b"SQLite", None), ("pagos.db", b"SQLite", None)])
    corpus["entries that overlap"] = patched(two, (CENTRAL, 42, struct.pack("<I", 0)))
    corpus["other name in its header"] = patched(honest, (LOCAL, 30, b"ADMIN"))
    corpus["no directory"] = honest[:honest.rindex(CENTRAL)]
    corpus["directory elsewhere"] = patched(honest, (END, 16, struct.pack("<I", 7)))
    corpus["several disks"] = patched(honest, (END, 4, b"\1\0"))
    noise = bytearray(honest)
    for place in range(60, 90):
        noise[place] = dice.randrange(256)
    corpus["damaged data"] = bytes(noise)
    corpus["only an end"] = END + bytes(18)
    corpus["nothing"] = b""
    for number in range(8):
        corpus[f"cut at {number + 1} of 9"] = honest[:len(honest) * (number + 1) // 9]
    return corpus


def workbook(rows, strings="", styles="", prolog='<?xml version="1.0" encoding="UTF-8"?>', sheets=1, drop=(), relations=None):
    """A workbook that need not be honest."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = f"{prolog}<worksheet><sheetData>{rows}</sheetData></worksheet>"
    listed = "".join(f'<sheet name="H{n}" sheetId="{n + 1}" r:id="r{n}"/>' for n in range(sheets))
    related = relations or "".join(f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/s{n}.xml"/>' for n in range(sheets))
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"<workbook><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships>{related}<Relationship Id="st" Type="{office}/styles" Target="styles.xml"/>'
                                      f'<Relationship Id="ss" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
        **{f"xl/worksheets/s{n}.xml": sheet for n in range(sheets)},
    }
    return made([(name, text.encode(), None) for name, text in parts.items() if name not in drop])


def text_cell(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'<c t="inlineStr"><is><t>{escaped}</t></is></c>'


HEAD = ["Cliente", "Cedula", "Ruta"]
STARTS = ["=1+1", "+SUM(A1)", "-2+3", "@x", "=HYPERLINK(\"http://x\")", "=cmd|'/C calc'!A0", "\t=1+1", "\r=1", "＝1+1", "=WEBSERVICE(\"http://x\")",
          "+cmd|' /C calc'!A0", "-cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "=DDE(\"a\";\"b\";\"c\")", " =1", "\u00a0=1", "\u200b=1", "'=1", "|=1", "%0A=1"]


def spreadsheets(seed):
    """Hostile spreadsheets by name, each with its ending."""
    dice = random.Random(seed)
    corpus = {}
    row = "<row>" + "".join(map(text_cell, ["Ana Uno", "1001", "norte"])) + "</row>"
    head = "<row>" + "".join(map(text_cell, HEAD)) + "</row>"
    sheets = {
        "row beyond the last": '<row r="1048577"><c><v>1</v></c></row>', "row zero": '<row r="0"><c><v>1</v></c></row>',
        "row of many digits": '<row r="99999999999999999999"/>', "negative row": '<row r="-1"/>', "column beyond the last": '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        "column of many letters": '<row r="1"><c r="AAAAAAAAAAAAAAAA1"/></row>', "a million columns": "<row>" + "<c/>" * 1_000_000 + "</row>",
        "absent shared text": '<row><c t="s"><v>7</v></c></row>', "negative shared text": '<row><c t="s"><v>-1</v></c></row>',
        "foreign entity": '<row><c t="str"><v>&lol9;</v></c></row>', "bare ampersand": '<row><c t="str"><v>a & b</v></c></row>',
        "surrogate": '<row><c t="str"><v>&#xD800;</v></c></row>', "zero character": '<row><c t="str"><v>&#0;</v></c></row>',
        "beyond Unicode": '<row><c t="str"><v>&#x110000;</v></c></row>', "unclosed": "<row><c><v>1</v></c>", "closed twice": "<row></row></row></sheetData></worksheet></x>",
        "attribute without quotes": "<row r=1></row>", "tag in a tag": "<row <c/></row>", "deep nesting": "<x>" * 100_000,
        "endless text": '<row><c t="str"><v>' + "a" * 200_000 + "</v></c></row>", "endless attribute": '<row r="' + "1" * 2_000_000 + '"/>',
        "endless comment": "<!--" + "x" * 2_000_000,
    }
    for name, rows in sheets.items():
        corpus[name] = (workbook(head + rows), "xlsx")
    laughs = "".join(f'<!ENTITY lol{n} "{"&lol" + str(n - 1) + ";"}{"&lol" + str(n - 1) + ";"}">' for n in range(1, 10))
    for number, prolog in enumerate([f'<!DOCTYPE l [<!ENTITY lol0 "lol">{laughs}]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">', '<!ENTITY x "y">',
                                     '<!DOCTYPE x PUBLIC "-//x" "http://localhost/x.dtd">', '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/hosts">%a;]>']):
        corpus[f"entity bomb {number}"] = (workbook(head + '<row><c t="str"><v>&lol9;</v></c></row>', prolog=prolog), "xlsx")
    # Noise, so that the bomb is not refused for its ratio alone.
    long = "".join(chr(97 + byte % 26) for byte in dice.randbytes(30_000))
    corpus["shared text bomb"] = (workbook(head + row, strings=f"<si><t>{long}</t></si>" * 9_000), "xlsx")
    corpus["shared text of a million runs"] = (workbook(head + row, strings="<si>" + "<r><t>x</t></r>" * 1_000_000 + "</si>"), "xlsx")
    corpus["styles bomb"] = (workbook(head + row, styles="<cellXfs>" + '<xf numFmtId="1"/>' * 70_000 + "</cellXfs>"), "xlsx")
    corpus["1,001 sheets"] = (workbook(head + row, sheets=1_001), "xlsx")
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/worksheets/s0.xml"):
        corpus[f"without {part}"] = (workbook(head + row, drop=(part,)), "xlsx")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for target in ("../../etc/passwd", "/etc/passwd", "http://localhost/s.xml", "worksheets/../../x", "file:///etc/passwd"):
        corpus[f"sheet at {target}"] = (workbook(head + row, relations=f'<Relationship Id="r0" Type="{office}/worksheet" Target="{target}"/>'), "xlsx")
    whole = workbook(head + row)
    for number in range(20):
        corpus[f"workbook cut {number}"] = (whole[:len(whole) * (number + 1) // 21], "xlsx")
    for number in range(30):
        rows = list(head + row)
        for _ in range(dice.randint(1, 6)):
            rows[dice.randrange(len(rows))] = dice.choice("<>/\"'&;=:09AZrct!-[]_")
        corpus[f"mutated sheet {number}"] = (workbook("".join(rows)), "xlsx")
    corpus.update(texts(dice))
    for number, start in enumerate(STARTS):
        corpus[f"formula {number} in a workbook"] = (workbook(head + "<row>" + "".join(map(text_cell, [start, f"2{number:03}", "norte"])) + "</row>"), "xlsx")
        quoted = start.replace('"', '""')
        corpus[f"formula {number} in CSV"] = (f'Cliente,Cedula,Ruta\n"{quoted}",3{number:03},norte\n'.encode(), "csv")
    return corpus


def texts(dice):
    """Hostile separated texts."""
    lines = "Cliente;Cedula;Total;Saldo\n"
    corpus = {
        "a million columns": ",".join(["x"] * 1_000_000).encode(), "one endless cell": b'"' + b"x" * 8_000_000, "quote never closed": b'Cliente,Cedula\n"Ana,1\n' * 1000,
        "only quotes": b'"' * 100_001, "only separators": b"," * 3_000_000, "only line feeds": b"\n" * 3_000_000, "NUL bytes": b"Cliente\0,Cedula\0\nAna\0,1\n",
        "UTF-16 without mark": (lines + "Ana;1;2;3\n").encode("utf-16-le"), "UTF-16": (lines + "Ana;1;2;3\n").encode("utf-16"), "UTF-32": (lines + "Ana;1;2;3\n").encode("utf-32"),
        "Windows-1252": (lines + "Íñigo Peña;1;2;3\n").encode("cp1252"), "broken UTF-8": lines.encode() + b"\xc3\x28;1;2;3\n\xff\xfe;2;3;4\n", "overlong UTF-8": lines.encode() + b"\xc0\xaf;1;2;3\n",
        "EBCDIC": (lines + "Ana;1;2;3\n").encode("cp500"), "noise": dice.randbytes(100_000), "a picture": b"\x89PNG\r\n\x1a\n" + dice.randbytes(5000), "a PDF": b"%PDF-1.7\n" + dice.randbytes(5000),
        "old Excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "HTML named CSV": b"<html><table><tr><td>Cliente</td></tr></table></html>", "empty": b"", "mark alone": b"\xef\xbb\xbf",
        "head alone": lines.encode(), "rows of other widths": b"Cliente,Cedula\nAna\nAna,1,2,3,4,5\n,,,,\n", "heads repeated": b"Cliente,Cliente,Cliente\nA,B,C\n",
    }
    amounts = ["1.234.567,50", "1,234,567.50", "1.234.567", "12O.000", "1e999", "NaN", "-0", "99999999999999999999", "0x10", "1.2.3,4", "$ 1.000", "(1.000)", "1 000,5", "١٢٣", "--1", "1,5,0", "∞"]
    for amount in amounts:
        corpus[f"amount {amount}"] = (lines + f"Ana;1;{amount};{amount}\n").encode()
    for number in range(40):
        text = bytearray((lines + "Ana Uno;1001;120000;50000\n\"Luz; Dos\";1002;1.200,50;5\n").encode())
        for _ in range(dice.randint(1, 8)):
            text[dice.randrange(len(text))] = dice.choice(b"\"';,\t\r\n\0\xff=x0")
        corpus[f"mutated text {number}"] = bytes(text)
    return {name: (data, "csv") for name, data in corpus.items()}


def hostile_archives(binary, folder, seed):
    """R12: each is refused with one line in under a second and 64 MB."""
    slowest, largest, failed = (0.0, ""), (0.0, ""), []
    corpus = archives(seed)
    for number, (name, data) in enumerate(corpus.items()):
        file = folder / (f"{number}.db.gz" if data[:2] == b"\x1f\x8b" else f"{number}.zip")
        file.write_bytes(data)
        code, errors, seconds, megabytes = measured(binary, "sync", "--database", f"sqlite:{folder}/hostile.db", "--tenant", "t", "--create", file)
        slowest, largest = max(slowest, (seconds, name)), max(largest, (megabytes, name))
        if code != 1 or not CODE.match(errors) or errors.count("\n") != 1 or seconds >= 1 or megabytes >= 64:
            failed.append(f"{name}: exit {code}, {seconds:.2f} s, {megabytes:.0f} MB, {errors.strip()[:120]}")
        file.unlink()
    if (folder / "hostile.db").exists():
        failed.append("a book was made for a refused archive")
    words = f"{len(corpus)} archives, {len(corpus) - len(failed)} refused as they must be; slowest {slowest[0]:.2f} s ({slowest[1]}), largest {largest[0]:.0f} MB ({largest[1]})"
    return not failed, words + "".join(f"; {line}" for line in failed[:5])


def hostile_spreadsheets(binary, folder, seed):
    """R13: each is refused with one line, or taken; what is taken comes out as text that no spreadsheet runs."""
    slowest, largest, failed, counts = (0.0, ""), (0.0, ""), [], {"refused": 0, "taken": 0, "cells": 0}
    corpus = spreadsheets(seed)
    for number, (name, (data, ending)) in enumerate(corpus.items()):
        file, database = folder / f"{number}.{ending}", f"sqlite:{folder}/sheet{number}.db"
        file.write_bytes(data)
        arguments = ("--database", database, "--tenant", "t")
        code, errors, seconds, megabytes = measured(binary, "sync", *arguments, "--create", "--source", "csv-generic", file)
        slowest, largest = max(slowest, (seconds, name)), max(largest, (megabytes, name))
        if code == 1 and CODE.match(errors) and errors.count("\n") == 1:
            counts["refused"] += 1
        elif code == 0:
            counts["taken"] += 1
            for dialect in ("standard", "excel-es"):
                answer = subprocess.run([str(binary), "export", "customers", "--format", "csv", "--dialect", dialect, *arguments], capture_output=True)
                cells = re.split(rb"[,;\n]", answer.stdout.replace(b'"', b""))
                counts["cells"] += len(cells)
                run = [cell for cell in cells if cell[:1] in (b"=", b"+", b"@", b"\t", b"\r") or (cell[:1] == b"-" and not re.fullmatch(rb"-[0-9.,]+", cell))]
                if answer.returncode or run:
                    failed.append(f"{name}: exported {run[:1]}")
        else:
            failed.append(f"{name}: exit {code}, {errors.strip()[:120]}")
        for path in folder.glob(f"sheet{number}.db*"):
            path.unlink()
        file.unlink()
    words = (f"{len(corpus)} spreadsheets: {counts['refused']} refused with one line, {counts['taken']} read and exported, with no cell that a spreadsheet would run; "
             f"slowest {slowest[0]:.2f} s ({slowest[1]}), largest {largest[0]:.0f} MB ({largest[1]})")
    return not failed, words + "".join(f"; {line}" for line in failed[:8])

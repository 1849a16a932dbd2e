"""Files of invented payments in other formats, as large as asked."""
import json
import os
import sqlite3
import zipfile

NAMES = ["ruta", "cliente", "documento", "fecha", "hora", "valor", "saldo", "tiquete", "nota"]


def row(number):
    return (f"ruta {number % 30}", f"Persona {number % 6000} Apellido", 10_000_000 + number % 6000,
            f"{number % 28 + 1:02}/{number % 12 + 1:02}/2026", f"{number % 24:02}:{number % 60:02}:{number * 7 % 60:02}",
            number % 97 * 1000 + 5000, number % 89 * 10_000, f"{number:018d}", "pagó, en efectivo" if number % 10 == 0 else "")


def written(path, rows, size, head, line, tail=""):
    """Writes `line(number)` until there are `rows` of them, or `size` bytes."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(head)
        number, done = 0, 0
        while number < rows if rows is not None else done < size:
            block = "".join(line(number + step) for step in range(min(10_000, rows - number if rows is not None else 10_000)))
            file.write(block)
            done += len(block)
            number += 10_000
        file.write(tail)
    return path


def csv_file(path, rows, size=None):
    def line(number):
        return ",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row(number)) + "\n"
    return written(path, rows, size, ",".join(NAMES) + "\n", line)


def json_file(path, rows, size=None):
    def line(number):
        return ("," if number else "") + json.dumps(dict(zip(NAMES, row(number))), ensure_ascii=False) + "\n"
    return written(path, rows, size, "[", line, "]")


def sql_file(path, rows, size=None):
    def line(number):
        cells = ",".join(str(cell) if isinstance(cell, int) else f"'{cell}'" for cell in row(number))
        return f"INSERT INTO pagos VALUES({cells});\n"
    return written(path, rows, size, f"CREATE TABLE pagos({','.join(NAMES)});\n", line)


def sqlite_file(path, rows, size=None):
    path.unlink(missing_ok=True)
    book = sqlite3.connect(path)
    book.execute("PRAGMA synchronous = OFF")
    book.execute(f"CREATE TABLE pagos({','.join(NAMES)})")
    number = 0
    while number < rows if rows is not None else os.path.getsize(path) < size:
        book.executemany(f"INSERT INTO pagos VALUES({','.join('?' * len(NAMES))})", (row(number + step) for step in range(100_000)))
        book.commit()
        number += 100_000
    book.close()
    return path


def xlsx_file(path, rows):
    """A workbook as spreadsheets write it: shared strings would be smaller, in-line ones need no second part."""
    def cell(value):
        return f"<c><v>{value}</v></c>" if isinstance(value, int) else f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                      f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
                      f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>')
        relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{}" Target="{}"/></Relationships>'
        book.writestr("_rels/.rels", relation.format(f"{links}/officeDocument", "xl/workbook.xml"))
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="pagos" sheetId="1" r:id="r1"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", relation.format(f"{links}/worksheet", "worksheets/sheet1.xml"))
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{main}"><sheetData>'.encode())
            sheet.write(f"<row>{''.join(cell(name) for name in NAMES)}</row>".encode())
            for start in range(0, rows, 1000):
                block = "".join(f"<row>{''.join(cell(value) for value in row(number))}</row>" for number in range(start, start + 1000))
                sheet.write(block.encode())
            sheet.write(b"</sheetData></worksheet>")
    return path

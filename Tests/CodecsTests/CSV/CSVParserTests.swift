import Codecs
import Testing

/// All rows of a file, with an empty text for an empty cell.
func csvRows(_ bytes: [UInt8], delimiter: UInt8? = nil) throws -> [[String]] {
    let parser = try CSVParser(bytes, delimiter: delimiter)
    var rows: [[String]] = []
    while try parser.next() { rows.append((0..<parser.cellCount).map { parser.text($0) ?? "" }) }
    return rows
}

private func rows(_ text: String, delimiter: UInt8? = nil) throws -> [[String]] {
    try csvRows(Array(text.utf8), delimiter: delimiter)
}

@Suite("CSV files read")
struct CSVParserTests {
    @Test("plain and quoted cells are read as RFC 4180 has them")
    func plain() throws {
        #expect(
            try rows("a,b,c\r\n1,\"x, y\",\"di \"\"hola\"\"\"\r\n,,\r\n") == [
                ["a", "b", "c"], ["1", "x, y", "di \"hola\""], ["", "", ""],
            ]
        )
        #expect(try rows("a,b\n\"uno\ndos\",2\n\"\",\"\"\"\"\n") == [["a", "b"], ["uno\ndos", "2"], ["", "\""]])
        #expect(try rows("a;b\n\"x\"\";\"\"y\";2\n") == [["a", "b"], ["x\";\"y", "2"]])
        #expect(try rows("") == [])
        #expect(try rows("solo") == [["solo"]])
    }

    @Test("lines end with CR, LF or CR LF, also mixed, and the last may have no end")
    func lineEnds() throws {
        for end in ["\n", "\r", "\r\n"] {
            let text = ["a,b", "1,2", "", "3,4"].joined(separator: end)
            #expect(try rows(text) == [["a", "b"], ["1", "2"], ["3", "4"]])
        }
        #expect(try rows("a,b\r1,2\n3,4\r\n5,6") == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]])
    }

    @Test("the number of a row is its line in the file, whatever was quoted or blank above it")
    func lineNumbers() throws {
        let parser = try CSVParser(Array("\n\na,b\n\"x\r\ny\nz\",2\n\n3,4\n".utf8))
        var lines: [Int] = []
        while try parser.next() { lines.append(parser.line) }
        #expect(lines == [3, 4, 8])
    }

    @Test("the delimiter is told from the file, not from its name", arguments: [",", ";", "\t", "|"])
    func delimiters(delimiter: String) throws {
        let lines = ["RUTA", "CLIENTE", "SALDO"].joined(separator: delimiter)
        let body = (1...5).map { "R\($0)\(delimiter)\"Peña, Ana; \($0)\"\(delimiter)\($0)" }.joined(separator: "\n")
        let found = try rows("Reporte\n\(lines)\n\(body)\n")
        #expect(found[1] == ["RUTA", "CLIENTE", "SALDO"])
        #expect(found[2] == ["R1", "Peña, Ana; 1", "1"])
    }

    @Test("a decimal comma in each row is no delimiter, and sep= is obeyed")
    func decimalComma() throws {
        let text = "Cliente;Saldo;Cuota\nAna;1.234,50;10,00\nLuis;2.000,00;20,00\nEva;3,5;1,5\n"
        #expect(try rows(text)[1] == ["Ana", "1.234,50", "10,00"])
        #expect(try rows("sep=|\r\na,b|c\r\n1,2|3\r\n") == [["a,b", "c"], ["1,2", "3"]])
    }

    @Test("quotation marks inside a quoted cell that nobody doubled stay in the cell")
    func innerMarks() throws {
        let text = """
            "Código";"Nome";"Saldo"
            "1";"Tienda "La 14"";"10"
            "2";""La 14" Tienda";"20"
            "3";"TV 14"";"30"
            "4";"El "gran" bazar";"40"
            """
        #expect(
            try rows(text) == [
                ["Código", "Nome", "Saldo"], ["1", "Tienda \"La 14\"", "10"], ["2", "\"La 14\" Tienda", "20"],
                ["3", "TV 14\"", "30"], ["4", "El \"gran\" bazar", "40"],
            ]
        )
        #expect(try rows("a;b\n \"x;y\" ;2\nTV 14\";3\n") == [["a", "b"], ["x;y", "2"], ["TV 14\"", "3"]])
    }

    @Test("a quotation mark that is never closed costs its cell, not the file")
    func openMark() throws {
        let parser = try CSVParser(Array("a;b\n\"uno;1\n2;\"dos\"\n3;\"tres\n4;x\n".utf8))
        var found: [[String]] = []
        while try parser.next() { found.append((0..<parser.cellCount).map { parser.text($0) ?? "" }) }
        #expect(found == [["a", "b"], ["uno", "1"], ["2", "dos"], ["3", "tres"], ["4", "x"]])
        #expect(parser.faultLines == [2, 4])
        let endless = (0..<2_000).map { "\"r\($0);\($0)\n\"\"x;1\n" }.joined()
        #expect(throws: CSVError.self) { try rows(endless) }
    }

    @Test("ragged rows keep their cells and zero bytes are left out")
    func ragged() throws {
        #expect(try rows("a,b,c\n1\n1,2,3,4\n") == [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]])
        #expect(try rows("a,b\n1\0,\0\0\n") == [["a", "b"], ["1", ""]])
    }

    @Test("every encoding gives the same text")
    func encodings() throws {
        let text = "Cliente;Dirección\nPeña Ñandú;Cll 5 – 😀\n"
        let expected = [["Cliente", "Dirección"], ["Peña Ñandú", "Cll 5 – 😀"]]
        let little: [UInt8] = text.utf16.flatMap { le($0) }
        let big: [UInt8] = text.utf16.flatMap { le($0.byteSwapped) }
        let all: [[UInt8]] = [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little,
            big,
        ]
        for bytes in all {
            #expect(try csvRows(bytes) == expected)
        }
        let western: [UInt8] = Array("Cliente;Nota\nPe".utf8) + [0xF1, 0x61, 0x3B, 0x80, 0x35, 0x0A]
        #expect(try csvRows(western) == [["Cliente", "Nota"], ["Peña", "€5"]])
        #expect(try csvRows([0xFF, 0xFE] + little + [0x41])[2] == ["\u{FFFD}"])
    }

    @Test("pieces of any size give the same rows")
    func pieces() throws {
        let text = "a;b\r\n\"x\"\"\r\n;y\";ñ\r\n\"Tienda \"La 14\"\";2\r\n3;\"\"\r\n"
        let bytes = Array(text.utf8)
        let whole = try csvRows(bytes)
        for size in 1...bytes.count {
            var place = 0
            let parser = try CSVParser(delimiter: 0x3B) { memory in
                let count = min(size, bytes.count - place)
                memory.copyBytes(from: bytes[place..<(place + count)])
                place += count
                return count
            }
            var found: [[String]] = []
            while try parser.next() { found.append((0..<parser.cellCount).map { parser.text($0) ?? "" }) }
            #expect(found == whole)
        }
    }

    @Test("a file of many windows is read to its end, rows across windows included")
    func large() throws {
        let note = String(repeating: "nota, con coma ", count: 40)
        let text = "id,nota,saldo\n" + (0..<5_000).map { "\($0),\"\(note)\",\($0 * 2)\n" }.joined()
        let parser = try CSVParser(Array(text.utf8))
        var sum = 0
        while try parser.next() { sum += parser.text(2).flatMap { Int($0) } ?? 0 }
        #expect(sum == 4_999 * 5_000)
        #expect(parser.line == 5_001)
    }
}

import Codecs
import Testing

@Suite("Hostile CSV files")
struct CSVHostileTests {
    @Test("a million columns, an endless cell and an endless row are refused, with the line")
    func absurdSizes() throws {
        let wide = Array("a,b\n".utf8) + [UInt8](repeating: 0x2C, count: 1_000_000)
        #expect(throws: CSVError.tooManyCells(line: 2)) { try csvRows(wide) }
        let cell = Array("a,b\n1,".utf8) + [UInt8](repeating: 0x78, count: Limits.csvCellBytesMax + 2)
        #expect(throws: CSVError.cellTooLong(line: 2, column: 2)) { try csvRows(cell) }
        let half = [UInt8](repeating: 0x78, count: Limits.csvCellBytesMax - 1)
        let row = Array("a,b\n".utf8) + (0..<6).flatMap { _ in half + [0x2C] }
        #expect(throws: CSVError.rowTooLong(line: 2)) { try csvRows(row + half) }
    }

    @Test("a quoted cell that swallows the file is given up after its limit and the rest is read")
    func swallowing() throws {
        let rest = (0..<60_000).map { "\($0);dato número \($0)\n" }.joined()
        let parser = try CSVParser(Array(("id;nota\n1;\"abierta\n" + rest).utf8))
        var count = 0
        while try parser.next() { count += 1 }
        #expect(count == 60_002)
        #expect(parser.faultLines == [2])
    }

    @Test("every beginning of a file gives sound rows")
    func truncations() throws {
        let text = "\u{FEFF}a;b\r\n\"x\"\"\r\n;y\";ñ\r\n\"Tienda \"La 14\"\";2\r\n3;\"\"\r\n4;\"cinco"
        let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { le($0) }
        for bytes in [Array(text.utf8), wide] {
            for count in 0...bytes.count { _ = try csvRows(Array(bytes.prefix(count))) }
        }
    }

    @Test("mutated files give rows or an error, never a trap")
    func mutations() throws {
        var random = SeededGenerator(seed: 31)
        let seeds = [
            "Código;Nome;Saldo\r\n\"1\";\"Tienda \"La 14\"\";\"10\"\r\n\"2\";\"x\";\"2,5\"\r\n",
            "sep=,\na,b,c\n1,\"x, y\",\"di \"\"hola\"\"\"\n", "a\tb\n\"1\t\"\n2\t3",
        ].map { Array($0.utf8) }
        let special: [UInt8] = [0x22, 0x22, 0x3B, 0x2C, 0x09, 0x0A, 0x0D, 0x00, 0xFF, 0xFE, 0xC3, 0x20, 0x7C]
        for round in 0..<10_000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let byte = special[Int.random(in: 0..<special.count, using: &random)]
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = byte
                case 1: bytes.insert(byte, at: place)
                default: bytes.remove(at: place)
                }
                if bytes.isEmpty { bytes = [byte] }
            }
            do { _ = try csvRows(bytes) } catch is CSVError {}
        }
    }

    @Test("text that a sheet would run as a formula is read as it stands, and written so that it does not run")
    func formulas() throws {
        for first in ["=", "+", "-", "@", "\t", "\r"] {
            for rest in ["cmd|' /C calc'!A0", "HYPERLINK(\"http://x\")", "1+1"] {
                let written = "\"\(first)\(rest.replacing("\"", with: "\"\""))\""
                let read = try csvRows(Array("nota,n\n\(written),1\n".utf8), delimiter: 0x2C)
                #expect(read[1] == [first + rest, "1"])
                var line: [UInt8] = []
                let table = CSVTable([CSVField("nota", .text)])
                table.appendCell(text: first + rest, kind: .text, into: &line)
                #expect(String(decoding: line.dropFirst(), as: UTF8.self).contains("'\(first)"))
            }
        }
    }
}

import Codecs
import Testing

@Suite("Hostile workbooks")
struct XLSXHostileTests {
    /// Sheets that must be refused: what is wrong, and the XML.
    static let refused: [(name: String, rows: String)] = [
        ("row beyond the last", "<row r=\"1048577\"><c><v>1</v></c></row>"),
        ("row zero", "<row r=\"0\"><c><v>1</v></c></row>"),
        ("row of many digits", "<row r=\"99999999999999999999\"/>"),
        ("row that is no number", "<row r=\"-1\"/>"),
        ("column beyond the last", "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"),
        ("column of many letters", "<row r=\"1\"><c r=\"AAAAAAAAAAAAAAAAAAAAA1\"/></row>"),
        ("cell without a column", "<row r=\"1\"><c r=\"1\"/></row>"),
        ("cell of another row", "<row r=\"1\"><c r=\"A2\"/></row>"),
        ("a million columns", "<row r=\"1\">" + String(repeating: "<c/>", count: 1_000_000) + "</row>"),
        ("shared text that is not there", "<row><c t=\"s\"><v>0</v></c></row>"),
        ("shared text of a negative number", "<row><c t=\"s\"><v>-1</v></c></row>"),
        ("entity that is not XML's", "<row><c t=\"str\"><v>&lol9;</v></c></row>"),
        ("entity without an end", "<row><c t=\"str\"><v>a & b</v></c></row>"),
        ("entity that is no character", "<row><c t=\"str\"><v>&#xD800;</v></c></row>"),
        ("entity of the zero character", "<row><c t=\"str\"><v>&#0;</v></c></row>"),
        ("entity beyond Unicode", "<row><c t=\"str\"><v>&#x110000;</v></c></row>"),
        ("unclosed element", "<row><c><v>1</v></c>"),
        ("element closed twice", "<row></row></sheetData></worksheet></worksheet>"),
        ("attribute without a value", "<row r><c><v>1</v></c></row>"),
        ("attribute without quotes", "<row r=1></row>"),
        ("tag inside a tag", "<row <c/></row>"),
        ("deep nesting", String(repeating: "<x>", count: 100_000)),
        ("endless text", "<row><c t=\"str\"><v>" + String(repeating: "a", count: 200_000) + "</v></c></row>"),
        (
            "endless inline text",
            "<row><c t=\"inlineStr\"><is><t>" + String(repeating: "a", count: 200_000) + "</t></is></c></row>"
        ),
        ("endless attribute", "<row r=\"" + String(repeating: "1", count: 2_000_000) + "\"/>"),
        ("endless comment", "<!--" + String(repeating: "x", count: 2_000_000)),
    ]

    @Test("absurd and broken sheets are refused with the part that is wrong", arguments: refused.indices)
    func refusals(index: Int) throws {
        let bytes = try MadeBook(Self.refused[index].rows).bytes()
        let error = #expect(throws: (any Error).self, "\(Self.refused[index].name)") { try sheetCells(bytes) }
        if let error = error as? XLSXError {
            #expect(error.description.hasPrefix("xl/worksheets/s0.xml"))
        } else {
            #expect(error is ZipError, "\(Self.refused[index].name): \(String(describing: error))")
        }
    }

    @Test("entity bombs of every shape are refused before they grow")
    func entityBombs() throws {
        let laughs = (1...9).map { "<!ENTITY lol\($0) \"&lol\($0 - 1);&lol\($0 - 1);\">" }.joined()
        for prolog in [
            "<!DOCTYPE lolz [<!ENTITY lol0 \"lol\">\(laughs)]>", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">",
            "<!DOCTYPE x PUBLIC \"-//x\" \"http://localhost/x.dtd\">", "<!ENTITY x \"y\">",
            "<?xml version=\"1.0\"?><!doctype x>",
        ] {
            var book = MadeBook("<row><c t=\"str\"><v>&lol9;</v></c></row>")
            book.prolog = prolog
            let bytes = try book.bytes()
            #expect(throws: XLSXError.documentType(part: "xl/worksheets/s0.xml")) { try sheetCells(bytes) }
        }
    }

    @Test("bombs of shared texts, sheets and styles are refused")
    func otherBombs() throws {
        let text = "<si><t>" + String(repeating: "x", count: 120_000) + "</t></si>"
        let many = String(repeating: text, count: 900)
        let strings = try MadeBook("", strings: many).bytes()
        #expect(throws: (any Error).self) { try sheetCells(strings) }
        let formats = try MadeBook(
            "",
            styles: "<cellXfs>" + String(repeating: "<xf numFmtId=\"1\"/>", count: 70_000) + "</cellXfs>"
        )
        .bytes()
        #expect(throws: (any Error).self) { try sheetCells(formats) }
        var book = MadeBook("")
        book.sheets = (0..<1_001).map { ("s\($0)", "<sheetData/>") }
        let sheets = try book.bytes()
        #expect(throws: XLSXError.self) { try sheetCells(sheets) }
    }

    @Test("a workbook without its parts, or that is something else, is refused")
    func noWorkbook() throws {
        var zip = ZipWriter()
        try zip.add("hola.txt", Array("hola".utf8))
        let empty = zip.finish()
        #expect(throws: XLSXError.notAWorkbook) { try sheetCells(empty) }
        try zip.add("xl/workbook.xml", Array("<workbook/>".utf8))
        let partial = zip.finish()
        #expect(throws: XLSXError.missing(part: "xl/_rels/workbook.xml.rels")) { try sheetCells(partial) }
        #expect(throws: ZipError.self) { try sheetCells(Array("RUTA,CLIENTE\n".utf8)) }
    }

    @Test("formulas and odd texts are values, never run, whatever they begin with")
    func inertTexts() throws {
        for text in ["=1+1", "+SUM(A1)", "-2", "@x", "=HYPERLINK(&quot;http://x&quot;)", "=cmd|'/C calc'!A0", "\t=1"] {
            let rows =
                "<row><c t=\"str\"><f>\(text)</f><v>\(text)</v></c><c t=\"inlineStr\"><is><t>\(text)</t></is></c></row>"
            let plain = text.replacing("&quot;", with: "\"")
            #expect(try sheetCells(MadeBook(rows)) == ["1:0=\(plain)", "1:1=\(plain)"])
        }
        for number in ["1.234.567,50", "1e999", "nan", "0x10", "--1", "1.2.3", "12,5", " 5"] {
            let rows = "<row><c><v>\(number)</v></c></row>"
            #expect(try sheetCells(MadeBook(rows)) == ["1:0=\(number)"])
        }
    }

    @Test("every truncation of a workbook is refused")
    func truncations() throws {
        let whole = try MadeBook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", strings: "<si><t>a</t></si>")
            .bytes()
        for count in 0..<whole.count {
            #expect(throws: (any Error).self) { try sheetCells(Array(whole.prefix(count))) }
        }
    }

    @Test("every truncation of a sheet inside a sound archive gives an error, never a trap")
    func sheetTruncations() throws {
        let rows = "<row r=\"1\"><c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t>a&amp;b</t></is></c><c><v>1.5</v></c></row>"
        let closing = "</sheetData></worksheet>"
        for count in 0..<rows.utf8.count {
            var book = MadeBook("")
            book.sheets = [("x", "<sheetData>" + String(rows.prefix(count)) + "<!--")]
            let bytes = try book.bytes()
            #expect(throws: XLSXError.self, "\(count) \(closing)") { try sheetCells(bytes) }
        }
    }

    @Test("mutated sheets give cells or an error, never a trap")
    func mutations() throws {
        var random = SeededGenerator(seed: 33)
        let seed = Array(
            """
            <row r="1" spans="1:3"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="1"><v>46204.5</v></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><r><t>x &lt; y</t></r></is></c><c r="C2"><v>-1.5E2</v></c></row>
            """.utf8
        )
        let special = Array("<>/\"'&;=:0123456789AZcrtvs!-[]_x\u{0}\u{FF}".utf8)
        for _ in 0..<10_000 {
            var rows = seed
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<rows.count, using: &random)
                let byte = special[Int.random(in: 0..<special.count, using: &random)]
                switch Int.random(in: 0..<3, using: &random) {
                case 0: rows[place] = byte
                case 1: rows.insert(byte, at: place)
                default: rows.remove(at: place)
                }
            }
            let book = MadeBook(
                String(decoding: rows, as: UTF8.self),
                strings: "<si><t>uno</t></si>",
                styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs>"
            )
            do { _ = try sheetCells(book) } catch is XLSXError {}
        }
    }
}

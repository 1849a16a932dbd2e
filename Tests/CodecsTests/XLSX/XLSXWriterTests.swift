import Codecs
import Testing

private let fields = [
    CSVField("id", .text), CSVField("amount", .decimal), CSVField("count", .integer), CSVField("day", .date),
    CSVField("open", .boolean), CSVField("at", .instant), CSVField("evidence", .json),
]

/// The whole file of these documents.
private func workbook(_ documents: [String], rowsMax: Int = 1_000_000) throws -> [UInt8] {
    let writer = try XLSXWriter(fields, sheetName: "loans", rowsMax: rowsMax)
    let table = CSVTable(fields)
    var output: [UInt8] = []
    try writer.begin(into: &output)
    for document in documents {
        try writer.beginRow(into: &output)
        try Array(document.utf8).withUnsafeBytes { try writer.cells(of: $0, in: table) }
        try writer.endRow(into: &output)
    }
    try writer.finish(into: &output)
    return output
}

/// The first cell of a row whose `id` is `text`.
private func returned(_ text: String) throws -> String {
    var json = JSONWriter(capacity: 64)
    json.beginObject()
    json.field("id", text)
    json.endObject()
    let cells = try sheetCells(workbook([String(decoding: json.bytes, as: UTF8.self)]))
    return String((cells.last ?? "").dropFirst("2:0=".count))
}

@Suite("Workbooks written")
struct XLSXWriterTests {
    @Test("documents come back with their values and kinds")
    func roundTrip() throws {
        let documents = [
            #"{"id":"T-1","amount":"120000.50","count":7,"day":"2026-07-01","open":true,"at":"2026-07-01T10:00:00Z","evidence":[{"a":"<b>"}]}"#,
            #"{"id":"00123456789012345678","amount":"-5.00","count":null,"day":null,"open":false,"at":"10:00:00","evidence":[]}"#,
            #"{"id":"3","other":{"x":[1]},"day":"1900-01-15"}"#, #"{}"#,
        ]
        let cells = try sheetCells(workbook(documents))
        #expect(
            cells.prefix(7) == ["1:0=id", "1:1=amount", "1:2=count", "1:3=day", "1:4=open", "1:5=at", "1:6=evidence"]
        )
        let rows = [
            "2:0=T-1", "2:1=120000.5r", "2:2=7i", "2:3=2026-07-01", "2:4=1i", "2:5=2026-07-01T10:00:00Z",
            "2:6=[{\"a\":\"<b>\"}]", "3:0=00123456789012345678", "3:1=-5i", "3:4=0i", "3:5=10:00:00", "3:6=[]", "4:0=3",
            "4:3=1900-01-15",
        ]
        #expect(Array(cells.dropFirst(7)) == rows)
    }

    @Test("a number with more digits than Excel keeps stays a text")
    func longNumbers() throws {
        let cells = try sheetCells(workbook([#"{"amount":"12345678901234.50","count":9007199254740993}"#]))
        #expect(cells.suffix(2) == ["2:1=12345678901234.50", "2:2=9007199254740993"])
    }

    @Test(
        "a text is a text and no formula, whatever it begins with",
        arguments: ["=", "+", "-", "@", "\t", "\r", "|", "'"]
    )
    func formulas(first: String) throws {
        for rest in ["1+1", "cmd|'/C calc'!A0", "HYPERLINK(\"http://x\")", "SUM(A1:A9)"] {
            #expect(try returned(first + rest) == first + rest)
        }
        let bytes = try workbook(["{\"id\":\"=1+1\"}"])
        let archive = try ZipArchive(bytes, totalMax: 1 << 28)
        let sheet = try #require(archive.entry(named: "xl/worksheets/sheet1.xml"))
        #expect(try !String(decoding: archive.bytes(of: sheet), as: UTF8.self).contains("<f>"))
    }

    @Test("any text comes back as it was")
    func anyText() throws {
        var random = SeededGenerator(seed: 34)
        let odd = ["_x0041_", "__x000D__", "a\u{0}b", "\u{1F}", "<&>\"'", "]]>", " x ", "\n", "ñ😀", "_x", "_xZZZZ_"]
        for text in odd + (0..<500).map({ _ in random.text(lengthMax: 30) }) where !text.isEmpty {
            #expect(try returned(text) == text)
        }
        #expect(try returned("a\u{FFFE}b\u{FFFF}") == "a\u{FFFD}b\u{FFFD}")
        let long = String(repeating: "ñ😀", count: 20_000)
        let cut = try returned(long)
        #expect(cut.utf16.count <= 32_767 && cut.utf16.count > 32_760 && long.hasPrefix(cut))
    }

    @Test("a full sheet goes on in the next one, each with its header")
    func nextSheets() throws {
        let bytes = try workbook((1...5).map { "{\"id\":\"\($0)\"}" }, rowsMax: 3)
        let book = try XLSXBook(ZipArchive(bytes, totalMax: 1 << 28))
        #expect(book.sheets.map(\.name) == ["loans", "loans 2", "loans 3"])
        #expect(try sheetCells(bytes, sheet: 1).filter { !$0.hasPrefix("1:") } == ["2:0=3", "3:0=4"])
        #expect(try sheetCells(bytes, sheet: 2).last == "2:0=5")
    }

    @Test("the header is bold, frozen and has a filter; programs tell the file by its first entry")
    func frame() throws {
        let archive = try ZipArchive(workbook(["{\"id\":\"1\"}"]), totalMax: 1 << 28)
        #expect(archive.entries.first?.name == "[Content_Types].xml")
        let entry = try #require(archive.entry(named: "xl/worksheets/sheet1.xml"))
        let sheet = String(decoding: try archive.bytes(of: entry), as: UTF8.self)
        #expect(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:G2\"/>"))
        #expect(sheet.contains("<c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t>id</t>"))
    }

    @Test("the same documents give the same file, and no documents a whole one")
    func stable() throws {
        let documents = (0..<3_000).map { "{\"id\":\"\($0)\",\"amount\":\"\($0).00\"}" }
        #expect(try workbook(documents) == workbook(documents))
        #expect(try sheetCells(workbook([])).count == fields.count)
    }

    @Test("a damaged document is told")
    func damaged() throws {
        for text in ["", "[]", "{\"id\":\"a", "{\"id\":1,}", "{\"evidence\":[}"] {
            #expect(throws: JSONError.self) { try workbook([text]) }
        }
    }
}

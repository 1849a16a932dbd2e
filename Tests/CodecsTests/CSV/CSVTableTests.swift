import Codecs
import Testing

private let fields = [
    CSVField("id", .text), CSVField("amount", .decimal), CSVField("count", .integer), CSVField("day", .date),
    CSVField("open", .boolean), CSVField("note", .text), CSVField("evidence", .json),
]

private func line(_ table: CSVTable, _ document: String) throws(JSONError) -> String {
    var output: [UInt8] = []
    let bytes = Array(document.utf8)
    let result: Result<Void, JSONError> = bytes.withUnsafeBytes { memory in
        Result { () throws(JSONError) in try table.transcode(document: memory, into: &output) }
    }
    try result.get()
    return String(decoding: output, as: UTF8.self)
}

private let document =
    #"{"id":"ln_1","amount":"-120000.00","count":3,"day":"2026-11-24","open":true,"note":null,"evidence":["a","b"]}"#

@Test("a document becomes one line of RFC 4180, or one that Excel in Spanish opens")
func dialects() throws {
    let table = CSVTable(fields)
    #expect(try line(table, document) == "ln_1,-120000.00,3,2026-11-24,true,,\"[\"\"a\"\",\"\"b\"\"]\"\r\n")
    let excel = table.written(in: .excelES)
    #expect(try line(excel, document) == "ln_1;-120000,00;3;2026-11-24;true;;\"[\"\"a\"\",\"\"b\"\"]\"\r\n")
    var head: [UInt8] = []
    excel.header(into: &head)
    #expect(head == [0xEF, 0xBB, 0xBF] + Array("id;amount;count;day;open;note;evidence\r\n".utf8))
}

@Test(
    "a text cell is quoted when it must be and never starts a formula",
    arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("a;b", "a;b"), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("two\nlines", "\"two\nlines\""), ("=1+1", "'=1+1"), ("+57 300", "'+57 300"), ("-1", "'-1"), ("@x", "'@x"),
        ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("=a,b", "\"'=a,b\""), ("=\"x\"", "\"'=\"\"x\"\"\""), ("a=b", "a=b"),
        ("eight by eight bytes, and a comma", "\"eight by eight bytes, and a comma\""), ("ñandú 😀", "ñandú 😀"),
    ]
)
func textCells(_ text: String, _ cell: String) throws {
    var writer = JSONWriter()
    writer.beginObject()
    writer.field("note", text)
    writer.endObject()
    let table = CSVTable([CSVField("note", .text)])
    #expect(try line(table, String(decoding: writer.bytes, as: UTF8.self)) == cell + "\r\n")
    var output: [UInt8] = []
    table.appendCell(text: text, kind: .text, into: &output)
    #expect(String(decoding: output, as: UTF8.self) == "," + cell)
}

@Test(
    "for Excel a text of digits keeps every one of them; other texts and other dialects stay as they are",
    arguments: [
        ("123456789012345678", "\"=\"\"123456789012345678\"\"\""),
        ("1234567890123456", "\"=\"\"1234567890123456\"\"\""),
        ("123456789012345", "123456789012345"), ("007", "\"=\"\"007\"\"\""), ("0", "0"), ("00", "\"=\"\"00\"\"\""),
        ("3", "3"), ("12345678901234567x", "12345678901234567x"), ("0x1", "0x1"), ("12;3", "\"12;3\""),
        ("1,5", "1,5"), ("", ""),
    ]
)
func numerals(_ text: String, _ cell: String) throws {
    for field in [CSVField("ticket", .text), CSVField("ticket", .json)] {
        let plain = CSVTable([field])
        let excel = plain.written(in: .excelES)
        var written: [UInt8] = []
        excel.appendCell(text: text, kind: field.kind, into: &written)
        #expect(String(decoding: written, as: UTF8.self) == ";" + cell)
    }
    let table = CSVTable([CSVField("ticket", .text)])
    #expect(try line(table.written(in: .excelES), "{\"ticket\":\"\(text)\"}") == cell + "\r\n")
    let standard = try line(table, "{\"ticket\":\"\(text)\"}")
    #expect(standard == (text.contains(",") ? "\"\(text)\"" : text) + "\r\n")
    let amount = CSVTable([CSVField("n", .integer)]).written(in: .excelES)
    if Int(text) != nil { #expect(try line(amount, "{\"n\":\"\(text)\"}") == text + "\r\n") }
}

@Test("an escaped formula start is seen through")
func escapedFormula() throws {
    #expect(try line(CSVTable([CSVField("note", .text)]), #"{"note":"\u003d1"}"#) == "'=1\r\n")
}

@Test("absent fields give empty cells and unknown keys are passed over, wherever they stand")
func additiveFields() throws {
    let table = CSVTable([CSVField("a", .text), CSVField("b", .integer), CSVField("c", .decimal)])
    #expect(try line(table, #"{"c":"1.00"}"#) == ",,1.00\r\n")
    #expect(try line(table, #"{"a":"x","z":{"q":["}"]},"c":"1.00","y":null}"#) == "x,,1.00\r\n")
    #expect(try line(table, "{}") == ",,\r\n")
}

@Test("cells that a reader computes stand behind those of the document")
func computedCells() throws {
    let table = CSVTable([CSVField("a", .text)]).written(in: .excelES)
    var output: [UInt8] = []
    try Array(#"{"a":"x"}"#.utf8).withUnsafeBytes { try table.cells(of: $0, into: &output) }
    try Array(#"{"p":"1.50"}"#.utf8).withUnsafeBytes { memory in
        try CSVTable([CSVField("p", .decimal)], dialect: .excelES).appendCells(of: memory, into: &output)
    }
    table.appendEmptyCells(into: &output)
    table.appendCell(text: "2.50", kind: .decimal, into: &output)
    table.appendCell(text: nil, kind: .decimal, into: &output)
    table.appendCell(hundredths: -205, into: &output)
    table.appendCell(hundredths: nil, into: &output)
    table.appendCell(integer: -7, into: &output)
    table.appendCell(utf8: Array("=x".utf8), kind: .text, into: &output)
    table.endLine(into: &output)
    #expect(String(decoding: output, as: UTF8.self) == "x;1,50;;2,50;;-2,05;;-7;'=x\r\n")
}

@Test(
    "a document that is cut or damaged is told, and nothing is written",
    arguments: [
        "", "[", "{", #"{"id":"x"#, #"{"id":"x""#, #"{"id":"x","#, #"{"id":"x",}"#, #"{"id""x"}"#, #"{"id":}"#,
        #"{"id":"x"}}"#, #"{"id":"x"} "#, #"{,"id":"x"}"#, #"{"amount":"12;00"}"#, "{\"id\":\"a\nb\"}",
        #"{"amount":"=1"}"#, #"{"count":=1}"#,
    ]
)
func damagedDocuments(_ text: String) {
    #expect(throws: JSONError.self) { try line(CSVTable(fields, dialect: .excelES), text) }
}

@Test("any text survives a reading of the line by the rules of RFC 4180")
func randomCells() throws {
    var random = SeededGenerator(seed: 3)
    let table = CSVTable([CSVField("a", .text), CSVField("b", .text)])
    for _ in 0..<2000 {
        let texts = [random.text(lengthMax: 30), random.text(lengthMax: 30)]
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("a", texts[0])
        writer.field("b", texts[1])
        writer.endObject()
        let cells = rfc4180Cells(of: try line(table, String(decoding: writer.bytes, as: UTF8.self)))
        let expected = texts.map { text in
            text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } == true ? "'" + text : text
        }
        #expect(cells.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }
}

/// The cells of one line, by the letter of RFC 4180.
private func rfc4180Cells(of line: String) -> [String] {
    var cells: [[UInt8]] = [[]]
    var isQuoted = false
    var bytes = Array(line.utf8.dropLast(2))[...]
    while let byte = bytes.popFirst() {
        switch (byte, isQuoted) {
        case (0x22, false): isQuoted = true
        case (0x22, true) where bytes.first == 0x22:
            bytes.removeFirst()
            cells[cells.count - 1].append(0x22)
        case (0x22, true): isQuoted = false
        case (0x2C, false): cells.append([])
        default: cells[cells.count - 1].append(byte)
        }
    }
    return cells.map { String(decoding: $0, as: UTF8.self) }
}

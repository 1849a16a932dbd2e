/// Writes records as a workbook that streams: one sheet with a bold, frozen header and a filter, and a next sheet when
/// one is full.
///
/// Texts are inline strings, so that none is ever taken for a formula; amounts are numbers, days are days. Memory does
/// not grow with the rows. It owns the compressor and is used by one thread at a time.
public final class XLSXWriter {
    /// The media type of a workbook.
    public static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    private let fields: [CSVField]
    private let sheetName: String
    /// Rows that a sheet may have, its header included.
    private let rowsMax: Int
    private var archive: ZipStream
    private var sheetCount = 0
    /// Number of the row that was begun last.
    private var row = 0
    /// Column of the next cell.
    private var column = 0
    /// XML that is not compressed yet.
    private var pending: [UInt8] = []
    /// `<c r="AB` of each column.
    private let openings: [[UInt8]]

    /// Bytes of XML that are compressed at once.
    private static let piece = 64 << 10

    /// A workbook of these columns, whose sheets are called `sheetName`.
    /// - Throws: ``DeflateError`` when there is no memory.
    public init(_ fields: [CSVField], sheetName: String, rowsMax: Int = Limits.sheetRowsMax) throws(DeflateError) {
        precondition(fields.count <= Limits.sheetColumnsMax && rowsMax > 1, "a sheet has room for a header and a row")
        self.fields = fields
        self.sheetName = sheetName
        self.rowsMax = min(rowsMax, Limits.sheetRowsMax)
        openings = fields.indices.map { Array("<c r=\"\(XLSXPlace.name($0))".utf8) }
        archive = try ZipStream(level: 2)
    }

    /// Writes what stands before the first row.
    /// - Throws: ``DeflateError``.
    public func begin(into output: inout [UInt8]) throws(DeflateError) {
        try put(XLSXTemplate.contentTypes, as: "[Content_Types].xml", into: &output)
        try put(XLSXTemplate.rootRelationships, as: "_rels/.rels", into: &output)
        try put(XLSXTemplate.styles, as: "xl/styles.xml", into: &output)
        try beginSheet(into: &output)
    }

    /// Begins the next row.
    /// - Throws: ``DeflateError``.
    public func beginRow(into output: inout [UInt8]) throws(DeflateError) {
        if row == rowsMax || archive.entrySize > Limits.xlsxSheetBytesMax {
            try endSheet(into: &output)
            try beginSheet(into: &output)
        }
        openRow()
    }

    /// Writes the cells of one stored document, whose fields are those of `table`, behind the row's cells.
    /// - Throws: ``JSONError`` when `document` is not a compact JSON object or a cell's kind is not that of its field.
    public func cells(of document: UnsafeRawBufferPointer, in table: CSVTable) throws(JSONError) {
        precondition(column + table.fields.count <= fields.count, "a row has no more cells than the sheet has columns")
        let cell = XLSXCellWriter(row: row)
        let first = column
        try table.walk(document) { (index, offset) throws(JSONError) in
            try cell.write(document, &offset, table.fields[index].kind, openings[first + index], into: &pending)
        }
        column += table.fields.count
    }

    /// Leaves `count` cells of the row empty: their document is not there, for example erased.
    public func skip(_ count: Int) {
        column += count
    }

    /// Ends the row.
    /// - Throws: ``DeflateError``.
    public func endRow(into output: inout [UInt8]) throws(DeflateError) {
        pending.put("</row>")
        if pending.count >= Self.piece { try flush(into: &output) }
    }

    /// Writes what stands behind the last row.
    /// - Throws: ``DeflateError``.
    public func finish(into output: inout [UInt8]) throws(DeflateError) {
        try endSheet(into: &output)
        let names = (1...sheetCount).map { $0 == 1 ? sheetName : "\(sheetName) \($0)" }
        try put(XLSXTemplate.workbook(names), as: "xl/workbook.xml", into: &output)
        try put(XLSXTemplate.relationships(names.count), as: "xl/_rels/workbook.xml.rels", into: &output)
        archive.finish(into: &output)
    }

    private func beginSheet(into output: inout [UInt8]) throws(DeflateError) {
        sheetCount += 1
        row = 0
        archive.begin("xl/worksheets/sheet\(sheetCount).xml", into: &output)
        pending.put(XLSXTemplate.sheetHead(fields, isFirst: sheetCount == 1))
        openRow()
        for (field, opening) in zip(fields, openings) {
            pending += opening
            pending.put("\(row)\" s=\"\(XLSXTemplate.Style.header)\" t=\"inlineStr\"><is><t>\(field.name)</t></is></c>")
        }
        pending.put("</row>")
    }

    private func endSheet(into output: inout [UInt8]) throws(DeflateError) {
        let last = "\(XLSXPlace.name(max(0, fields.count - 1)))\(row)"
        pending.put("</sheetData><autoFilter ref=\"A1:\(last)\"/></worksheet>")
        try flush(into: &output)
        try archive.end(into: &output)
    }

    private func openRow() {
        row += 1
        column = 0
        pending.put("<row r=\"\(row)\">")
    }

    private func flush(into output: inout [UInt8]) throws(DeflateError) {
        try archive.write(pending, into: &output)
        pending.removeAll(keepingCapacity: true)
    }

    private func put(_ text: String, as name: String, into output: inout [UInt8]) throws(DeflateError) {
        archive.begin(name, into: &output)
        try archive.write(Array(text.utf8), into: &output)
        try archive.end(into: &output)
    }
}

extension [UInt8] {
    /// Appends the bytes of `text`.
    mutating func put(_ text: String) {
        append(contentsOf: text.utf8)
    }
}

import Codecs

/// Builds workbooks that need not be honest.
struct MadeBook {
    /// Sheets by name, each the XML inside `worksheet`.
    var sheets: [(name: String, content: String)] = []
    /// Attributes of each sheet beside name and ids.
    var sheetAttributes = ""
    /// The XML inside `sst`; none for no shared texts.
    var strings: String?
    /// The XML inside `styleSheet`.
    var styles = ""
    /// Attributes of `workbookPr`.
    var properties = ""
    /// What stands before the root element of each sheet.
    var prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    /// Prefix of the elements, with its colon.
    var prefix = ""

    /// A book of one sheet with these rows.
    init(_ rows: String, strings: String? = nil, styles: String = "") {
        sheets = [("Hoja1", "<sheetData>\(rows)</sheetData>")]
        self.strings = strings
        self.styles = styles
    }

    func bytes() throws -> [UInt8] {
        var zip = ZipWriter()
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        try zip.add(
            "_rels/.rels",
            part(
                "Relationships",
                "<Relationship Id=\"a\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/>"
            )
        )
        var listed = ""
        var related = ""
        for (index, sheet) in sheets.enumerated() {
            listed += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"r\(index)\" \(sheetAttributes)/>"
            related +=
                "<Relationship Id=\"r\(index)\" Type=\"\(office)/worksheet\" Target=\"worksheets/s\(index).xml\"/>"
            let content = Array("\(prolog)<\(prefix)worksheet>\(sheet.content)</\(prefix)worksheet>".utf8)
            try zip.add("xl/worksheets/s\(index).xml", content)
        }
        related += "<Relationship Id=\"st\" Type=\"\(office)/styles\" Target=\"/xl/styles.xml\"/>"
        try zip.add("xl/styles.xml", part("styleSheet", styles))
        if let strings {
            related += "<Relationship Id=\"ss\" Type=\"\(office)/sharedStrings\" Target=\"sharedStrings.xml\"/>"
            try zip.add("xl/sharedStrings.xml", part("sst", strings))
        }
        try zip.add("xl/workbook.xml", part("workbook", "<workbookPr \(properties)/><sheets>\(listed)</sheets>"))
        try zip.add("xl/_rels/workbook.xml.rels", part("Relationships", related))
        return zip.finish()
    }

    private func part(_ root: String, _ content: String) -> [UInt8] {
        Array("<?xml version=\"1.0\"?><\(root)>\(content)</\(root)>".utf8)
    }
}

/// The rows of a sheet as `row:column=value` texts.
func sheetCells(_ bytes: [UInt8], sheet index: Int = 0) throws -> [String] {
    let book = try XLSXBook(ZipArchive(bytes, totalMax: 1 << 28))
    var cells: [String] = []
    guard book.sheets.indices.contains(index) else { return [] }
    try book.rows(of: book.sheets[index]) { row in
        for cell in row.cells {
            let value: String
            switch cell.value {
            case .text(let text): value = text
            case .integer(let number): value = "\(number)i"
            case .real(let number): value = "\(number)r"
            }
            cells.append("\(row.number):\(cell.column)=\(value)")
        }
        return true
    }
    return cells
}

/// The rows of a sheet of `book`.
func sheetCells(_ book: MadeBook, sheet index: Int = 0) throws -> [String] {
    try sheetCells(book.bytes(), sheet: index)
}

/// The parts of a workbook that do not depend on its rows.
enum XLSXTemplate {
    /// Cell styles by their place in the style sheet.
    enum Style {
        static let header: UInt8 = 1
        static let amount: UInt8 = 2
        static let integer: UInt8 = 3
        static let date: UInt8 = 4
    }

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    /// Sheets are what an `.xml` is unless said otherwise, so that this part can come first, before their number is
    /// known: programs tell a workbook by its first entry.
    static let contentTypes = """
        \(head)<Types xmlns="\(package)/content-types">\
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
        <Default Extension="xml" ContentType="\(type).worksheet+xml"/>\
        <Override PartName="/xl/workbook.xml" ContentType="\(type).sheet.main+xml"/>\
        <Override PartName="/xl/styles.xml" ContentType="\(type).styles+xml"/></Types>
        """

    static let rootRelationships = """
        \(head)<Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" Type="\(office)/officeDocument" \
        Target="xl/workbook.xml"/></Relationships>
        """

    /// The styles of ``Style``: plain, bold, `#,##0.00` (built-in 4), `0` (1), the reader's own short date (14).
    static let styles = """
        \(head)<styleSheet xmlns="\(main)"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
        <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
        </fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
        <cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
        <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
        <xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
        <xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
        <xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """

    static func workbook(_ names: [String]) -> String {
        let sheets = names.enumerated().map { index, name in
            "<sheet name=\"\(name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
        }
        return "\(head)<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>\(sheets.joined())</sheets></workbook>"
    }

    static func relationships(_ sheetCount: Int) -> String {
        let sheets = (1...sheetCount).map {
            "<Relationship Id=\"rId\($0)\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet\($0).xml\"/>"
        }
        return """
            \(head)<Relationships xmlns="\(package)/relationships">\(sheets.joined())\
            <Relationship Id="rId\(sheetCount + 1)" Type="\(office)/styles" Target="styles.xml"/></Relationships>
            """
    }

    /// What stands before the rows: the frozen header and the widths.
    static func sheetHead(_ fields: [CSVField], isFirst: Bool) -> String {
        let columns = fields.enumerated().map { index, field in
            "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width(field))\" customWidth=\"1\"/>"
        }
        return """
            \(head)<worksheet xmlns="\(main)"><sheetViews><sheetView \(isFirst ? "tabSelected=\"1\" " : "")workbookViewId="0">\
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
            <cols>\(columns.joined())</cols><sheetData>
            """
    }

    /// Characters that a column shows: those of its header with the filter's button, or of its usual values.
    private static func width(_ field: CSVField) -> Int {
        let usual =
            switch field.kind {
            case .text: 18
            case .integer, .boolean: 9
            case .decimal: 15
            case .date: 12
            case .instant: 21
            case .json: 30
            }
        return max(usual, field.name.utf8.count + 4)
    }
}

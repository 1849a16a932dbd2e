import Codecs
import Foundation
import Intake
import Testing

@Suite("Workbooks as sources")
struct XLSXReaderTests {
    /// A workbook of these sheets, each the XML of its rows; style 1 shows days.
    static func book(_ sheets: [(name: String, rows: String)]) throws -> [UInt8] {
        var zip = ZipWriter()
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var listed = ""
        var related = "<Relationship Id=\"st\" Type=\"\(office)/styles\" Target=\"styles.xml\"/>"
        for (index, sheet) in sheets.enumerated() {
            listed += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"r\(index)\"/>"
            related += "<Relationship Id=\"r\(index)\" Type=\"\(office)/worksheet\" Target=\"s\(index).xml\"/>"
            let content = "<worksheet><sheetData>\(sheet.rows)</sheetData></worksheet>"
            try zip.add("xl/s\(index).xml", Array(content.utf8))
        }
        let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
        try zip.add("xl/styles.xml", Array(styles.utf8))
        try zip.add("xl/workbook.xml", Array("<workbook><sheets>\(listed)</sheets></workbook>".utf8))
        try zip.add("xl/_rels/workbook.xml.rels", Array("<Relationships>\(related)</Relationships>".utf8))
        return zip.finish()
    }

    /// A row of texts, numbers (`#12`) and days (`@46204`).
    static func row(_ number: Int, _ cells: [String]) -> String {
        let written = cells.map { cell in
            switch cell.first {
            case nil: "<c/>"
            case "#" where cell.count > 1: "<c><v>\(cell.dropFirst())</v></c>"
            case "@": "<c s=\"1\"><v>\(cell.dropFirst())</v></c>"
            default: "<c t=\"inlineStr\"><is><t>\(cell)</t></is></c>"
            }
        }
        return "<row r=\"\(number)\">\(written.joined())</row>"
    }

    private func reader(_ bytes: [UInt8], _ name: String = "planilla.xlsx") throws -> XLSXReader {
        let scratch = try Scratch()
        return try XLSXReader(path: scratch.write("copy", bytes), fileName: name)
    }

    @Test("the box close is read: titles above, header on row 5, total row below")
    func boxClose() throws {
        let head = [
            "#", "Préstamo", "Cliente", "Dirección", "Teléfono", "Cuota", "Monto Cuota", "Cobrado", "Método Pago",
            "Efectivo", "Transferencia", "Estado", "Fecha Inicio", "% Interés", "Fecha Fin Préstamo", "Cobrador",
            "Modificada", "Monto Original", "Observaciones",
        ]
        let line = [
            "#1", "P-7", "Ana Uno", "Calle 1", "300", "3/24", "#10000", "#10000.5", "efectivo", "#10000.5", "#0",
            "pagado", "@46204", "#20", "@46230", "Uno", "", "#200000", "",
        ]
        let rows = [
            Self.row(1, ["Cierre de caja"]), Self.row(2, ["Ruta", "Centro"]), Self.row(3, ["Fecha", "@46204"]),
            Self.row(5, head), Self.row(6, line), Self.row(8, ["Total", "", "", "", "", "", "#10000", "#10000.5"]),
        ].joined()
        let reader = try reader(Self.book([("Zeta", Self.row(1, ["Cliente"])), ("Cierre", rows), ("Vacía", "")]))
        #expect(reader.tableNames == ["Cierre", "Vacía", "Zeta"])
        #expect(try reader.columns(of: "Cierre").map(\.name) == head)
        #expect(try reader.columns(of: "Vacía").isEmpty)
        var read: [RawRow] = []
        try reader.read("Cierre", columns: ["Fecha Inicio", "Cobrado", "#", "Modificada", "Cliente"]) {
            read.append($0)
        }
        #expect(read.map(\.number) == [6, 8])
        #expect(read[0].values == [.text("2026-07-01"), .real(10000.5), .integer(1), .null, .text("Ana Uno")])
        #expect(read[1].values == [.null, .real(10000.5), .text("Total"), .null, .null])
    }

    @Test("a table that starts further right keeps its names, and unnamed columns are called by their place")
    func shifted() throws {
        let rows = """
            <row r="3"><c r="C3" t="str"><v> Cliente </v></c><c r="E3" t="str"><v>Saldo</v></c></row>
            <row r="4"><c r="C4" t="str"><v>Ana</v></c><c r="D4"><v>1</v></c><c r="E4"><v>2</v></c></row>
            """
        let reader = try reader(Self.book([("Hoja1", rows)]))
        #expect(try reader.columns(of: "Hoja1").map(\.name) == ["Cliente", "column 4", "Saldo"])
        #expect(try texts(reader, "Hoja1") == [["Ana", "1", "2"]])
    }

    @Test("what is no sound workbook is refused with its own code and a remedy")
    func refused() throws {
        var other = ZipWriter()
        try other.add("a.txt", [1, 2, 3])
        let bomb = try Self.book([("a", "<row r=\"1048577\"/>")])
        let whole = try Self.book([("a", Self.row(1, ["Cliente"]))])
        let broken = try Self.book([("a", "<row><c>")])
        let cases: [([UInt8], IntakeError.Code)] = [
            ([], .truncated), (Array("RUTA,CLIENTE\n".utf8), .notADatabase), (other.finish(), .notADatabase),
            ([0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0, 0], .notADatabase),
            (Array(whole.prefix(whole.count - 9)), .notADatabase),
            (bomb, .tooLarge), (broken, .damaged),
        ]
        for (bytes, code) in cases {
            let scratch = try Scratch()
            let path = try scratch.write("bad", bytes)
            let error = try #require(throws: IntakeError.self) {
                let reader = try XLSXReader(path: path, fileName: "malo.xlsx")
                for name in reader.tableNames { try reader.read(name, columns: []) { _ in } }
            }
            #expect(error.code == code, "\(error.message)")
            #expect(error.message.hasPrefix("malo.xlsx"))
            #expect(error.message.split(separator: ". ").count > 1, "a remedy follows: \(error.message)")
        }
    }
}

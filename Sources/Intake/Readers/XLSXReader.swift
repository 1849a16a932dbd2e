import Codecs

/// Reads a workbook (`.xlsx`) with one table for each sheet, hidden ones too, named by its tab.
///
/// The header of a sheet is found below title rows; a row's number is the one that Excel shows. Cells that show a day
/// or a time come as ISO text, true and false as 1 and 0, and the value of merged cells stands in the first of them.
/// It owns the open file.
public final class XLSXReader: SourceReader {
    /// The name people know the file by.
    public let fileName: String
    /// The sheets, in name order.
    public let tableNames: [String]
    /// What an owner should know about the rows read so far although they can be read.
    public private(set) var notices: [String] = []

    private let book: XLSXBook
    private let sheets: [String: XLSXBook.Sheet]
    private var headers: [String: SheetHeader] = [:]

    /// Opens the file at `path`, shown to people as `fileName`.
    /// - Throws: ``IntakeError`` when it is no sound workbook.
    public init(path: String, fileName: String) throws {
        self.fileName = fileName
        let file = try ReaderFile(path: path, name: fileName)
        guard try file.read(at: 0, count: 4) != [0xD0, 0xCF, 0x11, 0xE0] else {
            throw IntakeError(
                .notADatabase,
                "\(fileName) is a workbook of the old kind (.xls) or has a password. Save it as .xlsx without one."
            )
        }
        book = try Self.told(fileName) {
            let archive = try ZipArchive(size: file.bytes, totalMax: Limits.workbookBytesMax) {
                try file.read(at: $0, count: $1)
            }
            return try XLSXBook(archive)
        }
        var sheets: [String: XLSXBook.Sheet] = [:]
        for sheet in book.sheets {
            var name = sheet.name
            var number = 2
            while sheets[name] != nil {
                name = "\(sheet.name) (\(number))"
                number += 1
            }
            sheets[name] = sheet
        }
        self.sheets = sheets
        tableNames = sheets.keys.sorted()
    }

    /// The columns of a sheet in its order.
    /// - Throws: ``IntakeError``.
    public func columns(of table: String) throws -> [SourceColumn] {
        try header(of: table).columns
    }

    /// Hands each row below the header to `body` in the order of the sheet; rows without a value are passed over.
    /// - Throws: ``IntakeError``, or what `body` throws.
    public func read(_ table: String, columns: [String], _ body: (RawRow) throws -> Void) throws {
        let header = try header(of: table)
        let places = try header.places(of: columns, fileName: fileName)
        let width = (header.places.last ?? -1) + 1
        let first = header.row ?? 0
        var values = [RawValue](repeating: .null, count: width)
        var surplus: (count: Int, row: Int) = (0, 0)
        try rows(of: table) { row in
            guard row.number > first else { return true }
            for cell in row.cells where cell.column < width { values[cell.column] = Self.value(cell.value) }
            if row.cells.contains(where: { $0.column >= width }) {
                if surplus.count == 0 { surplus.row = row.number }
                surplus.count += 1
            }
            try body(RawRow(number: Int64(row.number), values: places.map { values[$0] }))
            for cell in row.cells where cell.column < width { values[cell.column] = .null }
            return true
        }
        note(surplus)
    }

    private func note(_ surplus: (count: Int, row: Int)) {
        guard surplus.count > 0 else { return }
        let more = surplus.count == 1 ? "" : " and \(surplus.count - 1) more"
        let text =
            "\(fileName): row \(surplus.row)\(more) has more cells than the header; what is behind it was left out."
        if !notices.contains(text) { notices.append(text) }
    }

    private func header(of table: String) throws -> SheetHeader {
        if let header = headers[table] { return header }
        var sample: [SheetRow] = []
        try rows(of: table) { row in
            var cells = [RawValue](repeating: .null, count: (row.cells.map(\.column).max() ?? -1) + 1)
            for cell in row.cells { cells[cell.column] = Self.value(cell.value) }
            sample.append(SheetRow(number: Int64(row.number), cells: cells))
            return sample.count < Limits.headerSampleRows
        }
        let header = try SheetHeader(sample: sample, fileName: fileName)
        headers[table] = header
        return header
    }

    private func rows(of table: String, _ body: (XLSXRow) throws -> Bool) throws {
        guard let sheet = sheets[table] else {
            throw IntakeError(.foreign, "\(fileName) has no such table to read. Check the profile's names.")
        }
        try Self.told(fileName) { try book.rows(of: sheet, body) }
    }

    private static func value(_ value: XLSXValue) -> RawValue {
        switch value {
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        }
    }

    /// Turns the codecs' errors into one that names the file.
    private static func told<Result>(_ fileName: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as XLSXError {
            switch error {
            case .notAWorkbook, .binaryWorkbook:
                throw IntakeError(.notADatabase, "\(fileName) cannot be read: \(error). Save it as .xlsx.")
            case .tooLarge:
                throw IntakeError(.tooLarge, "\(fileName) is refused: \(error). Save the sheet that matters as CSV.")
            case .documentType:
                throw IntakeError(.archiveRefused, "\(fileName) is refused: \(error). Check where the file comes from.")
            case .missing, .malformed:
                throw IntakeError(.damaged, "\(fileName) is damaged: \(error). Save it again from its program.")
            }
        } catch ZipError.notAnArchive {
            throw IntakeError(.notADatabase, "\(fileName) is no whole workbook. Copy it again, or save it as .xlsx.")
        } catch let error as ZipError {
            throw IntakeError(.archiveRefused, "\(fileName) is refused. \(error)")
        }
    }
}

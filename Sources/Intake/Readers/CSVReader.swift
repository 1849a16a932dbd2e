public import Codecs

/// Reads a CSV file of any dialect as one table, named by the file without its ending.
///
/// The header is found below title rows; a row's number is its line in the file. It owns the open file.
public final class CSVReader: SourceReader {
    /// The name people know the file by.
    public let fileName: String
    /// The one table of the file.
    public let tableNames: [String]
    /// How the file is read.
    public let format: CSVFormat
    /// What an owner should know about the rows read last although they can be read.
    public private(set) var notices: [String] = []

    private let file: ReaderFile
    private let header: SheetHeader

    /// Opens the file at `path`, shown to people as `fileName`, and finds its header.
    /// - Throws: ``IntakeError`` when it cannot be read or is no text.
    public init(path: String, fileName: String) throws {
        self.fileName = fileName
        file = try ReaderFile(path: path, name: fileName)
        tableNames = [SheetName.table(ofFile: fileName)]
        let head = try file.read(at: 0, count: 4096)
        guard head.withUnsafeBytes({ CSVFormat.isText($0) }) else {
            throw IntakeError(.notADatabase, "\(fileName) is no text table. Check that it is the file that was meant.")
        }
        let parser = try Self.parser(file, delimiter: nil)
        format = parser.format
        var sample: [SheetRow] = []
        try Self.told(fileName) {
            while sample.count < Limits.headerSampleRows, try parser.next() {
                sample.append(
                    SheetRow(
                        number: Int64(parser.line),
                        cells: (0..<parser.cellCount).map { Self.value(parser.text($0)) }
                    )
                )
            }
        }
        header = try SheetHeader(sample: sample, fileName: fileName)
    }

    /// The columns of the table in the order of the file.
    /// - Throws: ``IntakeError`` when there is no such table.
    public func columns(of table: String) throws -> [SourceColumn] {
        try check(table)
        return header.columns
    }

    /// Hands each row below the header to `body` in the order of the file; rows without a value are passed over.
    /// - Throws: ``IntakeError``, or what `body` throws.
    public func read(_ table: String, columns: [String], _ body: (RawRow) throws -> Void) throws {
        try check(table)
        let places = try header.places(of: columns, fileName: fileName)
        let parser = try Self.parser(file, delimiter: format.delimiter)
        let first = header.row ?? 0
        let width = (header.places.last ?? -1) + 1
        var surplus: (count: Int, line: Int) = (0, 0)
        while try Self.told(fileName, { try parser.next() }) {
            guard parser.line > first else { continue }
            if parser.cellCount > width, (width..<parser.cellCount).contains(where: { parser.text($0) != nil }) {
                if surplus.count == 0 { surplus.line = parser.line }
                surplus.count += 1
            }
            let values = places.map { Self.value(parser.text($0)) }
            if values.allSatisfy({ $0 == .null }), isBlank(parser) { continue }
            try body(RawRow(number: Int64(parser.line), values: values))
        }
        notices = notes(parser.faultLines, surplus)
    }

    private func isBlank(_ parser: CSVParser) -> Bool {
        (0..<parser.cellCount).allSatisfy { parser.text($0) == nil }
    }

    private func notes(_ faults: [Int], _ surplus: (count: Int, line: Int)) -> [String] {
        var notes: [String] = []
        if let first = faults.first {
            let more = faults.count == 1 ? "" : " and in \(faults.count - 1) more"
            notes.append(
                "\(fileName): in line \(first)\(more) a quotation mark is opened and never closed; it was left out."
            )
        }
        if surplus.count > 0 {
            let more = surplus.count == 1 ? "" : " and \(surplus.count - 1) more"
            notes.append(
                "\(fileName): line \(surplus.line)\(more) has more cells than the header; what is behind it was left out."
            )
        }
        return notes
    }

    private func check(_ table: String) throws {
        guard tableNames.contains(table) else {
            throw IntakeError(.foreign, "\(fileName) has no such table to read. Check the profile's names.")
        }
    }

    private static func parser(_ file: ReaderFile, delimiter: UInt8?) throws -> CSVParser {
        var place: UInt64 = 0
        return try CSVParser(delimiter: delimiter) { memory in
            let count = try file.read(at: place, into: memory)
            place += UInt64(count)
            return count
        }
    }

    /// A cell; `="00123"`, which keeps Excel from changing a numeral, is the text inside.
    private static func value(_ text: String?) -> RawValue {
        guard let text else { return .null }
        guard text.utf8.first == 0x3D, text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count > 3 else {
            return .text(text)
        }
        let inside = text.dropFirst(2).dropLast()
        return .text(inside.utf8.contains(0x22) ? text : String(inside))
    }

    /// Turns the codec's error into one that names the file.
    private static func told<Result>(_ fileName: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as CSVError {
            if case .brokenQuotes = error {
                throw IntakeError(.damaged, "\(fileName), \(error). Save the file again from its program.")
            }
            throw IntakeError(.tooLarge, "\(fileName), \(error). Check the file.")
        }
    }
}

/// Names of tables that are made from names of files.
enum SheetName {
    /// The name of a file without its folders and ending.
    static func table(ofFile name: String) -> String {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return last }
        return String(last[..<dot])
    }
}

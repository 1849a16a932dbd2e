public import Codecs

/// A form in which records leave as a file.
public enum ExportFormat: Hashable, Sendable {
    /// One JSON array.
    case json
    /// One JSON document a line.
    case ndjson
    /// A table with a head line.
    case csv(CSVDialect)
    /// A workbook with one sheet, and more when it is full.
    case xlsx

    /// The names that requests and the command line use.
    public static let names = ["json", "ndjson", "csv", "excel-es", "xlsx"]

    /// The format called `name`.
    /// - Throws: ``ReadError/unknownFormat(name:)``.
    public static func named(_ name: String) throws(ReadError) -> ExportFormat {
        switch name {
        case "json": .json
        case "ndjson": .ndjson
        case "csv": .csv(.standard)
        case "excel-es": .csv(.excelES)
        case "xlsx": .xlsx
        default: throw .unknownFormat(name: String(name.prefix(40)))
        }
    }

    /// The media type of a response in this format.
    public var mediaType: String {
        switch self {
        case .json: "application/json"
        case .ndjson: "application/x-ndjson"
        case .csv: "text/csv; charset=utf-8"
        case .xlsx: XLSXWriter.mediaType
        }
    }

    /// The ending of a file's name.
    public var fileEnding: String {
        switch self {
        case .json: "json"
        case .ndjson: "ndjson"
        case .csv: "csv"
        case .xlsx: "xlsx"
        }
    }
}

import Codecs

/// A file of records, made piece by piece as it is read; memory does not grow with their number.
///
/// It owns a cursor, so it lives inside one transaction and on one thread at a time.
public final class RecordExport {
    private let rows: RecordRows
    private let kind: RecordKind
    private let format: ExportFormat
    private let columns: RecordColumns?
    private let workbook: XLSXWriter?
    private var isStarted = false
    private var isEnded = false
    private var capacity = 4096
    /// Records written so far.
    public private(set) var count = 0

    init(_ rows: RecordRows, query: RecordQuery, format: ExportFormat) throws {
        self.rows = rows
        kind = query.kind
        self.format = format
        switch format {
        case .csv(let dialect):
            columns = RecordColumns(query, dialect: dialect)
            workbook = nil
        case .xlsx:
            let columns = RecordColumns(query, dialect: .standard)
            workbook = try XLSXWriter(columns.fields(for: kind), sheetName: kind.rawValue)
            self.columns = columns
        case .json, .ndjson:
            columns = nil
            workbook = nil
        }
    }

    /// The next piece of the file, about ``ReadLimits/chunkBytes`` long; nil after the last one.
    /// - Throws: ``StorageError``, or an error that names the stored document that cannot be read.
    public func next() throws -> [UInt8]? {
        guard !isEnded else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(capacity)
        if !isStarted {
            isStarted = true
            if let workbook {
                try workbook.begin(into: &output)
            } else if let columns {
                output += columns.header(for: kind)
            } else if format == .json {
                output.append(0x5B)
            }
        }
        while output.count < ReadLimits.chunkBytes {
            guard try rows.next() else {
                isEnded = true
                if format == .json { output += [0x5D, 0x0A] }
                try workbook?.finish(into: &output)
                break
            }
            try append(to: &output)
        }
        capacity = ReadLimits.chunkBytes + 8192
        return output.isEmpty ? nil : output
    }

    /// Ends the reading early.
    public func close() {
        isEnded = true
        rows.close()
    }

    private func append(to output: inout [UInt8]) throws {
        if let columns, let workbook {
            try workbook.beginRow(into: &output)
            try rows.appendCells(columns, to: workbook)
            try workbook.endRow(into: &output)
        } else if let columns {
            try rows.appendCSV(columns, to: &output)
        } else {
            if format == .json, count > 0 { output.append(0x2C) }
            if format == .json { output.append(0x0A) }
            try rows.appendJSON(to: &output)
            if format == .ndjson { output.append(0x0A) }
        }
        count += 1
    }
}

/// Inserts rows by COPY in its text format, about a megabyte at a time.
final class PostgresBulkWriter: BulkWriter {
    private static let hex = [UInt8]("0123456789abcdef".utf8)

    private let link: PostgresLink
    private let copy: String
    private let width: Int
    private var held: [UInt8] = []

    /// A writer of `columns` of `table`.
    init(link: PostgresLink, table: String, columns: [String]) {
        self.link = link
        let names = columns.map(SQLName.checked).joined(separator: ", ")
        copy = "COPY \(SQLName.checked(table)) (\(names)) FROM STDIN"
        width = columns.count
        held.reserveCapacity(Limits.copyBytes + Limits.copyBytes / 4)
    }

    func append(_ values: [SQLValue]) throws {
        guard values.count == width else {
            throw StorageError(.failed, "a row has \(values.count) values for \(width) columns")
        }
        let rowStart = held.count
        do {
            for (index, value) in values.enumerated() {
                if index > 0 { held.append(UInt8(ascii: "\t")) }
                try write(value)
            }
        } catch {
            held.removeSubrange(rowStart...)
            throw error
        }
        held.append(UInt8(ascii: "\n"))
        if held.count >= Limits.copyBytes { try flush() }
    }

    func flush() throws {
        guard !held.isEmpty else { return }
        defer { held.removeAll(keepingCapacity: held.capacity <= 2 * Limits.copyBytes) }
        try link.copy(copy, held)
    }

    private func write(_ value: SQLValue) throws {
        switch value {
        case .null:
            held.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "N")])
        case .integer(let number):
            held.append(contentsOf: String(number).utf8)
        case .text(var text):
            try text.withUTF8 { try write(text: UnsafeRawBufferPointer($0)) }
        case .utf8(let bytes):
            try bytes.withUnsafeBytes { try write(text: $0) }
        case .bytes(let bytes):
            held.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "\\"), UInt8(ascii: "x")])
            for byte in bytes {
                held.append(Self.hex[Int(byte >> 4)])
                held.append(Self.hex[Int(byte & 15)])
            }
        }
    }

    /// Copies the runs between the four characters that mean something to COPY.
    private func write(text: UnsafeRawBufferPointer) throws {
        try SQLValue.refuseNUL(in: text)
        var start = 0
        for (index, byte) in text.enumerated() {
            let letter: UInt8
            switch byte {
            case UInt8(ascii: "\\"): letter = UInt8(ascii: "\\")
            case UInt8(ascii: "\n"): letter = UInt8(ascii: "n")
            case UInt8(ascii: "\r"): letter = UInt8(ascii: "r")
            case UInt8(ascii: "\t"): letter = UInt8(ascii: "t")
            default: continue
            }
            held.append(contentsOf: text[start..<index])
            held.append(UInt8(ascii: "\\"))
            held.append(letter)
            start = index + 1
        }
        held.append(contentsOf: text[start...])
    }
}

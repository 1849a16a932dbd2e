/// Reads the statements of an SQL dump that create tables and fill them; all others are passed over.
///
/// It holds one row at a time. Nothing is executed: statements that change or remove rows are counted, not followed.
public final class SQLDumpParser {
    let bytes: SQLBytes
    let dialect: DumpDialect
    private var rows = Rows.none
    /// Whether a minus was passed that belongs to the value behind it.
    var hasMinus = false
    /// Statements that would change rows, and were not followed.
    public private(set) var unfollowed = 0
    /// Where the last statement that ``next()`` gave begins.
    public private(set) var statementOffset: UInt64 = 0
    /// Whether a transaction was begun, and whether it was ended.
    public private(set) var transaction = (isBegun: false, isEnded: false)

    private enum Rows {
        case none
        case values
        case copied
    }

    /// A parser of the dump whose bytes `refill` gives, from the statement at `start` on.
    public init(
        _ dialect: DumpDialect,
        from start: UInt64 = 0,
        windowBytes: Int = 1 << 20,
        refill: @escaping (_ offset: UInt64, _ memory: UnsafeMutableRawBufferPointer) throws -> Int
    ) {
        self.dialect = dialect
        bytes = SQLBytes(from: start, windowBytes: windowBytes, refill: refill)
    }

    /// The next statement about a table; nil at the end.
    ///
    /// Rows of the one before that were not read are passed over.
    /// - Throws: ``SQLDumpError``, or what the refill throws.
    public func next() throws -> DumpStatement? {
        try skipRows()
        while true {
            try skipBlank()
            hasMinus = false
            statementOffset = bytes.offset
            guard let byte = try bytes.peek() else { return nil }
            if byte == 0x5C {
                try skipLine()
            } else if byte == 0x3B {
                bytes.advance()
            } else if Self.isWordByte(byte) {
                if let statement = try statement(word()) { return statement }
            } else {
                try skipStatement()
            }
        }
    }

    private func statement(_ verb: String) throws -> DumpStatement? {
        switch verb {
        case "CREATE": return try create()
        case "INSERT", "REPLACE": return try insert()
        case "COPY": return try copy()
        case "DELIMITER": try skipDelimited()
        case "UPDATE", "DELETE", "MERGE", "TRUNCATE":
            unfollowed += 1
            try skipStatement()
        case "BEGIN":
            transaction.isBegun = true
            try skipStatement()
        case "COMMIT":
            transaction.isEnded = true
            try skipStatement()
        default: try skipStatement()
        }
        return nil
    }

    // MARK: Tables

    private func create() throws -> DumpStatement? {
        for _ in 0..<12 {
            try skipBlank()
            guard let byte = try bytes.peek(), Self.isWordByte(byte) else { break }
            switch try word() {
            case "TABLE": return try createTable()
            case "TRIGGER", "FUNCTION", "PROCEDURE", "EVENT":
                try skipBody()
                return nil
            case "VIEW", "INDEX", "SCHEMA", "DATABASE", "SEQUENCE", "TYPE", "EXTENSION", "VIRTUAL", "USER", "ROLE":
                try skipStatement()
                return nil
            default: continue
            }
        }
        try skipStatement()
        return nil
    }

    private func createTable() throws -> DumpStatement? {
        var name = try self.name()
        if name.isBare, name.text.uppercased() == "IF" {
            try skipBlank()
            _ = try word()
            try skipBlank()
            _ = try word()
            name = try self.name()
        }
        try skipBlank()
        guard try bytes.skip(0x28) else {
            try skipStatement()
            return nil
        }
        var columns: [DumpStatement.Column] = []
        repeat {
            if let column = try column() { columns.append(column) }
            guard columns.count <= Limits.sheetColumnsMax else { throw fault(.tooLong) }
        } while try bytes.skip(0x2C)
        guard try bytes.skip(0x29) else { throw try missing() }
        try skipStatement()
        return .create(table: name.text, columns: columns)
    }

    /// A column, or nil for a constraint; up to the comma or bracket behind it.
    private func column() throws -> DumpStatement.Column? {
        try skipBlank()
        let name = try identifier()
        let upper = name.text.uppercased()
        if name.isBare, Self.constraints.contains(upper) || (dialect == .mySQL && Self.keys.contains(upper)) {
            try skipItem()
            return nil
        }
        var type = ""
        while true {
            try skipBlank()
            guard let byte = try bytes.peek(), Self.isWordByte(byte) || byte == 0x28 else { break }
            if byte == 0x28 {
                guard !type.isEmpty else { break }
                type += try bracketed()
                continue
            }
            let next = try word()
            if Self.typeEnds.contains(next) { break }
            guard type.utf8.count < Limits.sqlNameBytesMax else { throw fault(.tooLong) }
            type += type.isEmpty ? next : " " + next
        }
        try skipItem()
        return DumpStatement.Column(name: name.text, type: type)
    }

    private static let constraints: Set<String> = [
        "PRIMARY", "UNIQUE", "CONSTRAINT", "FOREIGN", "CHECK", "EXCLUDE", "LIKE",
    ]
    private static let keys: Set<String> = ["KEY", "INDEX", "FULLTEXT", "SPATIAL"]
    private static let typeEnds: Set<String> = [
        "NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "CHECK", "REFERENCES", "COLLATE", "GENERATED", "AUTO_INCREMENT",
        "AUTOINCREMENT", "CONSTRAINT", "COMMENT", "CHARACTER", "CHARSET", "ON", "AS",
    ]

    // MARK: Rows

    private func insert() throws -> DumpStatement? {
        for _ in 0..<5 {
            try skipBlank()
            guard let byte = try bytes.peek(), Self.isWordByte(byte) else { break }
            guard try word() == "INTO" else { continue }
            let table = try name().text
            let columns = try columnList()
            for _ in 0..<4 {
                try skipBlank()
                guard let byte = try bytes.peek(), Self.isWordByte(byte) else { break }
                let next = try word()
                if next == "VALUES" || next == "VALUE" {
                    rows = .values
                    return .insert(table: table, columns: columns)
                }
                if next == "SELECT" || next == "WITH" || next == "DEFAULT" { break }
            }
            break
        }
        unfollowed += 1
        try skipStatement()
        return nil
    }

    private func copy() throws -> DumpStatement? {
        let table = try name().text
        let columns = try columnList()
        var words: [String] = []
        while true {
            try skipBlank()
            guard let byte = try bytes.peek() else { throw fault(.truncated) }
            if byte == 0x3B { break }
            if Self.isWordByte(byte) {
                words.append(try word())
            } else if byte == 0x27 {
                var text: [UInt8] = []
                try string(into: &text, escapes: false)
            } else {
                bytes.advance()
            }
            guard words.count < 40 else { throw fault(.tooLong) }
        }
        bytes.advance()
        guard words.contains("STDIN") else {
            unfollowed += 1
            return nil
        }
        try skipLine()
        rows = .copied
        guard !words.contains("CSV"), !words.contains("BINARY") else {
            unfollowed += 1
            try skipRows()
            return nil
        }
        return .copy(table: table, columns: columns)
    }

    private func columnList() throws -> [String]? {
        try skipBlank()
        guard try bytes.skip(0x28) else { return nil }
        var names: [String] = []
        repeat {
            try skipBlank()
            names.append(try identifier().text)
            guard names.count <= Limits.sheetColumnsMax else { throw fault(.tooLong) }
            try skipBlank()
        } while try bytes.skip(0x2C)
        guard try bytes.skip(0x29) else { throw try missing() }
        return names
    }

    /// Reads the next row of the statement that ``next()`` gave; false when there is none left.
    /// - Throws: ``SQLDumpError``, or what the refill throws.
    public func row(_ values: inout [DumpValue]) throws -> Bool {
        values.removeAll(keepingCapacity: true)
        switch rows {
        case .none: return false
        case .copied:
            guard try copiedRow(&values) else {
                rows = .none
                return false
            }
            return true
        case .values:
            try skipBlank()
            _ = try bytes.skip(0x2C)
            try skipBlank()
            guard try bytes.skip(0x28) else {
                // The end, or what to do with rows that are there already.
                rows = .none
                try skipStatement()
                return false
            }
            try valueList(&values)
            return true
        }
    }

    private func valueList(_ values: inout [DumpValue]) throws {
        repeat {
            values.append(try value(depth: 0))
            guard values.count <= Limits.sheetColumnsMax else { throw fault(.tooLong) }
            try skipBlank()
        } while try bytes.skip(0x2C)
        guard try bytes.skip(0x29) else { throw try missing() }
    }

    private func skipRows() throws {
        let kind = rows
        rows = .none
        switch kind {
        case .none: return
        case .values: try skipStatement()
        case .copied: try skipCopied()
        }
    }

    /// The fault of what stands where something else should.
    func missing() throws -> SQLDumpError {
        fault(try bytes.peek() == nil ? .truncated : .unexpected)
    }

    func fault(_ reason: SQLDumpError.Reason) -> SQLDumpError {
        SQLDumpError(reason: reason, line: bytes.lineEnds + 1)
    }
}

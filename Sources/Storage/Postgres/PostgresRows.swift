internal import CLibPQ

/// One result of the server, freed with its owner.
final class PostgresRows {
    let count: Int32
    private let result: OpaquePointer

    /// Takes over `result`.
    init(_ result: OpaquePointer) {
        self.result = result
        count = PQntuples(result)
    }

    deinit {
        PQclear(result)
    }

    /// Rows a command touched; 0 for a query.
    var touched: Int {
        guard let status = PQcmdStatus(result), !String(cString: status).hasPrefix("SELECT"),
            let text = PQcmdTuples(result)
        else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    func isNull(_ row: Int32, _ column: Int) -> Bool {
        PQgetisnull(result, row, Int32(column)) != 0
    }

    func integer(_ row: Int32, _ column: Int) throws -> Int64 {
        let type = PQftype(result, Int32(column))
        guard !isNull(row, column) else { throw wrongType(column, "nothing", expected: "an integer") }
        guard let number = PostgresValue.integer(bytes(row, column), type: type) else {
            throw wrongType(column, PostgresValue.name(type), expected: "an integer")
        }
        return number
    }

    func text(_ row: Int32, _ column: Int) throws -> String {
        let type = PQftype(result, Int32(column))
        guard !isNull(row, column) else { throw wrongType(column, "nothing", expected: "text") }
        guard PostgresValue.isText(type) else {
            throw wrongType(column, PostgresValue.name(type), expected: "text")
        }
        guard let text = String(validating: bytes(row, column), as: UTF8.self) else {
            throw StorageError(.wrongType, "column \(name(of: column)) holds text that is not UTF-8")
        }
        return text
    }

    func withBytes<Result>(
        _ row: Int32,
        _ column: Int,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        if isNull(row, column) { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        let type = PQftype(result, Int32(column))
        guard type == PostgresKind.bytea.rawValue || PostgresValue.isText(type) else {
            throw wrongType(column, PostgresValue.name(type), expected: "text or bytes")
        }
        return try body(bytes(row, column))
    }

    private func bytes(_ row: Int32, _ column: Int) -> UnsafeRawBufferPointer {
        let count = PQgetlength(result, row, Int32(column))
        return UnsafeRawBufferPointer(start: PQgetvalue(result, row, Int32(column)), count: Int(count))
    }

    private func name(of column: Int) -> String {
        PQfname(result, Int32(column)).map { String(cString: $0) } ?? "\(column)"
    }

    private func wrongType(_ column: Int, _ held: String, expected: String) -> StorageError {
        StorageError(.wrongType, "column \(name(of: column)) holds \(held), expected \(expected)")
    }
}

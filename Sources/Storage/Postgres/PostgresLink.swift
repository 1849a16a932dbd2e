internal import CLibPQ
internal import Foundation

/// The link to a server: every call of libpq, each turned into rows or an error.
final class PostgresLink {
    /// What the server says about the transaction.
    enum Transaction {
        case none
        case open
        case failed
        /// A command is under way or the link is broken.
        case unknown
    }

    /// Whether the last failure came from a prepared statement the server no longer honours.
    private(set) var isStatementStale = false

    private let handle: OpaquePointer
    private var isClosed = false
    private var early = PostgresEarlyRows.none

    /// Connects to `uri`, or to `database` beside the one it names; a lock is waited for `patience` milliseconds.
    /// - Throws: ``StorageError`` of kind `unavailable`; it never repeats the address, which may hold a password.
    init(uri: String, patience: Int, database: String? = nil) throws {
        try PostgresLink.check(uri)
        // What stands before `dbname` the address may override, what stands after it not.
        var settings: [(String, String)] = [
            ("connect_timeout", "\(Limits.connectSeconds)"),
            ("fallback_application_name", "recaudo"),
            ("tcp_user_timeout", "\(Limits.connectSeconds * 3000)"),
            ("keepalives_idle", "30"),
            ("dbname", uri),
            ("client_encoding", "UTF8"),
        ]
        if let database { settings.append(("dbname", database)) }
        let connection = PostgresLink.withCStrings(settings.map(\.0)) { keys in
            PostgresLink.withCStrings(settings.map(\.1)) { PQconnectdbParams(keys, $0, 1) }
        }
        guard let connection else { throw StorageError(.unavailable, "there is no memory for a connection") }
        guard PQstatus(connection) == CONNECTION_OK else {
            let reason = StorageError.said(by: connection)
            PQfinish(connection)
            throw StorageError(.unavailable, "PostgreSQL cannot be reached; check server and address: \(reason)")
        }
        handle = connection
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        do {
            _ = try run("SET lock_timeout = \(patience); SET TimeZone = 'UTC'", doing: "setting up the session")
        } catch {
            close()
            throw error
        }
    }

    deinit {
        close()
    }

    /// What `uri` and the environment together point at; nil when libpq cannot read the address.
    ///
    /// No answer of a server is waited for.
    static func target(of uri: String) -> (database: String, user: String, host: String, port: String)? {
        let attempt = withCStrings(["dbname"]) { keys in
            withCStrings([uri]) { PQconnectStartParams(keys, $0, 1) }
        }
        guard let attempt else { return nil }
        defer { PQfinish(attempt) }
        func text(_ value: UnsafePointer<CChar>?) -> String { value.map { String(cString: $0) } ?? "" }
        let (database, user) = (text(PQdb(attempt)), text(PQuser(attempt)))
        guard !database.isEmpty else { return nil }
        return (database, user, text(PQhost(attempt)), text(PQport(attempt)))
    }

    /// The state of the transaction; costs no round trip.
    var transaction: Transaction {
        guard !isClosed else { return .unknown }
        takeInEarlyRows()
        switch PQtransactionStatus(handle) {
        case PQTRANS_IDLE: return .none
        case PQTRANS_INTRANS: return .open
        case PQTRANS_INERROR: return .failed
        default: return .unknown
        }
    }

    /// Whether the link is whole and idle or in a transaction.
    ///
    /// Looks at the socket for a goodbye of the server.
    func isAlive() -> Bool {
        guard !isClosed, PQstatus(handle) == CONNECTION_OK, transaction != .unknown else { return false }
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        while poll(&descriptor, 1, 0) > 0 {
            guard PQconsumeInput(handle) == 1, PQstatus(handle) == CONNECTION_OK else { return false }
            if PQsocket(handle) < 0 { return false }
        }
        return true
    }

    /// Ends the link.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        early.forget()
        PQfinish(handle)
    }

    /// Runs a text without values, which may hold several statements.
    func run(_ sql: String, doing what: String) throws -> PostgresRows {
        try checked(try open { PQexec($0, sql) }, doing: what)
    }

    /// Has `sql` prepared as `name`.
    func prepare(_ sql: String, name: String, types: [UInt32]) throws {
        _ = try checked(
            try open { PQprepare($0, name, sql, Int32(types.count), types) },
            doing: "preparing a statement"
        )
    }

    /// Runs a prepared statement; the rows come in binary.
    func run(prepared name: String, _ parameters: PostgresParameters) throws -> PostgresRows {
        let result = try open { handle in
            parameters.withPointers { count, addresses, lengths, formats in
                PQexecPrepared(handle, name, count, addresses, lengths, formats, 1)
            }
        }
        return try checked(result, doing: "running a statement")
    }

    /// Runs a statement that is not worth preparing; the rows come in binary.
    ///
    /// The answer may be at hand already, when `reader` had it sent ahead.
    func fetch(_ sql: String, for reader: Int) throws -> PostgresRows {
        let result = try open { handle in
            early.take(for: reader) ?? PQexecParams(handle, sql, 0, nil, nil, nil, nil, 1)
        }
        return try checked(result, doing: "reading rows")
    }

    /// Has the server begin with a statement whose rows `reader` will ask for next.
    ///
    /// Its work then overlaps with ours. One at a time; what was sent ahead is taken in before anything else is sent.
    func sendAhead(_ sql: String, for reader: Int) {
        guard !isClosed, case .none = early else { return }
        if PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1) == 1 { early = .sent(reader) }
    }

    /// Drops what was sent ahead for `reader`.
    func forgetEarlyRows(of reader: Int) {
        takeInEarlyRows()
        early.forget(reader)
    }

    private func takeInEarlyRows() {
        guard case .sent(let reader) = early else { return }
        var last: OpaquePointer?
        while let result = PQgetResult(handle) {
            PQclear(last)
            last = result
            if PQstatus(handle) != CONNECTION_OK { break }
        }
        early = .arrived(reader, last)
    }

    /// Sends `bytes` as the body of `copy`, a `COPY … FROM STDIN`.
    func copy(_ copy: String, _ bytes: [UInt8]) throws {
        let handle = try open { $0 }
        let started = PQexec(handle, copy)
        defer { PQclear(started) }
        guard PQresultStatus(started) == PGRES_COPY_IN else {
            throw StorageError(postgres: started, connection: handle, doing: "starting a copy")
        }
        let sent = bytes.withUnsafeBytes { buffer in
            PQputCopyData(handle, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
        }
        // When sending fails the link is broken, and the results below say so.
        if sent == 1 { PQputCopyEnd(handle, nil) } else { PQputCopyEnd(handle, "the sender failed") }
        var failure: StorageError?
        while let result = PQgetResult(handle) {
            if PQresultStatus(result) != PGRES_COMMAND_OK, failure == nil {
                failure = StorageError(postgres: result, connection: handle, doing: "copying rows")
            }
            PQclear(result)
            if PQstatus(handle) != CONNECTION_OK { break }
        }
        if let failure { throw failure }
        guard sent == 1 else { throw StorageError(postgres: nil, connection: handle, doing: "copying rows") }
    }

    private func open<Result>(_ body: (OpaquePointer) -> Result) throws -> Result {
        guard !isClosed else { throw StorageError(.unavailable, "the connection is closed") }
        takeInEarlyRows()
        return body(handle)
    }

    private func checked(_ result: OpaquePointer?, doing what: String) throws -> PostgresRows {
        isStatementStale = false
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            guard let result else { break }
            return PostgresRows(result)
        default:
            break
        }
        defer { PQclear(result) }
        isStatementStale = ["0A000", "26000"].contains(StorageError.state(of: result))
        throw StorageError(postgres: result, connection: handle, doing: what)
    }

    /// Refuses an address libpq cannot read; its own message would quote the address.
    private static func check(_ uri: String) throws {
        let options = PQconninfoParse(uri, nil)
        guard options != nil else {
            throw StorageError(
                .unavailable,
                "the database address is no valid postgres://USER@HOST/NAME; correct it"
            )
        }
        PQconninfoFree(options)
    }

    /// Lends `strings` to `body` as C strings with a null pointer behind the last.
    private static func withCStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies.map { UnsafePointer($0) } + [nil])
    }
}

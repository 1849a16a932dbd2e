/// Whose way of writing texts a dump follows.
public enum DumpDialect: Hashable, Sendable {
    /// Quotes are doubled, nothing else is special: `sqlite3 .dump`, and whatever is not known.
    case standard
    /// Backslashes escape, backticks quote names: mysqldump, MariaDB, phpMyAdmin.
    case mySQL
    /// Backslashes escape in `E'…'` only; rows may stand in COPY blocks: pg_dump.
    case postgreSQL

    /// The dialect of a dump that begins with `head`.
    public init(head: [UInt8]) {
        let text = String(decoding: head, as: UTF8.self)
        let mySQL = [
            "MySQL dump", "MariaDB dump", "phpMyAdmin", "ENGINE=", "INSERT INTO `", "CREATE TABLE `", "LOCK TABLES",
        ]
        let postgreSQL = ["PostgreSQL database dump", "standard_conforming_strings", " FROM stdin;", "SET search_path"]
        if postgreSQL.contains(where: { text.contains($0) }) {
            self = .postgreSQL
        } else if mySQL.contains(where: { text.contains($0) }) {
            self = .mySQL
        } else {
            self = .standard
        }
    }
}

/// A statement of a dump that says something about tables or their rows.
public enum DumpStatement: Hashable, Sendable {
    /// A column of a table.
    public struct Column: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Its type as declared, without what follows it.
        public let type: String
    }

    /// `CREATE TABLE`.
    case create(table: String, columns: [Column])
    /// `INSERT INTO … VALUES`; its rows come next. Without a list of columns it means all of the table.
    case insert(table: String, columns: [String]?)
    /// `COPY … FROM stdin`; its rows come next.
    case copy(table: String, columns: [String]?)
}

/// A value of a dump.
public enum DumpValue: Hashable, Sendable {
    /// `NULL`.
    case null
    /// A whole number.
    case integer(Int64)
    /// Another number.
    case real(Double)
    /// A text; numbers too long for either stay texts.
    case text(String)
    /// Bytes, or a text that is not UTF-8.
    case blob([UInt8])
    /// An expression that is not followed.
    case unknown
}

/// Why a dump cannot be read to its end; never quotes it.
public struct SQLDumpError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// A character has no place there.
        case unexpected
        /// The dump ends within a statement.
        case truncated
        /// A text, a name or a list is longer than any dump's.
        case tooLong
    }

    /// What is wrong.
    public let reason: Reason
    /// The line, 1 first.
    public let line: Int

    /// Where and what, as a sentence fragment.
    public var description: String {
        switch reason {
        case .unexpected: "line \(line): a character has no place in the statement there"
        case .truncated: "line \(line): the dump ends within a statement"
        case .tooLong: "line \(line): a text, a name or a list is longer than any dump's"
        }
    }
}

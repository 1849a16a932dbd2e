/// What can go wrong between the book and its database.
public struct StorageError: Error, Hashable, CustomStringConvertible {
    /// The kinds a caller can tell apart.
    public enum Code: String, Sendable {
        /// The database cannot be opened or reached.
        case unavailable = "storage.unavailable"
        /// The file is no database of ours, or it is damaged.
        case damaged = "storage.damaged"
        /// A uniqueness, foreign key or check constraint refused the row.
        case constraint = "storage.constraint"
        /// The disk is full or read-only.
        case full = "storage.full"
        /// Somebody else holds the write lock for too long.
        case busy = "storage.busy"
        /// A column does not hold what the code expects.
        case wrongType = "storage.wrong_type"
        /// Anything else the engine reports.
        case failed = "storage.failed"
    }

    /// Which kind.
    public let code: Code
    /// What the engine said; holds no bound values.
    public let message: String

    /// An error of kind `code`.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The code and the message.
    public var description: String { "\(code.rawValue): \(message)" }
}

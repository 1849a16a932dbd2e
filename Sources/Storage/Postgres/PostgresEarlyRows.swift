internal import CLibPQ

/// The answer to a statement that was sent before its rows were wanted, and for which reader that was.
enum PostgresEarlyRows {
    case none
    /// The server is at work.
    case sent(Int)
    /// The answer, not looked at yet; nil when the link broke.
    case arrived(Int, OpaquePointer?)

    /// Hands over the answer that `reader` had sent for.
    mutating func take(for reader: Int) -> OpaquePointer? {
        guard case .arrived(reader, let result) = self else { return nil }
        self = .none
        return result
    }

    /// Frees the answer of `reader`, or of anyone when nil.
    mutating func forget(_ reader: Int? = nil) {
        guard case .arrived(let owner, let result) = self, reader ?? owner == owner else { return }
        PQclear(result)
        self = .none
    }
}

public import Lending

/// Which records are asked for, of which day, and whether with the people in them.
public struct RecordQuery: Hashable, Sendable {
    /// Kind and conditions.
    public var filter: RecordFilter
    /// The business day whose book is asked for; nil for the book as it is.
    public var asOf: CivilDate?
    /// Whether the personal part comes along; the caller has checked the scope.
    public var people: People

    /// Whether the personal part of records comes along.
    public enum People: Hashable, Sendable {
        /// The record proper only.
        case hidden
        /// With the personal part as `person`.
        case shown
    }

    /// A question for the records that meet `filter`.
    public init(_ filter: RecordFilter, asOf: CivilDate? = nil, people: People = .hidden) {
        self.filter = filter
        self.asOf = asOf
        self.people = people
    }

    /// The kind of record.
    public var kind: RecordKind { filter.kind }

    /// Whether the answer holds personal parts.
    var showsPeople: Bool { people == .shown && kind.hasPerson }
}
